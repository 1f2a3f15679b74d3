//! What an event happened to.

use crate::{DecisionId, Event, PartId};

/// What an event happened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The run itself.
    Run,
    /// A decision.
    Decision(DecisionId),
    /// A stage run.
    Stage(PartId),
    /// A step run.
    Step(PartId),
    /// A work item.
    WorkItem(PartId),
}

impl Event {
    /// What it happened to.
    pub fn subject(&self) -> Subject {
        match self {
            Event::RunStarted { .. }
            | Event::RunCompleted
            | Event::RunSuspended
            | Event::RunResumed { .. }
            | Event::RunRestarted
            | Event::RunCanceled
            | Event::RunFailed(_)
            | Event::RunRecalled { .. }
            | Event::Noted(_) => Subject::Run,
            Event::OutcomeTaken { decision, .. } => Subject::Decision(*decision),
            Event::StageStarted { part: stage, .. }
            | Event::StageResumed(stage)
            | Event::StageCompleted(stage)
            | Event::StageCanceled(stage)
            | Event::StageSuspended(stage)
            | Event::StageFailed { stage, .. }
            | Event::StageDiscontinued(stage) => Subject::Stage(*stage),
            Event::StepStarted { step, .. }
            | Event::FlowRenewed { step, .. }
            | Event::StepAnswered { step, .. }
            | Event::StepCompleted { step, .. }
            | Event::StepFailed { step, .. }
            | Event::StepDiscontinued(step)
            | Event::ResultHeld { step, .. }
            | Event::ResultReleased(step) => Subject::Step(*step),
            Event::WorkItemOpened { item, .. }
            | Event::WorkItemReassigned { item, .. }
            | Event::WorkItemCompleted { item, .. }
            | Event::ApprovalGiven { item, .. }
            | Event::ApprovalOverridden { item, .. } => Subject::WorkItem(*item),
        }
    }
}
