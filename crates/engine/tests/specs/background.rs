//! Background steps.

use expect_test::expect;

use crate::support::check;

#[test]
fn a_synchronous_flow_runs_within_the_turn() {
    check(
        "stage prepare
           a: background with size=$Record.Size",
        "record T1 Size=3
         flow a returns answer=42
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {size=3}
              End Step a {answer=42}
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn an_asynchronous_flow_is_a_job_of_its_own() {
    check(
        "stage prepare
           a: async background with size=7",
        "start
         finish a answer=42",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              -> run a #1 v1 {size=7}
            > finish a answer=42
              End Step a {answer=42}
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn the_flow_itself_may_require_a_job() {
    check(
        "stage prepare
           a: background",
        "flow a asynchronous
         start
         finish a",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              -> run a #1 v1
            > finish a
              End Step a
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn a_failed_flow_fails_step_stage_and_run() {
    check(
        "stage prepare
           a: async background",
        r#"start
         fail a "division by zero""#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              -> run a #1 v1
            > fail a "division by zero"
              Fail Step a: division by zero
              Fail Stage prepare
              Fail Run: division by zero
            = Error
              prepare Error: a Error
        "#]],
    );
}

#[test]
fn a_result_of_another_activation_is_stale() {
    check(
        "stage prepare
           a: async background",
        "start
         finish a #2 x=1
         finish a #0 x=1
         finish a #1 x=1",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              -> run a #1 v1
            > finish a #2 x=1
            > finish a #0 x=1
            > finish a #1 x=1
              End Step a {x=1}
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn a_step_finishes_only_once() {
    check(
        "stage prepare
           a: async background
           b: interactive user:lead",
        r#"start
         finish a x=1
         finish a x=2
         fail a "too late""#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              Start Step b
              -> run a #1 v1
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            > finish a x=1
              End Step a {x=1}
            > finish a x=2
            > fail a "too late"
            = In Progress
              prepare In Progress: a Completed, b In Progress
        "#]],
    );
}

#[test]
fn a_result_for_a_step_that_never_started_changes_nothing() {
    check(
        "stage prepare
           a: interactive user:lead
           b: async background after a",
        "start
         finish b #0
         finish b #1",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > finish b #0
            > finish b #1
            = In Progress
              prepare In Progress: a In Progress, b Not Started
        "#]],
    );
}

#[test]
fn a_job_cannot_finish_an_interactive_step() {
    check(
        "stage prepare
           a: interactive user:lead",
        "start
         finish a",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > finish a
            = In Progress
              prepare In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_flow_runs_as_the_chosen_user() {
    check(
        "stage prepare
           a: background as anna
           b: async background as $Record.OwnerId",
        "record T1 OwnerId=005X
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 as anna {}
              End Step a
              Start Step b
              -> run b #1 v1 as 005X
            = In Progress
              prepare In Progress: a Completed, b In Progress
        "#]],
    );
}

#[test]
fn a_step_without_an_active_flow_fails_and_can_be_resumed_once_there_is_one() {
    check(
        "stage prepare
           a: background",
        "flow a missing
         start
         flow a version 2
         resume",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              Fail Step a: flow `a` has no active version
              Fail Stage prepare
              Fail Run: flow `a` has no active version
            > resume
              Resume Run
              Start Run
              Start Stage prepare
              (flow of a renewed: 2)
              Start Step a
              ? a v2 {}
              End Step a
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn a_step_runs_the_version_that_was_active_when_its_step_run_was_born() {
    check(
        "stage prepare
           a: interactive user:lead
           b: background after a",
        "start
         flow b version 2
         complete a by lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              Start Step b
              -> close a of lead
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
fn inputs_are_read_when_the_step_starts() {
    check(
        "stage prepare
           a: interactive user:lead
           b: background after a with size=$Record.Size note=a.Outputs.note",
        "record T1 Size=1
         start about T1
         record T1 Size=2
         complete a by lead note=fine",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead note=fine
              End Step a {note=fine} by lead
              End Work Item a (lead) by lead: finished by a user
              Start Step b
              -> close a of lead
              ? b v1 {size=2 note=fine}
              End Step b
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn inputs_of_more_than_32768_characters_fail_the_step_for_good() {
    check(
        "input text
         stage prepare
           a: background with text=text",
        "start text=BIG32769
         resume",
        expect![[r#"
            > start text=BIG32769
              Start Run by starter
              Start Stage prepare
              Start Step a
              Fail Step a: inputs of `a` exceed 32768 characters
              Fail Stage prepare
              Fail Run: inputs of `a` exceed 32768 characters
            > resume
              refused not-recoverable: the error is not recoverable: inputs of `a` exceed 32768 characters
            = Error
              prepare Error: a Error
        "#]],
    );
}

#[test]
fn inputs_of_32768_characters_are_fine() {
    check(
        "input text
         stage prepare
           a: background with text=text",
        "start text=BIG32768",
        expect![[r#"
            > start text=BIG32768
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {text=a long text}
              End Step a
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn an_input_that_cannot_be_read_is_null() {
    check(
        "stage prepare
           a: background with lost=missing.Thing gone=$Record.Size",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {lost=null gone=null}
              End Step a
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn a_failing_step_does_not_keep_its_siblings_from_being_tested() {
    check(
        "stage prepare
           a: background
           b: interactive user:lead
           c: background after b",
        r#"flow a fails "no paper"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Start Step b
              ? user lead
              Start Work Item b (lead)
              Discontinue Step b
              End Work Item b (lead): stage or run failed
              Fail Stage prepare
              Fail Run: no paper
              -> open b for lead about nothing
              -> mail lead: default / default
              -> close b of lead
            = Error
              prepare Error: a Error, b Discontinued, c Not Started
        "#]],
    );
}

#[test]
fn the_first_of_two_failures_is_the_cause() {
    check(
        "stage prepare
           a: background
           b: background",
        r#"flow a fails "first"
         flow b fails "second"
         start
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {}
              Fail Step a: first
              Start Step b
              ? b v1 {}
              Fail Step b: second
              Fail Stage prepare
              Fail Run: first
            > resume
              Resume Run
              Start Run
              Start Stage prepare
              Start Step a
              ? a v1 {}
              Fail Step a: first
              Start Step b
              ? b v1 {}
              Fail Step b: second
              Fail Stage prepare
              Fail Run: first
            = Error
              prepare Error: a Error, b Error
        "#]],
    );
}

#[test]
fn completed_steps_are_not_run_again_when_another_is_resumed() {
    check(
        "stage prepare
           a: background
           b: background",
        r#"flow b fails "no paper"
         start
         flow b returns x=1
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {}
              End Step a
              Start Step b
              ? b v1 {}
              Fail Step b: no paper
              Discontinue Step a
              Fail Stage prepare
              Fail Run: no paper
            > resume
              Resume Run
              Start Run
              Start Stage prepare
              Start Step b
              ? b v1 {}
              End Step b {x=1}
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn a_failure_that_arrives_starts_nothing_more() {
    check(
        "stage prepare
           a: async background
           b: background when $Record.Size > 3",
        r#"record T1 Size=1
         start about T1
         record T1 Size=5
         fail a "no paper""#,
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              -> run a #1 v1
            > fail a "no paper"
              Fail Step a: no paper
              Fail Stage prepare
              Fail Run: no paper
            = Error
              prepare Error: a Error, b Not Started
        "#]],
    );
}
