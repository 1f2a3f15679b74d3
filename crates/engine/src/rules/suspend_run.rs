//! Suspending a run: steps in progress go on, nothing new starts.

use crate::pass::Move;
use crate::transition::Transition;
use crate::{Event, Rejection, RunStatus};

pub(crate) fn suspend_run(tx: &mut Transition<'_>) -> Result<Move, Rejection> {
    let status = tx.run.status;
    if status != RunStatus::InProgress {
        return Err(Rejection::WrongStatus {
            status,
            verb: "suspended",
        });
    }
    tx.record(Event::RunSuspended);
    tx.record(Event::StageSuspended(tx.stage_run().part));
    Ok(Move::Rest)
}
