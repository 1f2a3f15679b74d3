//! Canceling a run.

use expect_test::expect;

use crate::support::check;

#[test]
fn canceling_a_run_ends_its_stage_steps_and_items() {
    check(
        "stage first
           x: background
         stage main
           a: interactive user:lead
           b: async background
           c: external
           d: background after a",
        "start
         cancel",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage first
              Start Step x
              ? x v1 {}
              End Step x
              End Stage first
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Start Step b
              Start Step c
              -> open a for lead about nothing
              -> mail lead: default / default
              -> run b #1 v1
              -> call c #1
            > cancel
              Cancel Run
              End Stage main
              Discontinue Step a
              Discontinue Step b
              Discontinue Step c
              End Work Item a (lead): run canceled
              -> cancel job b #1
              -> cancel job c #1
              -> close a of lead
            = Canceled
              first Completed: x Completed
              main Canceled: a Discontinued, b Discontinued, c Discontinued, d Not Started
        "#]],
    );
}

#[test]
fn a_suspended_run_can_be_canceled() {
    check(
        "stage main
           a: interactive user:lead
           b: async background",
        "start
         suspend
         finish b x=1
         cancel",
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
              -> run b #1 v1
            > suspend
              Suspend Run
              Suspend Stage main
            > finish b x=1
              (held for b: {x=1})
            > cancel
              Cancel Run
              End Stage main
              Discontinue Step a
              Discontinue Step b
              End Work Item a (lead): run canceled
              -> close a of lead
            = Canceled
              main Canceled: a Discontinued, b Discontinued (holds a result)
        "#]],
    );
}

#[test]
fn a_failed_run_cannot_be_canceled() {
    check(
        "stage main
           a: background",
        r#"flow a fails "no paper"
         start
         cancel"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Fail Run: no paper
            > cancel
              refused wrong-status: a run that is Error cannot be canceled
            = Error
              main Error: a Error
        "#]],
    );
}

#[test]
fn a_canceled_run_stays_canceled() {
    check(
        "stage main
           a: interactive user:lead
           b: async background",
        "start
         cancel
         cancel
         resume
         suspend
         wake
         finish b x=1
         event b x=1
         complete a by lead
         reassign a user:anna",
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
              -> run b #1 v1
            > cancel
              Cancel Run
              End Stage main
              Discontinue Step a
              Discontinue Step b
              End Work Item a (lead): run canceled
              -> cancel job b #1
              -> close a of lead
            > cancel
              refused wrong-status: a run that is Canceled cannot be canceled
            > resume
              refused wrong-status: a run that is Canceled cannot be resumed
            > suspend
              refused wrong-status: a run that is Canceled cannot be suspended
            > wake
            > finish b x=1
            > event b x=1
            > complete a by lead
              refused already-completed: work item was already completed
            > reassign a user:anna
              refused already-completed: work item was already completed
            = Canceled
              main Canceled: a Discontinued, b Discontinued
        "#]],
    );
}
