//! Starting a run.

use segue_language::Text;

use crate::pass::Move;
use crate::transition::Transition;
use crate::{Event, Rejection, RunStatus, Trigger, Values};

pub(crate) fn start_run(
    tx: &mut Transition<'_>,
    starter: Text,
    inputs: Values,
    trigger: Option<Trigger>,
) -> Result<Move, Rejection> {
    let status = tx.run.status;
    if status != RunStatus::NotStarted {
        return Err(Rejection::WrongStatus {
            status,
            verb: "started",
        });
    }
    tx.record(Event::RunStarted {
        starter,
        inputs,
        trigger,
    });
    Ok(Move::Follow(tx.orchestration.start))
}
