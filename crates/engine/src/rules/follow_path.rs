//! Following a connector: to a stage, to a decision, or to the end of the run.

use super::{choose_outcome::choose_outcome, enter_stage::enter_stage, fail_run::fail_run};
use crate::pass::Move;
use crate::transition::Transition;
use crate::{Event, Next};

pub(crate) fn follow_path(tx: &mut Transition<'_>, path: Next) -> Move {
    if path == Next::End {
        tx.record(Event::RunCompleted);
        return Move::Rest;
    }
    if let Err(error) = tx.count_move(Some(path)) {
        return fail_run(tx, error);
    }
    match path {
        Next::End => Move::Rest,
        Next::Stage(stage) => enter_stage(tx, stage),
        Next::Decision(decision) => choose_outcome(tx, decision),
    }
}
