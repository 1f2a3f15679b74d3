//! When a step may start.

use expect_test::expect;

use crate::support::check;

#[test]
fn steps_without_an_entry_condition_start_with_their_stage_in_file_order() {
    check(
        "stage prepare
           draft: interactive user:lead
           check: async background
           print: background",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step draft
              ? user lead
              Start Work Item draft (lead)
              Start Step check
              Start Step print
              -> open draft for lead about nothing
              -> mail lead: default / default
              -> run check #1 v1
              ? print v1 {}
              End Step print
            = In Progress
              prepare In Progress: draft In Progress, check In Progress, print Completed
        "#]],
    );
}

#[test]
fn a_step_with_an_entry_condition_waits_for_it() {
    check(
        "stage prepare
           draft: interactive user:lead
           publish: background after draft",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step draft
              ? user lead
              Start Work Item draft (lead)
              -> open draft for lead about nothing
              -> mail lead: default / default
            = In Progress
              prepare In Progress: draft In Progress, publish Not Started
        "#]],
    );
}

#[test]
fn a_step_that_waits_may_stand_before_the_one_that_it_waits_for() {
    check(
        "stage prepare
           publish: background after draft
           draft: background",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step draft
              ? draft v1 {}
              End Step draft
              Start Step publish
              ? publish v1 {}
              End Step publish
              End Stage prepare
              End Run
            = Completed
              prepare Completed: publish Completed, draft Completed
        "#]],
    );
}

#[test]
fn a_step_does_not_start_after_one_that_failed() {
    check(
        "stage prepare
           draft: background
           publish: background after draft",
        r#"flow draft fails "no paper"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step draft
              ? draft v1 {}
              Fail Step draft: no paper
              Fail Stage prepare
              Fail Run: no paper
            = Error
              prepare Error: draft Error, publish Not Started
        "#]],
    );
}

#[test]
fn a_step_does_not_start_after_one_that_was_discontinued() {
    check(
        "stage prepare until skip.Status is Completed
           draft: async background
           skip: background
         stage publish
           print: background after draft
           other: interactive user:lead",
        "start
         finish draft@1
         wake",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step draft
              Start Step skip
              -> run draft #1 v1
              ? skip v1 {}
              End Step skip
              Discontinue Step draft
              End Stage prepare
              Start Stage publish
              Start Step other
              -> cancel job draft #1
              ? user lead
              Start Work Item other (lead)
              -> open other for lead about nothing
              -> mail lead: default / default
            > finish draft@1
              (held for draft: {})
            > wake
            = In Progress
              prepare Completed: draft Discontinued (holds a result), skip Completed
              publish In Progress: print Not Started, other In Progress
        "#]],
    );
}

#[test]
fn a_step_may_wait_for_a_step_of_an_earlier_stage() {
    check(
        "stage prepare
           draft: background
         stage publish
           print: background after draft",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step draft
              ? draft v1 {}
              End Step draft
              End Stage prepare
              Start Stage publish
              Start Step print
              ? print v1 {}
              End Step print
              End Stage publish
              End Run
            = Completed
              prepare Completed: draft Completed
              publish Completed: print Completed
        "#]],
    );
}

#[test]
fn a_step_may_wait_for_a_step_that_is_not_completed() {
    check(
        r#"stage prepare until late.Status is Completed
           draft: interactive user:lead
           late: background when draft.Status is "In Progress""#,
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step draft
              ? user lead
              Start Work Item draft (lead)
              Start Step late
              -> open draft for lead about nothing
              -> mail lead: default / default
              ? late v1 {}
              End Step late
              Discontinue Step draft
              End Work Item draft (lead): stage completed
              End Stage prepare
              End Run
              -> close draft of lead
            = Completed
              prepare Completed: draft Discontinued, late Completed
        "#]],
    );
}

#[test]
fn statuses_are_compared_by_label_and_by_api_name() {
    check(
        r#"stage prepare until b.Status is Completed and c.Status is Completed
           a: interactive user:lead
           b: background when a.Status is InProgress and d.Status is "Not Started"
           c: background when a.Status is "In Progress" and d.Status is NotStarted
           d: background when a.Status is-not InProgress"#,
        "start",
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
              ? b v1 {}
              End Step b
              Start Step c
              ? c v1 {}
              End Step c
              Discontinue Step a
              End Work Item a (lead): stage completed
              End Stage prepare
              End Run
              -> close a of lead
            = Completed
              prepare Completed: a Discontinued, b Completed, c Completed, d Not Started
        "#]],
    );
}

#[test]
fn a_status_is_null_before_its_stage_has_started() {
    check(
        "stage prepare
           a: background when later.Status is-null
           b: background when last.Status is-null
           c: background when last.Status is-not Completed
         stage last
           later: background",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {}
              End Step a
              Start Step b
              ? b v1 {}
              End Step b
              Start Step c
              ? c v1 {}
              End Step c
              End Stage prepare
              Start Stage last
              Start Step later
              ? later v1 {}
              End Step later
              End Stage last
              End Run
            = Completed
              prepare Completed: a Completed, b Completed, c Completed
              last Completed: later Completed
        "#]],
    );
}

