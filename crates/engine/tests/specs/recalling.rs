//! Taking a submission back.

use expect_test::expect;

use crate::support::check;

const PROCESS: &str = "recall undo
     stage review then end
       a: approval user:lead
       b: async background
     stage undo then end
       c: background";

#[test]
fn a_recall_ends_the_stage_and_runs_the_recall_path() {
    check(
        PROCESS,
        r#"start
         recall by starter "too early"
         submission
         complete a by lead approvalDecision=Approve
         recall by starter
         history"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Start Step b
              -> open a for lead about nothing
              -> mail lead: default / default
              -> run b #1 v1
            > recall by starter "too early"
              Run Recall Path by starter
              End Stage review
              Discontinue Step a
              Discontinue Step b
              End Work Item a (lead): submission recalled
              Start Stage undo
              Start Step c
              -> cancel job b #1
              -> close a of lead
              ? c v1 {}
              End Step c
              End Stage undo
              End Run
            > submission
              Recalled; a lead Recalled
            > complete a by lead approvalDecision=Approve
              refused already-completed: work item was already completed
            > recall by starter
              refused wrong-status: a run that is Completed cannot be recalled
            > history
              StartInstance - actor=starter
              StartStage review stage=review part=1
              StartStep a stage=review step=a part=2
              StartWorkItem a stage=review step=a part=4 assignee=User:lead
              StartStep b stage=review step=b part=3
              RunRecallPath - actor=starter comments=too early
              EndStage review stage=review part=1 took=0s
              DiscontinueStep a stage=review step=a part=2 took=0s
              DiscontinueStep b stage=review step=b part=3 took=0s
              EndWorkItem a stage=review step=a part=4 assignee=User:lead took=0s detail=submission recalled
              StartStage undo stage=undo part=5
              StartStep c stage=undo step=c part=6
              EndStep c stage=undo step=c part=6 took=0s
              EndStage undo stage=undo part=5 took=0s
              EndInstance - took=0s
            = Completed
              review Canceled: a Discontinued, b Discontinued
              undo Completed: c Completed
        "#]],
    );
}

#[test]
fn without_a_recall_path_the_run_ends_at_once() {
    check(
        "recall
         stage review
           a: approval user:lead",
        "start
         recall by starter
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
            > recall by starter
              Run Recall Path by starter
              End Stage review
              Discontinue Step a
              End Work Item a (lead): submission recalled
              End Run
              -> close a of lead
            > submission
              Recalled; a lead Recalled
            = Completed
              review Canceled: a Discontinued
        "#]],
    );
}

#[test]
fn a_submission_is_recalled_once() {
    check(
        "recall undo
         stage review then end
           a: approval user:lead
         stage undo then end
           c: async background",
        "start
         recall by starter
         submission
         recall by starter
         cancel
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
            > recall by starter
              Run Recall Path by starter
              End Stage review
              Discontinue Step a
              End Work Item a (lead): submission recalled
              Start Stage undo
              Start Step c
              -> close a of lead
              -> run c #1 v1
            > submission
              Recalled; a lead Recalled
            > recall by starter
              refused already-recalled: the submission was recalled already
            > cancel
              Cancel Run
              End Stage undo
              Discontinue Step c
              -> cancel job c #1
            > submission
              Recalled; a lead Recalled
            = Canceled
              review Canceled: a Discontinued
              undo Canceled: c Discontinued
        "#]],
    );
}

#[test]
fn a_canceled_submission_was_not_recalled() {
    check(
        PROCESS,
        "start
         cancel
         submission
         recall by starter",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Start Step b
              -> open a for lead about nothing
              -> mail lead: default / default
              -> run b #1 v1
            > cancel
              Cancel Run
              End Stage review
              Discontinue Step a
              Discontinue Step b
              End Work Item a (lead): run canceled
              -> cancel job b #1
              -> close a of lead
            > submission
              Canceled; a lead Canceled
            > recall by starter
              refused wrong-status: a run that is Canceled cannot be recalled
            = Canceled
              review Canceled: a Discontinued, b Discontinued
        "#]],
    );
}

#[test]
fn a_recall_path_that_fails_leaves_an_error() {
    check(
        PROCESS,
        r#"flow c fails "no paper"
         start
         recall by starter
         submission
         flow c returns
         resume
         submission"#,
        expect![[r#"
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Start Step b
              -> open a for lead about nothing
              -> mail lead: default / default
              -> run b #1 v1
            > recall by starter
              Run Recall Path by starter
              End Stage review
              Discontinue Step a
              Discontinue Step b
              End Work Item a (lead): submission recalled
              Start Stage undo
              Start Step c
              -> cancel job b #1
              -> close a of lead
              ? c v1 {}
              Fail Step c: no paper
              Fail Stage undo
              Fail Run: no paper
            > submission
              Errored; a lead Recalled
            > resume
              Resume Run
              Start Run
              Start Stage undo
              Start Step c
              ? c v1 {}
              End Step c
              End Stage undo
              End Run
            > submission
              Recalled; a lead Recalled
            = Completed
              review Canceled: a Discontinued, b Discontinued
              undo Completed: c Completed
        "#]],
    );
}

#[test]
fn only_a_submission_in_progress_can_be_recalled() {
    check(
        PROCESS,
        "recall by starter
         start
         suspend
         recall by starter",
        expect![[r#"
            > recall by starter
              refused wrong-status: a run that is Not Started cannot be recalled
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? user lead
              Start Work Item a (lead)
              Start Step b
              -> open a for lead about nothing
              -> mail lead: default / default
              -> run b #1 v1
            > suspend
              Suspend Run
              Suspend Stage review
            > recall by starter
              refused wrong-status: a run that is Suspended cannot be recalled
            = Suspended
              review Suspended: a In Progress, b In Progress
        "#]],
    );
}

#[test]
fn an_orchestration_cannot_be_recalled() {
    check(
        "stage review
           a: interactive user:lead",
        "start
         recall by starter
         override a by lead approvalDecision=Approve",
        expect![[r#"
            > start
              Start Run by starter
              Start Stage review
              Start Step a
              ? user lead
              Start Work Item a (lead)
              -> open a for lead about nothing
              -> mail lead: default / default
            > recall by starter
              refused no-approval: this is no approval
            > override a by lead approvalDecision=Approve
              refused no-approval: this is no approval
            = In Progress
              review In Progress: a In Progress
        "#]],
    );
}
