//! Taking a submission back: its stage and open items end, and the recall path runs.

use segue_language::Text;

use super::close_work_items::close_work_items;
use super::discontinue_steps::discontinue_steps;
use crate::pass::Move;
use crate::transition::Transition;
use crate::{CloseReason, Event, Next, Rejection, RunStatus};

/// Without a recall path the run ends at once. What was decided so far stays in its history.
pub(crate) fn recall_run(
    tx: &mut Transition<'_>,
    by: Text,
    comments: Option<Text>,
) -> Result<Move, Rejection> {
    let process = tx.orchestration.approval.as_ref();
    let path = process.ok_or(Rejection::NoApproval)?.recall;
    let status = tx.run.status;
    if status != RunStatus::InProgress {
        return Err(Rejection::WrongStatus {
            status,
            verb: "recalled",
        });
    }
    if crate::is_recalled(tx.run) {
        return Err(Rejection::AlreadyRecalled);
    }
    tx.record(Event::RunRecalled { by, comments });
    tx.record(Event::StageCanceled(tx.stage_run().part));
    discontinue_steps(tx, false);
    close_work_items(tx, CloseReason::Recalled);
    Ok(Move::Follow(path.unwrap_or(Next::End)))
}
