//! Resuming a run that was suspended or has failed.

use segue_language::Text;

use super::release_results::release_results;
use crate::pass::Move;
use crate::transition::Transition;
use crate::{Event, Rejection, RunError, RunStatus};

/// A failed run resumes when its error is recoverable and recent, or when that is forced.
pub(crate) fn resume_run(
    tx: &mut Transition<'_>,
    forced: Option<Text>,
    window_seconds: i64,
) -> Result<Move, Rejection> {
    let status = tx.run.status;
    match status {
        RunStatus::Suspended => {}
        RunStatus::Error if forced.is_some() => {}
        RunStatus::Error => require_recoverable(tx, window_seconds)?,
        RunStatus::NotStarted
        | RunStatus::InProgress
        | RunStatus::Completed
        | RunStatus::Canceled => {
            return Err(Rejection::WrongStatus {
                status,
                verb: "resumed",
            });
        }
    }
    let at = tx.run.error.as_ref().and_then(|error| error.at);
    tx.record(Event::RunResumed { forced });
    tx.record(Event::RunRestarted);
    // An error outside the stages left no stage in progress: the path goes on where it stood.
    Ok(at.map_or_else(|| resume_stage(tx), Move::Follow))
}

fn resume_stage(tx: &mut Transition<'_>) -> Move {
    tx.record(Event::StageResumed(tx.stage_run().part));
    release_results(tx);
    if tx.cause.is_some() {
        Move::Settle
    } else {
        Move::Restart(0)
    }
}

fn require_recoverable(tx: &Transition<'_>, window_seconds: i64) -> Result<(), Rejection> {
    let error: &RunError = tx.run.error.as_ref().expect("a failed run has its error");
    if !error.recoverable {
        return Err(Rejection::NotRecoverable(error.message.to_string()));
    }
    let failed_at = tx.run.ended_at.unwrap_or(tx.now);
    if tx.now > failed_at.plus_seconds(window_seconds) {
        return Err(Rejection::TooLate(window_seconds / 86_400));
    }
    Ok(())
}
