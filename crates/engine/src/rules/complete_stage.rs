//! Leaving a stage whose exit condition is met.

use super::close_work_items::close_work_items;
use super::discontinue_steps::discontinue_steps;
use crate::pass::Move;
use crate::transition::Transition;
use crate::{CloseReason, Event};

/// What is still in progress is discontinued; what never started stays Not Started.
pub(crate) fn complete_stage(tx: &mut Transition<'_>) -> Move {
    discontinue_steps(tx, false);
    close_work_items(tx, CloseReason::StageCompleted);
    tx.record(Event::StageCompleted(tx.stage_run().part));
    Move::Follow(tx.stage().next)
}
