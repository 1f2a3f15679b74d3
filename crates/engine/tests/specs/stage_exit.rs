//! When a stage is done.

use expect_test::expect;

use crate::support::check;

#[test]
fn a_stage_completes_when_all_its_steps_have() {
    check(
        "stage prepare
           a: interactive user:lead
           b: interactive user:anna
         stage publish
           c: interactive user:lead",
        "start
         complete a by lead
         complete b by anna",
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
              ? user anna
              Start Work Item b (anna)
              -> open b for anna about nothing
              -> mail anna: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              -> close a of lead
            > complete b by anna
              End Step b by anna
              End Work Item b (anna) by anna: finished by a user
              End Stage prepare
              Start Stage publish
              Start Step c
              -> close b of anna
              ? user lead
              Start Work Item c (lead)
              -> open c for lead about nothing
              -> mail lead: default / default
            = In Progress
              prepare Completed: a Completed, b Completed
              publish In Progress: c In Progress
        "#]],
    );
}

#[test]
fn a_stage_waits_for_a_step_that_never_starts() {
    check(
        "stage prepare
           a: background
           b: background when $Record.Size > 3",
        "record T1 Size=1
         start about T1
         wake",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {}
              End Step a
            > wake
            = In Progress
              prepare In Progress: a Completed, b Not Started
        "#]],
    );
}

#[test]
fn a_stage_completes_when_its_requirements_hold() {
    check(
        "stage prepare until a.Status is Completed
           a: interactive user:lead
           b: interactive user:anna",
        "start
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
              ? user anna
              Start Work Item b (anna)
              -> open b for anna about nothing
              -> mail anna: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              Discontinue Step b
              End Work Item b (anna): stage completed
              End Stage prepare
              End Run
              -> close a of lead
              -> close b of anna
            = Completed
              prepare Completed: a Completed, b Discontinued
        "#]],
    );
}

#[test]
fn what_is_in_progress_when_its_stage_completes_is_discontinued() {
    check(
        "stage prepare until skip.Status is Completed
           a: interactive user:lead
           b: async background
           c: external
           d: background when skip.Status is missing
           skip: interactive user:anna
         stage publish
           e: interactive user:lead",
        "start
         complete skip by anna",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Start Step b
              Start Step c
              Start Step skip
              -> open a for lead about nothing
              -> mail lead: default / default
              -> run b #1 v1
              -> call c #1
              ? user anna
              Start Work Item skip (anna)
              -> open skip for anna about nothing
              -> mail anna: default / default
            > complete skip by anna
              End Step skip by anna
              End Work Item skip (anna) by anna: finished by a user
              Discontinue Step a
              Discontinue Step b
              Discontinue Step c
              End Work Item a (lead): stage completed
              End Stage prepare
              Start Stage publish
              Start Step e
              -> close skip of anna
              -> cancel job b #1
              -> cancel job c #1
              -> close a of lead
              ? user lead
              Start Work Item e (lead)
              -> open e for lead about nothing
              -> mail lead: default / default
            = In Progress
              prepare Completed: a Discontinued, b Discontinued, c Discontinued, d Not Started, skip Completed
              publish In Progress: e In Progress
        "#]],
    );
}

#[test]
fn a_step_that_never_started_stays_not_started() {
    check(
        "stage prepare until a.Status is Completed
           a: background
           b: background when $Record.Size > 3",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {}
              End Step a
              End Stage prepare
              End Run
            = Completed
              prepare Completed: a Completed, b Not Started
        "#]],
    );
}

#[test]
fn a_stage_completes_when_its_evaluation_flow_says_so() {
    check(
        "stage prepare until flow Is_Done
           a: interactive user:lead",
        "start
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
            > wake
              ? Is_Done {} Ok(true)
              Discontinue Step a
              End Work Item a (lead): stage completed
              End Stage prepare
              End Run
              -> close a of lead
            = Completed
              prepare Completed: a Discontinued
        "#]],
    );
}

#[test]
fn the_exit_is_tested_after_each_change() {
    check(
        "stage prepare until a.Status is Completed
           b: background after a
           a: background when $Record.Size > 3
           c: background after a",
        "record T1 Size=1
         start about T1
         record T1 Size=5
         wake",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
            > wake
              Start Step a
              ? a v1 {}
              End Step a
              Start Step c
              ? c v1 {}
              End Step c
              End Stage prepare
              End Run
            = Completed
              prepare Completed: b Not Started, a Completed, c Completed
        "#]],
    );
}

#[test]
fn an_evaluation_flow_at_the_exit_that_fails_fails_the_stage() {
    check(
        "stage prepare until flow Is_Done
           a: interactive user:lead",
        r#"flow Is_Done breaks "no such object"
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
              ? Is_Done {} Err("no such object")
              Discontinue Step a
              End Work Item a (lead): stage or run failed
              Fail Stage prepare: no such object
              Fail Run: no such object
              -> close a of lead
            = Error
              prepare Error: a Discontinued
        "#]],
    );
}

#[test]
fn a_stage_whose_exit_cannot_be_computed_fails() {
    check(
        "stage prepare until $Record.Size > red
           a: interactive user:lead",
        "record T1 Size=1
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Discontinue Step a
              End Work Item a (lead): stage or run failed
              Fail Stage prepare: cannot apply GreaterThan to a number and a text
              Fail Run: cannot apply GreaterThan to a number and a text
              -> open a for lead about nothing
              -> mail lead: default / default
              -> close a of lead
            = Error
              prepare Error: a Discontinued
        "#]],
    );
}

#[test]
fn a_result_that_comes_after_its_stage_was_left_moves_nothing() {
    check(
        "stage prepare until skip.Status is Completed
           a: async background
           skip: background
         stage publish
           b: interactive user:lead",
        "start
         finish a x=1
         finish a x=2",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              Start Step skip
              -> run a #1 v1
              ? skip v1 {}
              End Step skip
              Discontinue Step a
              End Stage prepare
              Start Stage publish
              Start Step b
              -> cancel job a #1
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            > finish a x=1
              (held for a: {x=1})
            > finish a x=2
            = In Progress
              prepare Completed: a Discontinued (holds a result), skip Completed
              publish In Progress: b In Progress
        "#]],
    );
}

#[test]
fn a_work_item_of_a_stage_that_was_left_cannot_be_completed() {
    check(
        "stage prepare until skip.Status is Completed
           a: interactive user:lead
           skip: background
         stage publish
           b: interactive user:lead",
        "start
         complete a by lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Start Step skip
              -> open a for lead about nothing
              -> mail lead: default / default
              ? skip v1 {}
              End Step skip
              Discontinue Step a
              End Work Item a (lead): stage completed
              End Stage prepare
              Start Stage publish
              Start Step b
              -> close a of lead
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              refused already-completed: work item was already completed
            = In Progress
              prepare Completed: a Discontinued, skip Completed
              publish In Progress: b In Progress
        "#]],
    );
}

#[test]
fn a_stage_may_wait_for_the_status_of_an_earlier_stage() {
    check(
        "stage prepare
           a: background
         stage publish until prepare.Status is Completed
           b: interactive user:lead",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step a
              ? a v1 {}
              End Step a
              End Stage prepare
              Start Stage publish
              Start Step b
              ? user lead
              Start Work Item b (lead)
              Discontinue Step b
              End Work Item b (lead): stage completed
              End Stage publish
              End Run
              -> open b for lead about nothing
              -> mail lead: default / default
              -> close b of lead
            = Completed
              prepare Completed: a Completed
              publish Completed: b Discontinued
        "#]],
    );
}
