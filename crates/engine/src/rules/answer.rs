//! Going on with an evaluation when its question is answered.

use segue_language::Text;

use super::complete_stage::complete_stage;
use super::fail_stage::break_stage;
use super::finish_step::{end_step, meet_exit};
use super::hold_result::hold_result;
use super::open_work_item::open_work_item;
use super::start_step::{automatic, start_step};
use crate::pass::{Asked, Move, Pass};
use crate::transition::Transition;
use crate::{Answer, PartId, RunStatus, StageStatus, StepStatus};

pub(crate) fn answer(tx: &mut Transition<'_>, pass: Pass, answer: Answer) -> Move {
    tx.n_moves = pass.n_moves;
    tx.cause = pass.cause;
    tx.unchanged = pass.unchanged;
    if !is_current(tx, pass.stage) {
        return too_late(tx, pass.stage, pass.asked, answer);
    }
    if !still_matters(tx, pass.asked) {
        return pass.asked.passed_over();
    }
    match pass.asked {
        Asked::Entry(spot) => match answer.evaluated() {
            Ok(true) => start_step(tx, spot),
            other => shut(tx, pass.asked, other),
        },
        Asked::Exit(step) => match answer.evaluated() {
            Ok(true) => meet_exit(tx, step),
            other => shut(tx, pass.asked, other),
        },
        Asked::StageExit => match answer.evaluated() {
            Ok(true) => complete_stage(tx),
            other => shut(tx, pass.asked, other),
        },
        Asked::Flow(spot, _) => {
            end_step(tx, spot.step, answer.ran(), None);
            spot.after_start()
        }
        Asked::Automatic(spot, _) => automatic(tx, spot, answer.evaluated()),
        Asked::Assignee(spot, _) => {
            open_work_item(tx, spot, answer.resolved());
            spot.after_start()
        }
    }
}

/// The evaluation flow did not say true. One that fails is an error of the stage.
fn shut(tx: &mut Transition<'_>, asked: Asked, said: Result<bool, Text>) -> Move {
    match said {
        Ok(_) => asked.passed_over(),
        Err(message) => break_stage(tx, "evaluation-failed", message),
    }
}

/// Whether the stage that was being evaluated still is.
fn is_current(tx: &Transition<'_>, stage: PartId) -> bool {
    let current = tx.run.stages.last();
    tx.run.status == RunStatus::InProgress
        && current.is_some_and(|run| run.part == stage && run.status == StageStatus::InProgress)
}

/// Whether the step is still as it was when the question was asked: another command may have
/// come between question and answer.
fn still_matters(tx: &Transition<'_>, asked: Asked) -> bool {
    let is = |step: usize, status| tx.step_run(step).status == status;
    match asked {
        Asked::StageExit => true,
        Asked::Entry(spot) => is(spot.step, StepStatus::NotStarted),
        Asked::Exit(step) => is(step, StepStatus::InProgress),
        Asked::Flow(spot, activation)
        | Asked::Automatic(spot, activation)
        | Asked::Assignee(spot, activation) => {
            is(spot.step, StepStatus::InProgress) && tx.step_run(spot.step).activation == activation
        }
    }
}

/// The stage has been left in the meantime. A flow that ended all the same is kept like any
/// result of a discontinued step.
fn too_late(tx: &mut Transition<'_>, stage: PartId, asked: Asked, answer: Answer) -> Move {
    if let Asked::Flow(spot, activation) = asked {
        let offset = u16::try_from(spot.step).unwrap_or(u16::MAX);
        let step = PartId(stage.0.saturating_add(offset).saturating_add(1));
        let present = tx.run.step_run(step).map(|run| run.activation);
        if present == Some(activation) {
            hold_result(tx, step, answer.ran());
        }
    }
    Move::Rest
}
