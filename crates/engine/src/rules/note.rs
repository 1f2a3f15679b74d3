//! Writing something down in the history of a run that is not over.

use segue_language::Text;

use crate::pass::Move;
use crate::transition::Transition;
use crate::{Event, Rejection, RunStatus};

pub(crate) fn note(tx: &mut Transition<'_>, text: Text) -> Result<Move, Rejection> {
    let status = tx.run.status;
    match status {
        RunStatus::InProgress | RunStatus::Suspended | RunStatus::Error => {
            tx.record(Event::Noted(text));
            Ok(Move::Rest)
        }
        RunStatus::NotStarted | RunStatus::Completed | RunStatus::Canceled => {
            Err(Rejection::WrongStatus {
                status,
                verb: "noted on",
            })
        }
    }
}
