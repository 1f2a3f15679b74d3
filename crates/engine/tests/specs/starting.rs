//! Starting a run.

use expect_test::expect;

use crate::support::check;

#[test]
fn a_run_starts_in_its_first_stage() {
    check(
        "stage prepare
           draft: background
         stage publish
           print: interactive user:lead",
        "start by anna",
        expect![[r#"
            > start by anna
              Start Run by anna
              Start Stage prepare
              Start Step draft
              ? draft v1 {}
              End Step draft
              End Stage prepare
              Start Stage publish
              Start Step print
              ? user lead
              Start Work Item print (lead)
              -> open print for lead about nothing
              -> mail lead: default / default
            = In Progress
              prepare Completed: draft Completed
              publish In Progress: print In Progress
        "#]],
    );
}

#[test]
fn a_run_may_begin_with_a_decision() {
    check(
        "decision route then publish
           outcome big: $Record.Size > 3 then prepare
         stage prepare
           draft: interactive user:lead
         stage publish
           print: interactive user:lead",
        "record T1 Size=5
         start about T1",
        expect![[r#"
            > start about T1
              Start Run by starter
              Take Outcome big
              Start Stage prepare
              Start Step draft
              ? user lead
              Start Work Item draft (lead)
              -> open draft for lead about nothing
              -> mail lead: default / default
            = In Progress
              prepare In Progress: draft In Progress
        "#]],
    );
}

#[test]
fn a_path_that_leads_nowhere_completes_the_run_at_once() {
    check(
        "start end
         stage prepare
           draft: background",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              End Run
            = Completed
        "#]],
    );
}

#[test]
fn a_run_is_started_only_once() {
    check(
        "stage prepare
           draft: interactive user:lead",
        "start
         start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage prepare
              Start Step draft
              ? user lead
              Start Work Item draft (lead)
              -> open draft for lead about nothing
              -> mail lead: default / default
            > start
              refused wrong-status: a run that is In Progress cannot be started
            = In Progress
              prepare In Progress: draft In Progress
        "#]],
    );
}

#[test]
fn nothing_but_a_start_is_possible_before_it() {
    check(
        "stage prepare
           draft: background",
        "wake
         suspend
         resume
         cancel
         event unknown",
        expect![[r#"
            > wake
            > suspend
              refused wrong-status: a run that is Not Started cannot be suspended
            > resume
              refused wrong-status: a run that is Not Started cannot be resumed
            > cancel
              refused wrong-status: a run that is Not Started cannot be canceled
            > event unknown
            = Not Started
        "#]],
    );
}

#[test]
fn inputs_are_given_or_have_their_default() {
    check(
        "input size = 3
         input color
         stage prepare
           draft: background with size=size color=color",
        "start color=red",
        expect![[r#"
            > start color=red
              Start Run by starter
              Start Stage prepare
              Start Step draft
              ? draft v1 {size=3 color=red}
              End Step draft
              End Stage prepare
              End Run
            = Completed
              prepare Completed: draft Completed
        "#]],
    );
}

#[test]
fn the_definition_decides_where_a_run_begins() {
    check(
        "start publish
         stage prepare
           draft: background
         stage publish
           print: background",
        "start",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage publish
              Start Step print
              ? print v1 {}
              End Step print
              End Stage publish
              End Run
            = Completed
              publish Completed: print Completed
        "#]],
    );
}
