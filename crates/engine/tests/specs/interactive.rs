//! Interactive steps and their work items.

use expect_test::expect;

use crate::support::check;

#[test]
fn starting_an_interactive_step_opens_a_work_item_and_sends_a_mail() {
    check(
        "stage prepare
           a: interactive queue:Support about $Record.Id with size=$Record.Size",
        "record T1 Size=3
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? queue Support
              Start Work Item a (Support)
              -> open a for Support about T1 {size=3}
              -> mail Support: default / default
            = In Progress
              prepare In Progress: a In Progress
        "#]],
    );
}

#[test]
fn the_mail_may_have_words_of_its_own() {
    check(
        r#"stage prepare
           a: interactive user:lead subject t"Size {!$Record.Size}" body "Please look""#,
        "record T1 Size=3
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: Size 3 / Please look
            = In Progress
              prepare In Progress: a In Progress
        "#]],
    );
}

#[test]
fn the_mail_may_be_switched_off() {
    check(
        "stage prepare
           a: interactive user:lead silent",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
            = In Progress
              prepare In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_step_is_done_when_its_form_is() {
    check(
        "stage prepare
           a: interactive user:lead",
        "start
         complete a by anna answer=yes",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by anna answer=yes
              End Step a {answer=yes} by anna
              End Work Item a (lead) by anna: finished by a user
              End Stage prepare
              End Run
              -> close a of lead
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn the_second_finisher_is_refused_and_told_who_was_first() {
    check(
        "stage prepare
           a: interactive group:Staff
           b: interactive user:lead",
        "start
         complete a by anna
         complete a by ben",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? group Staff
              Start Work Item a (Staff)
              Start Step b
              -> open a for Staff about nothing
              -> mail Staff: default / default
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            > complete a by anna
              End Step a by anna
              End Work Item a (Staff) by anna: finished by a user
              -> close a of Staff
            > complete a by ben
              refused already-completed: work item was already completed by anna
            = In Progress
              prepare In Progress: a Completed, b In Progress
        "#]],
    );
}

#[test]
fn an_unknown_work_item_is_refused() {
    check(
        "stage prepare
           a: interactive user:lead",
        "start
         complete unknown by lead
         reassign unknown user:anna",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete unknown by lead
              refused unknown-part: the run has no such work item
            > reassign unknown user:anna
              refused unknown-part: the run has no such work item
            = In Progress
              prepare In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_finisher_is_refused_after_the_run_has_ended() {
    check(
        "stage prepare until b.Status is Completed
           a: interactive user:lead
           b: async background",
        "start
         finish b
         complete a by lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Start Step b
              -> open a for lead about nothing
              -> mail lead: default / default
              -> run b #1 v1
            > finish b
              End Step b
              Discontinue Step a
              End Work Item a (lead): stage completed
              End Stage prepare
              End Run
              -> close a of lead
            > complete a by lead
              refused already-completed: work item was already completed
            = Completed
              prepare Completed: a Discontinued, b Completed
        "#]],
    );
}

#[test]
fn with_an_exit_condition_the_form_may_be_done_while_the_step_goes_on() {
    check(
        "stage prepare
           a: interactive user:lead until $Record.Size > 3",
        "record T1 Size=1
         start about T1
         complete a by lead answer=yes
         record T1 Size=5
         wake",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead answer=yes
              (answered a {answer=yes})
              End Work Item a (lead) by lead: finished by a user
              -> close a of lead
            > wake
              End Step a {answer=yes} by lead
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn an_exit_condition_that_is_met_closes_the_work_item() {
    check(
        "stage prepare
           a: interactive user:lead until $Record.Size > 3",
        "record T1 Size=1
         start about T1
         record T1 Size=5
         wake",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > wake
              End Step a
              End Work Item a (lead): exit condition met
              End Stage prepare
              End Run
              -> close a of lead
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn an_exit_condition_that_holds_from_the_start_completes_the_step_at_once() {
    check(
        "stage prepare
           a: interactive user:lead until a.Outputs.answer is-null",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              End Step a
              End Work Item a (lead): exit condition met
              End Stage prepare
              End Run
              -> open a for lead about nothing
              -> mail lead: default / default
              -> close a of lead
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn an_exit_condition_cannot_read_the_outputs_of_its_own_step() {
    check(
        "stage prepare
           a: interactive user:lead until a.Outputs.answer is yes",
        "start
         complete a by lead answer=yes",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead answer=yes
              (answered a {answer=yes})
              End Work Item a (lead) by lead: finished by a user
              -> close a of lead
            = In Progress
              prepare In Progress: a In Progress
        "#]],
    );
}

#[test]
fn an_evaluation_flow_says_when_a_step_is_done() {
    check(
        "stage prepare
           a: interactive user:lead until flow Is_Done",
        "start
         complete a by lead answer=yes
         flow Is_Done says true
         wake",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
              ? Is_Done {} Ok(false)
            > complete a by lead answer=yes
              (answered a {answer=yes})
              End Work Item a (lead) by lead: finished by a user
              -> close a of lead
              ? Is_Done {} Ok(false)
            > wake
              ? Is_Done {} Ok(true)
              End Step a {answer=yes} by lead
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn an_evaluation_flow_that_fails_at_the_exit_fails_the_stage() {
    check(
        "stage prepare
           a: interactive user:lead until flow Is_Done",
        r#"flow Is_Done breaks "no such field"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
              ? Is_Done {} Err("no such field")
              Discontinue Step a
              End Work Item a (lead): stage or run failed
              Fail Stage prepare: no such field
              Fail Run: no such field
              -> close a of lead
            = Error
              prepare Error: a Discontinued
        "#]],
    );
}

#[test]
fn outputs_of_a_form_are_readable_only_once_the_step_is_completed() {
    check(
        "stage prepare
           a: interactive user:lead until $Record.Size > 3
           b: background when a.Outputs.answer is yes",
        "record T1 Size=1
         start about T1
         complete a by lead answer=yes
         record T1 Size=5
         wake",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead answer=yes
              (answered a {answer=yes})
              End Work Item a (lead) by lead: finished by a user
              -> close a of lead
            > wake
              End Step a {answer=yes} by lead
              Start Step b
              ? b v1 {}
              End Step b
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn an_inactive_assignee_is_an_error_that_can_be_resumed() {
    check(
        "stage prepare
           a: interactive user:lead",
        "user lead inactive
         start
         user lead active
         resume",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Fail Step a: user `lead` is not active
              Fail Stage prepare
              Fail Run: user `lead` is not active
            > resume
              Resume Run
              Start Run
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            = In Progress
              prepare In Progress: a In Progress
        "#]],
    );
}

#[test]
fn an_unknown_assignee_is_a_lasting_error() {
    check(
        "stage prepare
           a: interactive user:lead",
        "user lead unknown
         start
         resume",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Fail Step a: `lead` is no user, group or queue
              Fail Stage prepare
              Fail Run: `lead` is no user, group or queue
            > resume
              refused not-recoverable: the error is not recoverable: `lead` is no user, group or queue
            = Error
              prepare Error: a Error
        "#]],
    );
}

#[test]
fn an_assignee_that_is_null_is_a_lasting_error() {
    check(
        "stage prepare
           a: interactive resource:$Record.OwnerName",
        "record T1 Size=1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? resource 
              Fail Step a: the assignee is null
              Fail Stage prepare
              Fail Run: the assignee is null
            = Error
              prepare Error: a Error
        "#]],
    );
}

#[test]
fn a_step_without_an_assignee_is_a_lasting_error() {
    check(
        "stage prepare
           a: interactive nobody",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              Fail Step a: the step has no assignee
              Fail Stage prepare
              Fail Run: the step has no assignee
            = Error
              prepare Error: a Error
        "#]],
    );
}

#[test]
fn an_assignee_may_come_from_a_record() {
    check(
        "stage prepare
           a: interactive resource:$Record.Manager.Username",
        "record U1 Username=boss
         record T1 ManagerId=U1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? resource boss
              Start Work Item a (boss)
              -> open a for boss about nothing
              -> mail boss: default / default
            = In Progress
              prepare In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_form_that_fails_is_an_error_that_can_be_resumed() {
    check(
        "stage prepare
           a: interactive user:lead",
        r#"start
         break a "the form broke"
         resume
         complete a by lead"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > break a "the form broke"
              Fail Step a: the form broke
              End Work Item a (lead): stage or run failed
              Fail Stage prepare
              Fail Run: the form broke
              -> close a of lead
            > resume
              Resume Run
              Start Run
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage prepare
              End Run
              -> close a of lead
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn a_step_whose_flow_is_missing_opens_no_work_item() {
    check(
        "stage prepare
           a: interactive user:lead",
        "flow a missing
         start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              Fail Step a: flow `a` has no active version
              Fail Stage prepare
              Fail Run: flow `a` has no active version
            = Error
              prepare Error: a Error
        "#]],
    );
}

#[test]
fn inputs_that_are_too_large_open_no_work_item() {
    check(
        "input text
         stage prepare
           a: interactive user:lead with text=text",
        "start text=BIG32769",
        expect![[r#"
            > start text=BIG32769
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Fail Step a: inputs of `a` exceed 32768 characters
              Fail Stage prepare
              Fail Run: inputs of `a` exceed 32768 characters
            = Error
              prepare Error: a Error
        "#]],
    );
}

#[test]
fn several_steps_wait_for_their_people_at_the_same_time() {
    check(
        "stage prepare
           a: interactive user:lead
           b: interactive queue:Support
           c: interactive group:Staff",
        "start
         complete b by anna
         complete c by ben
         complete a by lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Start Step b
              -> open a for lead about nothing
              -> mail lead: default / default
              ? queue Support
              Start Work Item b (Support)
              Start Step c
              -> open b for Support about nothing
              -> mail Support: default / default
              ? group Staff
              Start Work Item c (Staff)
              -> open c for Staff about nothing
              -> mail Staff: default / default
            > complete b by anna
              End Step b by anna
              End Work Item b (Support) by anna: finished by a user
              -> close b of Support
            > complete c by ben
              End Step c by ben
              End Work Item c (Staff) by ben: finished by a user
              -> close c of Staff
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage prepare
              End Run
              -> close a of lead
            = Completed
              prepare Completed: a Completed, b Completed, c Completed
        "#]],
    );
}

#[test]
fn an_exit_condition_that_holds_when_the_form_is_done_completes_the_step_with_it() {
    check(
        "stage prepare
           a: interactive user:lead until $Record.Size > 3",
        "record T1 Size=1
         start about T1
         record T1 Size=5
         complete a by lead answer=yes",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead answer=yes
              (answered a {answer=yes})
              End Work Item a (lead) by lead: finished by a user
              End Step a {answer=yes} by lead
              End Stage prepare
              End Run
              -> close a of lead
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}
