//! Which changes of records wake a run.

use expect_test::expect;

use crate::support::check;

#[test]
fn fields_named_in_requirements_of_unfinished_gates_wake_the_run() {
    check(
        "stage main until $Record.Status is Closed and $Record.Size > 3
           a: interactive user:lead until $Record.Color is red
           b: background when $Record.Size > 9",
        "record T1 Size=1
         start about T1
         subscriptions",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > subscriptions
              Thing T1: Color Size Status
            = In Progress
              main In Progress: a In Progress, b Not Started
        "#]],
    );
}

#[test]
fn a_gate_that_was_passed_no_longer_wakes_the_run() {
    check(
        "stage main
           a: interactive user:lead
           b: background when $Record.Size > 3",
        "record T1 Size=1
         start about T1
         subscriptions
         record T1 Size=5
         wake
         subscriptions",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > subscriptions
              Thing T1: Size
            > wake
              Start Step b
              ? b v1 {}
              End Step b
            > subscriptions
            = In Progress
              main In Progress: a In Progress, b Completed
        "#]],
    );
}

#[test]
fn fields_of_record_outputs_and_variables_wake_the_run() {
    check(
        "input rec
         stage main
           a: background
           b: background when a.Outputs.rec.Size > 3
           c: background when rec.Color is red",
        "record T1 Size=1
         record T2 Color=blue
         flow a returns rec=@T1
         start rec=@T2
         subscriptions",
        expect![[r#"
            > start rec=@T2
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a {rec=@T1}
            > subscriptions
              Thing T1: Size
              Thing T2: Color
            = In Progress
              main In Progress: a Completed, b Not Started, c Not Started
        "#]],
    );
}

#[test]
fn evaluation_flows_subscribe_to_nothing() {
    check(
        "stage main
           a: background when flow Is_Ready size=$Record.Size",
        "record T1 Size=1
         start about T1
         subscriptions",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              ? Is_Ready {size=1} Ok(false)
            > subscriptions
            = In Progress
              main In Progress: a Not Started
        "#]],
    );
}

#[test]
fn fields_behind_a_lookup_wake_the_run_and_system_fields_do_not() {
    check(
        "stage main
           a: background when $Record.Manager.Name is x and $Record.IsDeleted is true and $Record.systemmodstamp is-null false",
        "record T1 Size=1
         start about T1
         subscriptions",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
            > subscriptions
              Thing T1: Manager.Name
            = In Progress
              main In Progress: a Not Started
        "#]],
    );
}

#[test]
fn a_run_that_is_not_in_progress_subscribes_to_nothing() {
    check(
        "stage main
           a: background when $Record.Size > 3",
        "record T1 Size=1
         start about T1
         suspend
         subscriptions
         resume
         cancel
         subscriptions",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
            > suspend
              Suspend Run
              Suspend Stage main
            > subscriptions
            > resume
              Resume Run
              Start Run
              Start Stage main
            > cancel
              Cancel Run
              End Stage main
            > subscriptions
            = Canceled
              main Canceled: a Not Started
        "#]],
    );
}
