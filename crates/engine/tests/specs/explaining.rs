//! Why a run waits.

use expect_test::expect;

use crate::support::check;

#[test]
fn a_run_that_waits_for_a_person_says_who() {
    check(
        "stage main
           a: interactive queue:Support
           b: background after a",
        "start
         advance 2h
         why",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? queue Support
              Start Work Item a (Support)
              -> open a for Support about nothing
              -> mail Support: default / default
            > advance 2h
            > why
              The run is in stage main. Since 2001-09-09T01:46:40Z.
              stage main (In Progress since 2001-09-09T01:46:40Z) is done when all its steps are Completed (0 of 2 are)
              step a (In Progress since 2001-09-09T01:46:40Z) is done when somebody finishes its work item
                held by queue Support since 2001-09-09T01:46:40Z
              step b (Not Started since 2001-09-09T01:46:40Z) starts when all of:
                1. a.Status equals "Completed": it is In Progress, so this does not hold
              Woken by: the end of step a; an orchestration event for this run.
            = In Progress
              main In Progress: a In Progress, b Not Started
        "#]],
    );
}

#[test]
fn a_group_without_active_members_is_said_so() {
    check(
        "stage main
           a: interactive group:Staff",
        "group Staff empty
         start
         why",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? group Staff
              Start Work Item a (Staff)
              -> open a for Staff about nothing
              -> mail Staff: default / default
            > why
              The run is in stage main. Since 2001-09-09T01:46:40Z.
              stage main (In Progress since 2001-09-09T01:46:40Z) is done when all its steps are Completed (0 of 1 are)
              step a (In Progress since 2001-09-09T01:46:40Z) is done when somebody finishes its work item
                held by group Staff since 2001-09-09T01:46:40Z
              ! Group Staff has no active member: nobody can do the work item.
              Woken by: the end of step a; an orchestration event for this run.
            = In Progress
              main In Progress: a In Progress
        "#]],
    );
}

#[test]
fn requirements_are_told_with_their_present_values() {
    check(
        r#"stage main until $Record.Size > 3 and a.Status is Completed
           a: interactive user:lead until $Record.Color is red or $Record.Color is blue
           b: background when a.Outputs.x is 1 and $Record.Size > 0 by "1 AND NOT 2""#,
        "record T1 Size=1 Color=green
         start about T1
         why",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > why
              The run is in stage main. Since 2001-09-09T01:46:40Z.
              stage main (In Progress since 2001-09-09T01:46:40Z) is done when all of:
                1. $Record.Size is greater than 3: it is 1, so this does not hold
                2. a.Status equals "Completed": it is In Progress, so this does not hold
              step a (In Progress since 2001-09-09T01:46:40Z) is done when any of:
                1. $Record.Color equals "red": it is green, so this does not hold
                2. $Record.Color equals "blue": it is green, so this does not hold
                held by user lead since 2001-09-09T01:46:40Z
              step b (Not Started since 2001-09-09T01:46:40Z) starts when 1 AND NOT 2:
                1. a.Outputs.x equals 1: it is null, so this does not hold
                2. $Record.Size is greater than 0: it is 1, so this holds
              Woken by: the end of step a; a change of Color, Size of Thing T1; an orchestration event for this run.
            = In Progress
              main In Progress: a In Progress, b Not Started
        "#]],
    );
}

#[test]
fn an_evaluation_flow_is_told_with_its_inputs() {
    check(
        "stage main until flow Is_Done size=$Record.Size
           a: async background",
        "record T1 Size=1
         start about T1
         why",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              -> run a #1 v1
              ? Is_Done {size=1} Ok(false)
            > why
              The run is in stage main. Since 2001-09-09T01:46:40Z.
              stage main (In Progress since 2001-09-09T01:46:40Z) is done when evaluation flow Is_Done answers true; no record change asks it again
                size = 1
              step a (In Progress since 2001-09-09T01:46:40Z) is done when flow a ends
              Woken by: the end of step a; an orchestration event for this run.
            = In Progress
              main In Progress: a In Progress
        "#]],
    );
}

