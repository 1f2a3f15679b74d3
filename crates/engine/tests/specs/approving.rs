//! Approval steps: they need a decision, may need it of everybody, and may lock their record.

use expect_test::expect;

use crate::support::check;

const TWO: &str = "recall
     stage review then end
       a: approval user:lead
       b: approval user:boss after a";

#[test]
fn an_approval_ends_with_a_decision() {
    check(
        TWO,
        r#"start
         why
         complete a by lead approvalDecision=Approve approvalComments="fine"
         submission
         complete b by boss approvalDecision=Approve
         submission
         history"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > why
              The run is in stage review. Since 2001-09-09T01:46:40Z.
              stage review (In Progress since 2001-09-09T01:46:40Z) is done when all its steps are Completed (0 of 2 are)
              step a (In Progress since 2001-09-09T01:46:40Z) is done when somebody approves or rejects
                held by user lead since 2001-09-09T01:46:40Z
              step b (Not Started since 2001-09-09T01:46:40Z) starts when all of:
                1. a.Status equals "Completed": it is In Progress, so this does not hold
              Woken by: the end of step a; an orchestration event for this run.
            > complete a by lead approvalDecision=Approve approvalComments="fine"
              End Step a {approvalDecision=Approve approvalComments=fine} by lead: Approve
              End Work Item a (lead) by lead: finished by a user
              Start Step b
              -> close a of lead
              ? user boss
              Start Work Item b (boss)
              -> open b for boss about nothing
              -> mail boss: default / default
            > submission
              In Progress; a lead Approved; b boss Assigned
            > complete b by boss approvalDecision=Approve
              End Step b {approvalDecision=Approve} by boss: Approve
              End Work Item b (boss) by boss: finished by a user
              End Stage review
              End Run
              -> close b of boss
            > submission
              Approved; a lead Approved; b boss Approved
            > history
              StartInstance - actor=starter
              StartStage review stage=review part=1
              StartStep a stage=review step=a part=2
              StartWorkItem a stage=review step=a part=4 assignee=User:lead
              EndStep a stage=review step=a part=2 actor=lead took=0s comments=fine detail=Approve
              EndWorkItem a stage=review step=a part=4 actor=lead assignee=User:lead took=0s detail=finished by a user
              StartStep b stage=review step=b part=3
              StartWorkItem b stage=review step=b part=5 assignee=User:boss
              EndStep b stage=review step=b part=3 actor=boss took=0s detail=Approve
              EndWorkItem b stage=review step=b part=5 actor=boss assignee=User:boss took=0s detail=finished by a user
              EndStage review stage=review part=1 took=0s
              EndInstance - took=0s
            = Completed
              review Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn a_submission_with_one_rejection_is_rejected() {
    check(
        TWO,
        "start
         complete a by lead approvalDecision=Reject
         complete b by boss approvalDecision=Approve
         submission",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead approvalDecision=Reject
              End Step a {approvalDecision=Reject} by lead: Reject
              End Work Item a (lead) by lead: finished by a user
              Start Step b
              -> close a of lead
              ? user boss
              Start Work Item b (boss)
              -> open b for boss about nothing
              -> mail boss: default / default
            > complete b by boss approvalDecision=Approve
              End Step b {approvalDecision=Approve} by boss: Approve
              End Work Item b (boss) by boss: finished by a user
              End Stage review
              End Run
              -> close b of boss
            > submission
              Rejected; a lead Rejected; b boss Approved
            = Completed
              review Completed: a Completed, b Completed
        "#]],
    );
}

#[test]
fn a_form_that_leaves_no_decision_fails_the_step() {
    check(
        TWO,
        "start
         complete a by lead approvalComments=fine
         submission
         resume
         complete a by lead approvalDecision=Maybe",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead approvalComments=fine
              Fail Step a: flow `a` left nothing in `approvalDecision`, which must be `Approve` or `Reject`
              End Work Item a (lead): stage or run failed
              Fail Stage review
              Fail Run: flow `a` left nothing in `approvalDecision`, which must be `Approve` or `Reject`
              -> close a of lead
            > submission
              Errored; a lead Errored
            > resume
              Resume Run
              Start Run
              Start Stage review
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > complete a by lead approvalDecision=Maybe
              Fail Step a: flow `a` left `Maybe` in `approvalDecision`, which must be `Approve` or `Reject`
              End Work Item a (lead): stage or run failed
              Fail Stage review
              Fail Run: flow `a` left `Maybe` in `approvalDecision`, which must be `Approve` or `Reject`
              -> close a of lead
            = Error
              review Error: a Error, b Not Started
        "#]],
    );
}

#[test]
fn an_event_needs_a_decision_too() {
    check(
        TWO,
        "start
         event a approvalDecision=Approve
         event b done=true
         submission",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > event a approvalDecision=Approve
              End Step a {approvalDecision=Approve}: Approve
              End Work Item a (lead): ended by an event
              Start Step b
              -> close a of lead
              ? user boss
              Start Work Item b (boss)
              -> open b for boss about nothing
              -> mail boss: default / default
            > event b done=true
              Fail Step b: flow `b` left nothing in `approvalDecision`, which must be `Approve` or `Reject`
              Discontinue Step a
              End Work Item b (boss): stage or run failed
              Fail Stage review
              Fail Run: flow `b` left nothing in `approvalDecision`, which must be `Approve` or `Reject`
              -> close b of boss
            > submission
              Errored; a lead Approved; b boss Errored
            = Error
              review Error: a Completed, b Error
        "#]],
    );
}

#[test]
fn a_decision_of_a_suspended_run_is_kept() {
    check(
        TWO,
        "start
         suspend
         submission
         complete a by lead approvalDecision=Approve
         submission
         resume
         submission",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > suspend
              Suspend Run
              Suspend Stage review
            > submission
              Suspended; a lead Assigned
            > complete a by lead approvalDecision=Approve
              (held for a: {approvalDecision=Approve})
              End Work Item a (lead) by lead: finished by a user
              -> close a of lead
            > submission
              Suspended; a lead Approved
            > resume
              Resume Run
              Start Run
              Start Stage review
              (released for a)
              End Step a {approvalDecision=Approve} by lead: Approve
              Start Step b
              ? user boss
              Start Work Item b (boss)
              -> open b for boss about nothing
              -> mail boss: default / default
            > submission
              In Progress; a lead Approved; b boss Assigned
            = In Progress
              review In Progress: a Completed, b In Progress
        "#]],
    );
}

#[test]
fn everybody_has_to_approve_where_that_is_asked_for() {
    check(
        "recall
         stage review
           a: approval group:Board all",
        r#"members Board anna ben cleo
         start
         complete a by anna approvalDecision=Approve approvalComments="yes"
         complete a by anna approvalDecision=Approve
         why
         suspend
         complete a by ben approvalDecision=Approve
         resume
         complete a by cleo approvalDecision=Approve approvalComments="last"
         submission"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? group Board
              Start Work Item a (Board)
              -> open a for Board about nothing
              -> mail Board: default / default
            > complete a by anna approvalDecision=Approve approvalComments="yes"
              Note a (Board) by anna: approved; the others have yet to
            > complete a by anna approvalDecision=Approve
              refused already-approved: anna has approved this already; the others have not yet
            > why
              The run is in stage review. Since 2001-09-09T01:46:40Z.
              stage review (In Progress since 2001-09-09T01:46:40Z) is done when all its steps are Completed (0 of 1 are)
              step a (In Progress since 2001-09-09T01:46:40Z) is done when all its approvers approve, or one rejects (1 approved so far)
                held by group Board since 2001-09-09T01:46:40Z
              Woken by: the end of step a; an orchestration event for this run.
            > suspend
              Suspend Run
              Suspend Stage review
            > complete a by ben approvalDecision=Approve
              Note a (Board) by ben: approved; the others have yet to
            > resume
              Resume Run
              Start Run
              Start Stage review
            > complete a by cleo approvalDecision=Approve approvalComments="last"
              End Step a {approvalDecision=Approve approvalComments=last} by cleo: Approve
              End Work Item a (Board) by cleo: finished by a user
              End Stage review
              End Run
              -> close a of Board
            > submission
              Approved; a Board Approved
            = Completed
              review Completed: a Completed
        "#]],
    );
}

#[test]
fn one_rejection_is_enough_where_everybody_has_to_approve() {
    check(
        "recall
         stage review
           a: approval group:Board all",
        "members Board anna ben
         start
         complete a by anna approvalDecision=Approve
         complete a by ben approvalDecision=Reject
         submission",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? group Board
              Start Work Item a (Board)
              -> open a for Board about nothing
              -> mail Board: default / default
            > complete a by anna approvalDecision=Approve
              Note a (Board) by anna: approved; the others have yet to
            > complete a by ben approvalDecision=Reject
              End Step a {approvalDecision=Reject} by ben: Reject
              End Work Item a (Board) by ben: finished by a user
              End Stage review
              End Run
              -> close a of Board
            > submission
              Rejected; a Board Rejected
            = Completed
              review Completed: a Completed
        "#]],
    );
}

#[test]
fn who_leaves_the_group_need_not_approve_any_more() {
    check(
        "recall
         stage review
           a: approval group:Board all",
        "members Board anna ben
         start
         complete a by anna approvalDecision=Approve
         members Board ben
         complete a by ben approvalDecision=Approve",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? group Board
              Start Work Item a (Board)
              -> open a for Board about nothing
              -> mail Board: default / default
            > complete a by anna approvalDecision=Approve
              Note a (Board) by anna: approved; the others have yet to
            > complete a by ben approvalDecision=Approve
              End Step a {approvalDecision=Approve} by ben: Approve
              End Work Item a (Board) by ben: finished by a user
              End Stage review
              End Run
              -> close a of Board
            = Completed
              review Completed: a Completed
        "#]],
    );
}

#[test]
fn an_approval_can_be_decided_in_place_of_its_approvers() {
    check(
        "recall
         stage review then end
           a: approval group:Board all
           b: interactive user:lead after a",
        "members Board anna ben
         start
         override a by anna
         override a by anna approvalDecision=Approve
         override b by anna approvalDecision=Approve
         override a by anna approvalDecision=Reject
         submission",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? group Board
              Start Work Item a (Board)
              -> open a for Board about nothing
              -> mail Board: default / default
            > override a by anna
              refused no-decision: `` is no decision: it is `Approve` or `Reject`
            > override a by anna approvalDecision=Approve
              Note a (Board) by anna: decided in place of the approver
              End Step a {approvalDecision=Approve} by anna: Approve
              End Work Item a (Board) by anna: finished by a user
              Start Step b
              -> close a of Board
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            > override b by anna approvalDecision=Approve
              refused no-approval: this is no approval
            > override a by anna approvalDecision=Reject
              refused already-completed: work item was already completed by anna
            > submission
              In Progress; a Board Approved; b lead Assigned
            = In Progress
              review In Progress: a Completed, b In Progress
        "#]],
    );
}

#[test]
fn an_evaluation_flow_may_approve_without_a_person() {
    check(
        "recall
         stage review then end
           a: approval user:lead auto Small
           b: approval user:lead auto Large after a
           c: approval user:lead auto Broken after b",
        r#"flow Small says true
         flow Large says false
         flow Broken breaks "no such field"
         start
         complete b by lead approvalDecision=Approve
         submission"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? Small {} Ok(true)
              End Step a {approvalDecision=Approve approvalComments=null}: Approve
              Start Step b
              ? Large {} Ok(false)
              ? user lead
              Start Work Item b (lead)
              -> open b for lead about nothing
              -> mail lead: default / default
            > complete b by lead approvalDecision=Approve
              End Step b {approvalDecision=Approve} by lead: Approve
              End Work Item b (lead) by lead: finished by a user
              Start Step c
              -> close b of lead
              ? Broken {} Err("no such field")
              Fail Step c: no such field
              Discontinue Step a
              Discontinue Step b
              Fail Stage review
              Fail Run: no such field
            > submission
              Errored; b lead Approved
            = Error
              review Error: a Completed, b Completed, c Error
        "#]],
    );
}

#[test]
fn a_record_that_is_locked_already_stops_the_step() {
    check(
        "recall
         stage review
           a: approval user:lead about $Record.Id lock",
        "record T1 Size=3
         locked T1
         start about T1
         unlocked T1
         resume",
        expect![[r#"
            > start about T1
              Start Run by starter
              Start Stage review
              Start Step a
              Fail Step a: record T1 is locked already, and not by this run
              Fail Stage review
              Fail Run: record T1 is locked already, and not by this run
            > resume
              Resume Run
              Start Run
              Start Stage review
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about T1
              -> mail lead: default / default
            = In Progress
              review In Progress: a In Progress
        "#]],
    );
}
