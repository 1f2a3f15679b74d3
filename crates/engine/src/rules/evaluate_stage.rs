//! The evaluation pass of a stage (decisions, "Order of one evaluation pass").
//!
//! Every Not Started step is tested once, in file order. Then, again and again: has a step
//! failed; is the stage done; else make the first possible change in file order. When nothing
//! can change, the run waits.

use super::complete_stage::complete_stage;
use super::fail_stage::{break_stage, fail_stage};
use super::finish_step::meet_exit;
use super::start_step::start_step;
use super::test_gate::{Tested, test_gate};
use crate::pass::{Asked, Move, Phase, Spot};
use crate::transition::Transition;
use crate::{Gate, RunStatus, StepKind, StepStatus};

/// A wake-up: only a run in progress is evaluated.
pub(crate) fn wake(tx: &mut Transition<'_>) -> Move {
    if tx.run.status == RunStatus::InProgress {
        Move::Evaluate
    } else {
        Move::Rest
    }
}

/// Begins a pass. A failure that brought it about comes before everything else.
pub(crate) fn begin(tx: &mut Transition<'_>) -> Move {
    if tx.cause.is_some() {
        return Move::Settle;
    }
    tx.unchanged = true;
    Move::Open(0)
}

/// Tests the next Not Started step, once.
pub(crate) fn open(tx: &mut Transition<'_>, from: usize) -> Move {
    let mut steps = tx.stage_run().steps.iter().enumerate().skip(from);
    let next = steps.find(|(_, run)| run.status == StepStatus::NotStarted);
    match next {
        Some((step, _)) => try_start(
            tx,
            Spot {
                step,
                phase: Phase::Opening,
            },
        ),
        None => Move::Settle,
    }
}

/// Has a step failed? Is the stage done?
pub(crate) fn settle(tx: &mut Transition<'_>) -> Move {
    if let Some(cause) = tx.cause.take() {
        return fail_stage(tx, *cause);
    }
    match test_gate(tx, &tx.stage().exit, all_steps_completed) {
        Tested::Open => complete_stage(tx),
        Tested::Shut => Move::Change(0),
        Tested::Ask(question) => Move::Ask(Asked::StageExit, question),
        Tested::Broken(message) => break_stage(tx, "condition-failed", message),
    }
}

/// Makes the first possible change: an interactive step is done, or a step starts.
pub(crate) fn change(tx: &mut Transition<'_>, step: usize) -> Move {
    let Some(run) = tx.stage_run().steps.get(step) else {
        return Move::Rest;
    };
    match run.status {
        // Asking again when nothing has happened would only cost an evaluation flow.
        StepStatus::NotStarted if tx.unchanged => Move::Change(step + 1),
        StepStatus::NotStarted => try_start(
            tx,
            Spot {
                step,
                phase: Phase::Settling,
            },
        ),
        StepStatus::InProgress => try_end(tx, step),
        StepStatus::Completed | StepStatus::Discontinued | StepStatus::Error => {
            Move::Change(step + 1)
        }
    }
}

fn try_start(tx: &mut Transition<'_>, spot: Spot) -> Move {
    match test_gate(tx, &tx.step(spot.step).entry, |_| true) {
        Tested::Open => start_step(tx, spot),
        Tested::Shut => spot.after_nothing(),
        Tested::Ask(question) => Move::Ask(Asked::Entry(spot), question),
        Tested::Broken(message) => break_stage(tx, "condition-failed", message),
    }
}

fn try_end(tx: &mut Transition<'_>, step: usize) -> Move {
    let exit = match &tx.step(step).kind {
        StepKind::Interactive(interactive) => &interactive.exit,
        StepKind::Background { .. } | StepKind::External => &Gate::Default,
    };
    // By default an interactive step is done when its work item is, which is not a matter of
    // evaluation; and so is a background step when its flow has ended.
    match test_gate(tx, exit, |_| false) {
        Tested::Open => meet_exit(tx, step),
        Tested::Shut => Move::Change(step + 1),
        Tested::Ask(question) => Move::Ask(Asked::Exit(step), question),
        Tested::Broken(message) => break_stage(tx, "condition-failed", message),
    }
}

fn all_steps_completed(tx: &Transition<'_>) -> bool {
    tx.stage_run()
        .steps
        .iter()
        .all(|step| step.status == StepStatus::Completed)
}
