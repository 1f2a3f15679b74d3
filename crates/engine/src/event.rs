//! Events: what happened. A stored format: each variant has a golden file, and a changed shape
//! gets a new variant, never an edit.

use segue_language::Text;
use serde::{Deserialize, Serialize};

use crate::{
    Assignee, CloseReason, DecisionId, FlowVersion, Next, OutcomeId, PartId, StageId, StepId,
    StepResult, Trigger, Values,
};

/// Something that happened to a run. It can only be recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// Start Run.
    RunStarted {
        /// Id of the user who started it.
        starter: Text,
        /// Values of the input variables.
        inputs: Values,
        /// The record change that started it.
        trigger: Option<Trigger>,
    },
    /// End Run.
    RunCompleted,
    /// Suspend Run.
    RunSuspended,
    /// Resume Run; with the reason when forced.
    RunResumed {
        /// Why it was forced.
        forced: Option<Text>,
    },
    /// Start Run, written again at a resume.
    RunRestarted,
    /// Cancel Run.
    RunCanceled,
    /// Fail Run.
    RunFailed(RunError),
    /// Take Outcome.
    OutcomeTaken {
        /// The decision.
        decision: DecisionId,
        /// Its first outcome: those from it on were evaluated in order.
        first: OutcomeId,
        /// How many were evaluated.
        evaluated: u16,
        /// The outcome taken; none is the default outcome.
        taken: Option<OutcomeId>,
    },
    /// Start Stage: a stage is entered, its step runs come into being.
    StageStarted {
        /// The stage.
        stage: StageId,
        /// Number of the stage run; its step runs have the numbers that follow.
        part: PartId,
        /// Its steps in file order.
        steps: Vec<NewStep>,
    },
    /// Start Stage, at a resume.
    StageResumed(PartId),
    /// End Stage: its exit condition was met.
    StageCompleted(PartId),
    /// End Stage: the run was canceled.
    StageCanceled(PartId),
    /// Suspend Stage.
    StageSuspended(PartId),
    /// Fail Stage, with the cause when it lies in the stage itself.
    StageFailed {
        /// The stage run.
        stage: PartId,
        /// Why, when none of its steps failed.
        cause: Option<Text>,
    },
    /// Discontinue Stage. A Completed stage run keeps its status.
    StageDiscontinued(PartId),
    /// Start Step.
    StepStarted {
        /// The step run.
        step: PartId,
        /// Its activation, from 1.
        activation: u16,
    },
    /// The flow version of a step run was renewed by a resume. No milestone.
    FlowRenewed {
        /// The step run.
        step: PartId,
        /// The version active now.
        flow: Option<FlowVersion>,
        /// Runs as a job of its own.
        asynchronous: bool,
    },
    /// The person finished, but the step waits for its exit condition. No milestone.
    StepAnswered {
        /// The step run.
        step: PartId,
        /// What the screen flow left.
        outputs: Values,
    },
    /// End Step.
    StepCompleted {
        /// The step run.
        step: PartId,
        /// What it left; none keeps what a [`Event::StepAnswered`] left.
        outputs: Option<Values>,
        /// Id of the user who did it.
        by: Option<Text>,
    },
    /// Fail Step.
    StepFailed {
        /// The step run.
        step: PartId,
        /// Why.
        message: Text,
    },
    /// Discontinue Step. A Completed step run keeps its status.
    StepDiscontinued(PartId),
    /// A result came while the run was suspended or the step discontinued. No milestone.
    ResultHeld {
        /// The step run.
        step: PartId,
        /// The result.
        result: StepResult,
    },
    /// A held result is being processed at a resume. No milestone.
    ResultReleased(PartId),
    /// Start Work Item.
    WorkItemOpened {
        /// The work item.
        item: PartId,
        /// Its step run.
        step: PartId,
        /// Who has it.
        assignee: Assignee,
        /// Id of the context record; empty for none.
        related_record: Text,
    },
    /// Reassign Work Item.
    WorkItemReassigned {
        /// The work item.
        item: PartId,
        /// Who has it now.
        assignee: Assignee,
    },
    /// End Work Item.
    WorkItemCompleted {
        /// The work item.
        item: PartId,
        /// Why.
        reason: CloseReason,
        /// Id of the user, when a person did it.
        by: Option<Text>,
    },
    /// Note.
    Noted(Text),
    /// Run Recall Path: a submission was taken back.
    RunRecalled {
        /// Id of the user who took it back.
        by: Text,
        /// Why, in her words.
        comments: Option<Text>,
    },
    /// Note: one of those who all have to approve did so.
    ApprovalGiven {
        /// The work item.
        item: PartId,
        /// Id of the user who approved.
        by: Text,
        /// Her comments.
        comments: Option<Text>,
    },
    /// Note: somebody decides an approval in place of its approvers.
    ApprovalOverridden {
        /// The work item.
        item: PartId,
        /// Id of the user who decides.
        by: Text,
    },
}

/// A step run as it is born.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewStep {
    /// The step.
    pub step: StepId,
    /// The flow version active now; none when there is none.
    pub flow: Option<FlowVersion>,
    /// Runs as a job of its own.
    pub asynchronous: bool,
}

/// Why a run failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunError {
    /// Stable code, such as `flow-failed`, `assignee-unknown`, `too-many-moves`.
    pub code: Text,
    /// One sentence.
    pub message: Text,
    /// Decided once: whether a plain resume is allowed.
    pub recoverable: bool,
    /// The step run that failed, when one did.
    pub step: Option<PartId>,
    /// Where the path stood when the cause lies outside the stages: a forced resume goes on there.
    pub at: Option<Next>,
}

impl RunError {
    /// A lasting error that lies in no step.
    pub(crate) fn new(code: &'static str, message: impl Into<Text>) -> Self {
        let (code, message) = (code.into(), message.into());
        RunError {
            code,
            message,
            recoverable: false,
            step: None,
            at: None,
        }
    }
}
