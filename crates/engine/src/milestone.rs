//! The milestone that an event is: as people read it, and as the log's API names it.

use crate::Event;

impl Event {
    /// The word that people see in the history, such as `Start Stage`; none for events without a
    /// milestone.
    pub fn milestone(&self) -> Option<&'static str> {
        Some(self.names()?.0)
    }

    /// `FlowOrchestrationLog.Kind`, such as `StartStage`; none for events without a milestone.
    pub fn log_kind(&self) -> Option<&'static str> {
        Some(self.names()?.1)
    }

    fn names(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Event::RunStarted { .. } | Event::RunRestarted => ("Start Run", "StartInstance"),
            Event::RunCompleted => ("End Run", "EndInstance"),
            Event::RunSuspended => ("Suspend Run", "SuspendInstance"),
            Event::RunResumed { .. } => ("Resume Run", "ResumeInstance"),
            Event::RunCanceled => ("Cancel Run", "CancelInstance"),
            Event::RunFailed(_) => ("Fail Run", "FailInstance"),
            Event::OutcomeTaken { .. } => ("Take Outcome", "TakeOutcome"),
            Event::StageStarted { .. } | Event::StageResumed(_) => ("Start Stage", "StartStage"),
            Event::StageCompleted(_) | Event::StageCanceled(_) => ("End Stage", "EndStage"),
            Event::StageSuspended(_) => ("Suspend Stage", "SuspendStage"),
            Event::StageFailed { .. } => ("Fail Stage", "FailStage"),
            Event::StageDiscontinued(_) => ("Discontinue Stage", "DiscontinueStage"),
            Event::StepStarted { .. } => ("Start Step", "StartStep"),
            Event::StepCompleted { .. } => ("End Step", "EndStep"),
            Event::StepFailed { .. } => ("Fail Step", "FailStep"),
            Event::StepDiscontinued(_) => ("Discontinue Step", "DiscontinueStep"),
            Event::WorkItemOpened { .. } => ("Start Work Item", "StartWorkItem"),
            Event::WorkItemReassigned { .. } => ("Reassign Work Item", "ReassignWorkItem"),
            Event::WorkItemCompleted { .. } => ("End Work Item", "EndWorkItem"),
            Event::RunRecalled { .. } => ("Run Recall Path", "RunRecallPath"),
            Event::Noted(_) | Event::ApprovalGiven { .. } | Event::ApprovalOverridden { .. } => {
                ("Note", "Note")
            }
            Event::FlowRenewed { .. }
            | Event::StepAnswered { .. }
            | Event::ResultHeld { .. }
            | Event::ResultReleased(_) => return None,
        })
    }
}
