//! The failure of a run.

use super::close_work_items::close_work_items;
use super::discontinue_steps::discontinue_steps;
use crate::pass::Move;
use crate::transition::Transition;
use crate::{CloseReason, Event, PartId, RunError, StageStatus};

/// The run fails for a cause outside its stages: nothing catches that.
pub(crate) fn fail_run(tx: &mut Transition<'_>, error: RunError) -> Move {
    if !tx.run.stages.is_empty() {
        discontinue_steps(tx, true);
        close_work_items(tx, CloseReason::Failed);
    }
    end_in_error(tx, error)
}

/// A stage in progress becomes Discontinued; Completed ones get the milestone and keep their
/// status.
pub(crate) fn end_in_error(tx: &mut Transition<'_>, error: RunError) -> Move {
    let stages = tx.run.stages.iter().filter(|stage| match stage.status {
        StageStatus::InProgress | StageStatus::Completed => true,
        StageStatus::Suspended
        | StageStatus::Canceled
        | StageStatus::Discontinued
        | StageStatus::Error => false,
    });
    let parts: Vec<PartId> = stages.map(|stage| stage.part).collect();
    for part in parts {
        tx.record(Event::StageDiscontinued(part));
    }
    tx.record(Event::RunFailed(error));
    Move::Rest
}