#[test]
fn all_requirements_must_hold() {
    check(
        "stage prepare
           a: interactive user:lead
           b: background when a.Status is Completed and $Record.Size > 3",
        "record T1 Size=1
         start about T1
         complete a by lead
         record T1 Size=4
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
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              -> close a of lead
            > wake
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
fn one_of_the_requirements_is_enough() {
    check(
        "stage prepare
           a: background when missing.Status is Completed or $Record.Size > 3",
        "record T1 Size=4
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {}
              End Step a
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn custom_logic_combines_requirements() {
    check(
        r#"stage prepare
           a: background when $Record.Size > 3 and $Record.Color is red and $Record.Color is blue by "1 AND (2 OR 3)"
           b: background when $Record.Size > 3 and $Record.Color is red by "1 AND NOT 2""#,
        "record T1 Size=4 Color=blue
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {}
              End Step a
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
fn an_evaluation_flow_is_asked_at_every_wake_up_until_it_says_true() {
    check(
        "stage prepare
           a: background when flow Is_Ready",
        "start
         wake
         flow Is_Ready says true
         wake",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              ? Is_Ready {} Ok(false)
            > wake
              ? Is_Ready {} Ok(false)
            > wake
              ? Is_Ready {} Ok(true)
              Start Step a
              ? a v1 {}
              End Step a
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed
        "#]],
    );
}

#[test]
fn an_evaluation_flow_gets_its_inputs_as_they_are_now() {
    check(
        "stage prepare
           a: background when flow Is_Ready size=$Record.Size run=$Orchestration.Instance",
        "record T1 Size=1
         start about T1
         record T1 Size=2
         wake",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              ? Is_Ready {size=1 run=0jE000000000001} Ok(false)
            > wake
              ? Is_Ready {size=2 run=0jE000000000001} Ok(false)
            = In Progress
              prepare In Progress: a Not Started
        "#]],
    );
}

#[test]
fn an_evaluation_flow_that_fails_is_a_lasting_error_of_the_stage() {
    check(
        "stage prepare
           done: background
           a: background when flow Is_Ready",
        r#"flow Is_Ready breaks "no such record"
         start
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step done
              ? done v1 {}
              End Step done
              ? Is_Ready {} Err("no such record")
              Discontinue Step done
              Fail Stage prepare: no such record
              Fail Run: no such record
            > resume
              refused not-recoverable: the error is not recoverable: no such record
            = Error
              prepare Error: done Completed, a Not Started
        "#]],
    );
}

#[test]
fn an_input_of_an_evaluation_flow_is_null_where_there_is_nothing() {
    check(
        "stage prepare
           a: background when flow Is_Ready size=$Record.Size",
        "record T1 Size=1
         delete T1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              ? Is_Ready {size=null} Ok(false)
            = In Progress
              prepare In Progress: a Not Started
        "#]],
    );
}

#[test]
fn requirements_that_cannot_be_compared_are_a_lasting_error_of_the_stage() {
    check(
        "stage prepare
           a: background when $Record.Size > red",
        "record T1 Size=1
         start about T1
         resume",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Fail Stage prepare: cannot apply GreaterThan to a number and a text
              Fail Run: cannot apply GreaterThan to a number and a text
            > resume
              refused not-recoverable: the error is not recoverable: cannot apply GreaterThan to a number and a text
            = Error
              prepare Error: a Not Started
        "#]],
    );
}

#[test]
fn every_step_is_tested_before_the_exit_condition_is() {
    check(
        "stage prepare until $Record.Size > 0
           a: background
           b: interactive user:lead",
        "record T1 Size=1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {}
              End Step a
              Start Step b
              ? user lead
              Start Work Item b (lead)
              Discontinue Step b
              End Work Item b (lead): stage completed
              End Stage prepare
              End Run
              -> open b for lead about nothing
              -> mail lead: default / default
              -> close b of lead
            = Completed
              prepare Completed: a Completed, b Discontinued
        "#]],
    );
}

#[test]
fn steps_that_follow_one_another_start_in_one_turn() {
    check(
        "stage prepare
           a: background
           b: background after a
           c: background after b
         stage publish
           d: background after c",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {}
              End Step a
              Start Step b
              ? b v1 {}
              End Step b
              Start Step c
              ? c v1 {}
              End Step c
              End Stage prepare
              Start Stage publish
              Start Step d
              ? d v1 {}
              End Step d
              End Stage publish
              End Run
            = Completed
              prepare Completed: a Completed, b Completed, c Completed
              publish Completed: d Completed
        "#]],
    );
}

#[test]
fn each_change_lets_the_steps_be_tested_again_from_the_first() {
    check(
        "stage prepare
           c: background after b
           b: background after a
           a: background
           d: background after a",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {}
              End Step a
              Start Step d
              ? d v1 {}
              End Step d
              Start Step b
              ? b v1 {}
              End Step b
              Start Step c
              ? c v1 {}
              End Step c
              End Stage prepare
              End Run
            = Completed
              prepare Completed: c Completed, b Completed, a Completed, d Completed
        "#]],
    );
}

#[test]
fn an_evaluation_flow_that_fails_after_a_step_did_is_not_the_cause() {
    check(
        "stage prepare
           a: background
           b: background when flow Is_Ready",
        r#"flow a fails "no paper"
         flow Is_Ready breaks "no such record"
         start"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              ? Is_Ready {} Err("no such record")
              Fail Stage prepare
              Fail Run: no paper
            = Error
              prepare Error: a Error, b Not Started
        "#]],
    );
}
