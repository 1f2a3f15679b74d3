//! Published events that end a step.

use expect_test::expect;

use crate::support::check;

#[test]
fn an_event_completes_an_asynchronous_step() {
    check(
        "stage main
           a: async background
           b: background after a with x=a.Outputs.x",
        "start
         event a x=1
         finish a x=2",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> run a #1 v1
            > event a x=1
              End Step a {x=1}
              Start Step b
              -> cancel job a #1
              ? b v1 {x=1}
              End Step b
              End Stage main
              End Run
            > finish a x=2
            = Completed
              main Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn an_event_fails_an_asynchronous_step() {
    check(
        "stage main
           a: async background",
        r#"start
         event a fails "told so"
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> run a #1 v1
            > event a fails "told so"
              Fail Step a: told so
              Fail Stage main
              Fail Run: told so
              -> cancel job a #1
            > resume
              Resume Run
              Start Run
              Start Stage main
              Start Step a
              -> run a #2 v1
            = In Progress
              main In Progress: a In Progress
        "#]],
    );
}

#[test]
fn an_event_completes_an_external_step() {
    check(
        "stage main
           a: external",
        "start
         event a x=1",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> call a #1
            > event a x=1
              End Step a {x=1}
              End Stage main
              End Run
              -> cancel job a #1
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn an_event_that_fails_an_external_step_is_a_lasting_error() {
    check(
        "stage main
           a: external",
        r#"start
         event a fails "told so"
         resume"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> call a #1
            > event a fails "told so"
              Fail Step a: told so
              Fail Stage main
              Fail Run: told so
              -> cancel job a #1
            > resume
              refused not-recoverable: the error is not recoverable: told so
            = Error
              main Error: a Error
        "#]],
    );
}

#[test]
fn an_event_completes_an_interactive_step_and_closes_its_item() {
    check(
        "stage main
           a: interactive user:lead",
        "start
         event a x=1
         complete a by lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > event a x=1
              End Step a {x=1}
              End Work Item a (lead): ended by an event
              End Stage main
              End Run
              -> close a of lead
            > complete a by lead
              refused already-completed: work item was already completed
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn an_event_fails_an_interactive_step() {
    check(
        "stage main
           a: interactive user:lead
           b: interactive user:anna",
        r#"start
         event a fails "told so""#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
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
            > event a fails "told so"
              Fail Step a: told so
              Discontinue Step b
              End Work Item a (lead): stage or run failed
              End Work Item b (anna): stage or run failed
              Fail Stage main
              Fail Run: told so
              -> close a of lead
              -> close b of anna
            = Error
              main Error: a Error, b Discontinued
        "#]],
    );
}

#[test]
fn an_event_answers_a_step_with_an_exit_condition() {
    check(
        "stage main
           a: interactive user:lead until $Record.Size > 3",
        "record T1 Size=1
         start about T1
         event a x=1
         event a x=2
         record T1 Size=5
         wake",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > event a x=1
              (answered a {x=1})
              End Work Item a (lead): ended by an event
              -> close a of lead
            > event a x=2
            > wake
              End Step a {x=1}
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn an_event_for_a_step_that_has_not_started_only_wakes_the_run() {
    check(
        "stage main
           a: interactive user:lead
           b: background when flow Is_Ready",
        "start
         event b",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
              ? Is_Ready {} Ok(false)
              ? Is_Ready {} Ok(false)
            > event b
              ? Is_Ready {} Ok(false)
            = In Progress
              main In Progress: a In Progress, b Not Started
        "#]],
    );
}

#[test]
fn an_event_for_an_unknown_step_changes_nothing() {
    check(
        "stage main
           a: background when flow Is_Ready",
        "start
         event unknown",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              ? Is_Ready {} Ok(false)
            > event unknown
            = In Progress
              main In Progress: a Not Started
        "#]],
    );
}

#[test]
fn an_event_without_a_step_wakes_the_run() {
    check(
        "stage main
           a: background when flow Is_Ready",
        "start
         flow Is_Ready says true
         wake",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              ? Is_Ready {} Ok(false)
            > wake
              ? Is_Ready {} Ok(true)
              Start Step a
              ? a v1 {}
              End Step a
              End Stage main
              End Run
            = Completed
              main Completed: a Completed
        "#]],
    );
}

#[test]
fn an_event_that_changes_nothing_writes_no_history() {
    check(
        "stage main
           a: interactive user:lead",
        "start
         wake
         wake",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > wake
            > wake
            = In Progress
              main In Progress: a In Progress
        "#]],
    );
}
