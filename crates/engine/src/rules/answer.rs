//! Going on with an evaluation when its question is answered.

use super::complete_stage::complete_stage;
use super::fail_stage::break_stage;
use super::finish_step::{end_step, meet_exit};
use super::hold_result::hold_result;
use super::open_work_item::open_work_item;
use super::start_step::start_step;
use crate::pass::{Asked, Move, Pass};
use crate::transition::Transition;
use crate::{Answer, PartId, RunStatus, StageStatus};

pub(crate) fn answer(tx: &mut Transition<'_>, pass: Pass, answer: Answer) -> Move {
    tx.n_moves = pass.n_moves;
    tx.cause = pass.cause;
    tx.unchanged = pass.unchanged;
    if !is_current(tx, pass.stage) {
        return too_late(tx, pass.stage, pass.asked, answer);
    }
    match pass.asked {
        Asked::Entry(spot) => match answer.evaluated() {
            Ok(true) => start_step(tx, spot),
            Ok(false) => spot.after_nothing(),
            Err(message) => break_stage(tx, "evaluation-failed", &*message),
        },
        Asked::Exit(step) => match answer.evaluated() {
            Ok(true) => meet_exit(tx, step),
            Ok(false) => Move::Change(step + 1),
            Err(message) => break_stage(tx, "evaluation-failed", &*message),
        },
        Asked::StageExit => match answer.evaluated() {
            Ok(true) => complete_stage(tx),
            Ok(false) => Move::Change(0),
            Err(message) => break_stage(tx, "evaluation-failed", &*message),
        },
        Asked::Flow(spot, activation) => {
            if tx.step_run(spot.step).activation == activation {
                end_step(tx, spot.step, answer.ran(), None);
            }
            spot.after_start()
        }
        Asked::Assignee(spot, activation) => {
            if tx.step_run(spot.step).activation == activation {
                open_work_item(tx, spot, answer.resolved());
            }
            spot.after_start()
        }
    }
}

/// Whether the stage that was being evaluated still is.
fn is_current(tx: &Transition<'_>, stage: PartId) -> bool {
    let current = tx.run.stages.last();
    tx.run.status == RunStatus::InProgress
        && current.is_some_and(|run| run.part == stage && run.status == StageStatus::InProgress)
}

/// The stage has been left in the meantime. A flow that ended all the same is kept like any
/// result of a discontinued step.
fn too_late(tx: &mut Transition<'_>, pass_stage: PartId, asked: Asked, answer: Answer) -> Move {
    match asked {
        Asked::Flow(spot, activation) => {
            let offset = u16::try_from(spot.step).unwrap_or(u16::MAX);
            let step = PartId(pass_stage.0.saturating_add(offset).saturating_add(1));
            let present = tx.run.step_run(step).map(|run| run.activation);
            if present == Some(activation) {
                hold_result(tx, step, answer.ran());
            }
        }
        Asked::Entry(_) | Asked::Exit(_) | Asked::StageExit | Asked::Assignee(..) => {}
    }
    Move::Rest
}
