//! Going back to a stage that was left.

use expect_test::expect;

use crate::support::check;

#[test]
fn a_stage_that_is_entered_again_gets_new_runs() {
    check(
        "stage ask
           a: interactive user:lead
         stage check then ask
           b: interactive user:lead",
        "start
         complete a by lead x=1
         complete b by lead
         complete a by lead x=2",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead x=1
              End Step a {x=1} by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Start Stage check
              Start Step b
              -> close a of lead
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            > complete b by lead
              End Step b by lead
              End Work Item b (lead) by lead: finished by a user
              End Stage check
              Start Stage ask
              Start Step a
              -> close b of lead
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead x=2
              End Step a {x=2} by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Start Stage check
              Start Step b
              -> close a of lead
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            = In Progress
              ask Completed: a Completed
              check Completed: b Completed
              ask Completed: a Completed
              check In Progress: b In Progress
        "#]],
    );
}

#[test]
fn a_status_is_that_of_the_newest_step_run() {
    check(
        "stage ask
           a: interactive user:lead
         stage check then ask
           b: background when a.Status is Completed",
        "start
         complete a by lead
         complete a by lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Start Stage check
              Start Step b
              -> close a of lead
              ? b v1 {}
              End Step b
              End Stage check
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Start Stage check
              Start Step b
              -> close a of lead
              ? b v1 {}
              End Step b
              End Stage check
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            = In Progress
              ask Completed: a Completed
              check Completed: b Completed
              ask Completed: a Completed
              check Completed: b Completed
              ask In Progress: a In Progress
        "#]],
    );
}

#[test]
fn outputs_are_null_until_the_newest_step_run_has_completed() {
    check(
        "stage ask
           a: interactive user:lead
           c: background when a.Outputs.x is-null with x=a.Outputs.x
         stage check then ask
           b: background with x=a.Outputs.x",
        "start
         complete a by lead x=1
         complete a by lead x=2",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Start Step c
              -> open a for lead about nothing
              -> mail lead: default / default
              ? c v1 {x=null}
              End Step c
            > complete a by lead x=1
              End Step a {x=1} by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Start Stage check
              Start Step b
              -> close a of lead
              ? b v1 {x=1}
              End Step b
              End Stage check
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Start Step c
              -> open a for lead about nothing
              -> mail lead: default / default
              ? c v1 {x=null}
              End Step c
            > complete a by lead x=2
              End Step a {x=2} by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Start Stage check
              Start Step b
              -> close a of lead
              ? b v1 {x=2}
              End Step b
              End Stage check
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Start Step c
              -> open a for lead about nothing
              -> mail lead: default / default
              ? c v1 {x=null}
              End Step c
            = In Progress
              ask Completed: a Completed, c Completed
              check Completed: b Completed
              ask Completed: a Completed, c Completed
              check Completed: b Completed
              ask In Progress: a In Progress, c Completed
        "#]],
    );
}

#[test]
fn an_outcome_stays_true_once_it_was_taken() {
    check(
        "stage ask
           a: interactive user:lead
         decision route then check
           outcome first: a.Outputs.x is 1 then ask
         stage check
           b: interactive user:lead with first=first",
        "start
         complete a by lead x=1
         complete a by lead x=2",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead x=1
              End Step a {x=1} by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Take Outcome first
              Start Stage ask
              Start Step a
              -> close a of lead
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead x=2
              End Step a {x=2} by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Take Outcome route: Default Outcome
              Start Stage check
              Start Step b
              -> close a of lead
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing {first=true}
              -> mail lead: default / default
            = In Progress
              ask Completed: a Completed
              ask Completed: a Completed
              check In Progress: b In Progress
        "#]],
    );
}

#[test]
fn the_work_item_of_an_earlier_visit_is_not_the_one_of_this_visit() {
    check(
        "stage ask
           a: interactive user:lead
         stage check then ask
           b: background",
        "start
         complete a by lead
         complete a@1 by lead
         complete a by lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Start Stage check
              Start Step b
              -> close a of lead
              ? b v1 {}
              End Step b
              End Stage check
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a@1 by lead
              refused already-completed: work item was already completed by lead
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Start Stage check
              Start Step b
              -> close a of lead
              ? b v1 {}
              End Step b
              End Stage check
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            = In Progress
              ask Completed: a Completed
              check Completed: b Completed
              ask Completed: a Completed
              check Completed: b Completed
              ask In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_cycle_that_never_waits_is_an_error_of_the_run() {
    check(
        "stage ask then ask
           a: background",
        "quiet
         start
         loud
         resume",
        expect![[r#"
            > quiet
            > start
            > loud
            > resume
              refused not-recoverable: the error is not recoverable: more than 2000 automatic moves in one turn
            = Error
              ask Completed: a Completed
              ask Completed: a Completed
              ask Completed: a Completed
              ask Completed: a Completed
              ask Completed: a Completed
              ask Completed: a Completed
              ask Completed: a Completed
              ask Completed: a Completed
              ask Completed: a Completed
              ask Completed: a Completed
              ask Completed: a Completed
              and 989 more
        "#]],
    );
}

#[test]
fn a_cycle_that_waits_may_go_on() {
    check(
        "stage ask then ask
           a: interactive user:lead",
        "start
         complete a by lead
         complete a by lead
         complete a by lead",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage ask
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Start Stage ask
              Start Step a
              -> close a of lead
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Start Stage ask
              Start Step a
              -> close a of lead
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead
              End Step a by lead
              End Work Item a (lead) by lead: finished by a user
              End Stage ask
              Start Stage ask
              Start Step a
              -> close a of lead
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            = In Progress
              ask Completed: a Completed
              ask Completed: a Completed
              ask Completed: a Completed
              ask In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_decision_that_leads_to_itself_is_an_error_of_the_run() {
    check(
        "stage ask
           a: background
         decision route then route",
        "quiet
         start
         loud
         resume",
        expect![[r#"
            > quiet
            > start
            > loud
            > resume
              refused not-recoverable: the error is not recoverable: more than 2000 automatic moves in one turn
            = Error
              ask Completed: a Completed
        "#]],
    );
}
