//! The failure of a stage: its fault path takes it, or the run fails with it.

use super::close_work_items::close_work_items;
use super::discontinue_steps::discontinue_steps;
use super::fail_run::end_in_error;
use crate::pass::Move;
use crate::transition::Transition;
use crate::{CloseReason, Event, RunError};

/// One of its conditions could not be computed: the cause lies in the stage itself.
pub(crate) fn break_stage(
    tx: &mut Transition<'_>,
    code: &'static str,
    message: impl Into<segue_language::Text>,
) -> Move {
    // A step that failed before is the first cause.
    let cause = tx
        .cause
        .take()
        .map_or_else(|| RunError::new(code, message), |cause| *cause);
    fail_stage(tx, cause)
}

/// From the inside out: steps, work items, stage; then the fault path, or the run.
pub(crate) fn fail_stage(tx: &mut Transition<'_>, error: RunError) -> Move {
    let fault = tx.stage().fault;
    discontinue_steps(tx, fault.is_none());
    close_work_items(tx, CloseReason::Failed);
    let stage = tx.stage_run().part;
    let cause = error.step.is_none().then(|| error.message.clone());
    tx.record(Event::StageFailed { stage, cause });
    match fault {
        Some(path) => Move::Follow(path),
        None => end_in_error(tx, error),
    }
}