#[test]
fn a_stage_that_can_never_end_is_said_so() {
    check(
        "stage main
           a: background
           b: background when a.Status is Error",
        "start
         why",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a
            > why
              The run is in stage main. Since 2001-09-09T01:46:40Z.
              stage main (In Progress since 2001-09-09T01:46:40Z) is done when all its steps are Completed (1 of 2 are)
              step b (Not Started since 2001-09-09T01:46:40Z) starts when all of:
                1. a.Status equals "Error": it is Completed, so this does not hold
              ! Stage main can never end: it needs all steps Completed, and nothing can start b any more.
              Woken by: an orchestration event for this run.
            = In Progress
              main In Progress: a Completed, b Not Started
        "#]],
    );
}

#[test]
fn a_stage_that_may_still_end_is_said_so() {
    check(
        "stage main
           a: background
           b: background when $Record.Size > 3",
        "record T1 Size=1
         start about T1
         why",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              End Step a
            > why
              The run is in stage main. Since 2001-09-09T01:46:40Z.
              stage main (In Progress since 2001-09-09T01:46:40Z) is done when all its steps are Completed (1 of 2 are)
              step b (Not Started since 2001-09-09T01:46:40Z) starts when all of:
                1. $Record.Size is greater than 3: it is 1, so this does not hold
              ! No step is in progress: stage main ends only if b still starts.
              Woken by: a change of Size of Thing T1; an orchestration event for this run.
            = In Progress
              main In Progress: a Completed, b Not Started
        "#]],
    );
}

#[test]
fn a_failed_run_tells_its_cause_and_the_way_on() {
    check(
        "stage main
           a: background",
        r#"flow a fails "no paper"
         start
         why"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? a v1 {}
              Fail Step a: no paper
              Fail Stage main
              Fail Run: no paper
            > why
              The run failed: no paper; it can be resumed once that is repaired. Since 2001-09-09T01:46:40Z.
            = Error
              main Error: a Error
        "#]],
    );
}

#[test]
fn a_lasting_failure_says_that_only_force_helps() {
    check(
        "stage main
           a: external",
        r#"start
         fail a "503"
         why"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              -> call a #1
            > fail a "503"
              Fail Step a: 503
              Fail Stage main
              Fail Run: 503
            > why
              The run failed: 503; only a forced resume moves it. Since 2001-09-09T01:46:40Z.
            = Error
              main Error: a Error
        "#]],
    );
}

#[test]
fn a_suspended_completed_or_canceled_run_says_so() {
    check(
        "stage main
           a: interactive user:lead",
        "why
         start
         suspend
         why
         cancel
         why",
        expect![[r#"
            > why
              The run has not started.
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > suspend
              Suspend Run
              Suspend Stage main
            > why
              The run was suspended in stage main; only a resume moves it.
            > cancel
              Cancel Run
              End Stage main
              Discontinue Step a
              End Work Item a (lead): run canceled
              -> close a of lead
            > why
              The run was canceled. Since 2001-09-09T01:46:40Z.
            = Canceled
              main Canceled: a Discontinued
        "#]],
    );
}

#[test]
fn a_requirement_that_cannot_be_computed_is_told() {
    check(
        "stage main until flow Is_Done
           a: interactive user:lead until a.Status is Completed and $Record.Size > 3",
        "start
         why",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage main
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
              ? Is_Done {} Ok(false)
            > why
              The run is in stage main. Since 2001-09-09T01:46:40Z.
              stage main (In Progress since 2001-09-09T01:46:40Z) is done when evaluation flow Is_Done answers true; no record change asks it again
              step a (In Progress since 2001-09-09T01:46:40Z) is done when all of:
                1. a.Status equals "Completed": it is In Progress, so this does not hold
                2. $Record.Size is greater than 3: it is null, so this does not hold
                held by user lead since 2001-09-09T01:46:40Z
              Woken by: the end of step a; an orchestration event for this run.
            = In Progress
              main In Progress: a In Progress
        "#]],
    );
}
