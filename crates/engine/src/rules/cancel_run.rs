//! Canceling a run.

use segue_language::Text;

use super::close_work_items::close_work_items;
use super::discontinue_steps::discontinue_steps;
use crate::pass::Move;
use crate::transition::Transition;
use crate::{CloseReason, Event, Rejection};

pub(crate) fn cancel_run(tx: &mut Transition<'_>, reason: Option<Text>) -> Result<Move, Rejection> {
    if !tx.run.is_open() {
        return Err(Rejection::WrongStatus {
            status: tx.run.status,
            verb: "canceled",
        });
    }
    tx.record(Event::RunCanceled);
    tx.record(Event::StageCanceled(tx.stage_run().part));
    discontinue_steps(tx, false);
    close_work_items(tx, CloseReason::Canceled);
    if let Some(reason) = reason {
        tx.record(Event::Noted(reason));
    }
    Ok(Move::Rest)
}
