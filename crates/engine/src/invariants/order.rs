//! The order of milestones: an end is told from the inside out, a cancel from the outside in, and
//! a failure of the run leaves nothing out that was Completed.

use super::require;
use crate::{CloseReason, Event, Run, RunStatus, StageStatus, StepStatus};

pub(super) fn check(events: &[Event], after: &Run, found: &mut Vec<String>) {
    for pair in events.windows(2) {
        let ordered = match (rank(&pair[0]), rank(&pair[1])) {
            // The end of a stage may be followed by a failure outside of it.
            (Some(3), Some(second)) => second != 2,
            (Some(first), Some(second)) => first <= second,
            _ => true,
        };
        require(found, ordered, "order", || {
            format!("{:?} before {:?}", pair[0], pair[1])
        });
    }
    if after.status == RunStatus::Error {
        discontinued(events, after, found);
    }
}

/// The place of a milestone among those that end things; none for all others.
fn rank(event: &Event) -> Option<u8> {
    if let Event::WorkItemCompleted { reason, .. } = event {
        return match reason {
            CloseReason::StageCompleted
            | CloseReason::Failed
            | CloseReason::Canceled
            | CloseReason::Recalled => Some(2),
            CloseReason::User | CloseReason::ExitConditionMet | CloseReason::Event => None,
        };
    }
    let ranks: [(bool, u8); 5] = [
        (
            matches!(
                event,
                Event::RunCanceled | Event::RunRecalled { .. } | Event::StageCanceled(_)
            ),
            0,
        ),
        (matches!(event, Event::StepDiscontinued(_)), 1),
        (
            matches!(event, Event::StageCompleted(_) | Event::StageFailed { .. }),
            3,
        ),
        (matches!(event, Event::StageDiscontinued(_)), 4),
        (matches!(event, Event::RunFailed(_)), 5),
    ];
    ranks.iter().find(|(is, _)| *is).map(|(_, rank)| *rank)
}

/// When a run fails, Completed stage runs and the Completed steps of its latest stage are told.
fn discontinued(events: &[Event], after: &Run, found: &mut Vec<String>) {
    if !events
        .iter()
        .any(|event| matches!(event, Event::RunFailed(_)))
    {
        return;
    }
    let stages = after
        .stages
        .iter()
        .filter(|stage| stage.status == StageStatus::Completed);
    for part in stages.map(|stage| stage.part) {
        let told = events.contains(&Event::StageDiscontinued(part));
        require(found, told, "F1", || {
            format!("stage run {} was left out", part.0)
        });
    }
    let steps = after
        .stages
        .last()
        .into_iter()
        .flat_map(|stage| &stage.steps);
    for step in steps.filter(|step| step.status == StepStatus::Completed) {
        let told = events.contains(&Event::StepDiscontinued(step.part));
        require(found, told, "F1", || {
            format!("step run {} was left out", step.part.0)
        });
    }
}
