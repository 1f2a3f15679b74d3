//! The end of a step: its flow or action ended, its form was finished, or its exit condition
//! is met.

use segue_language::Text;

use super::close_work_items::close_work_item;
use super::hold_result::hold_result;
use crate::approval::require_decision;
use crate::pass::Move;
use crate::transition::{Failure, Transition};
use crate::{
    CloseReason, Event, Gate, PartId, Rejection, RunStatus, StepKind, StepResult, StepStatus,
};

/// A background or external step's job ended. A result of an earlier activation is stale.
pub(crate) fn finish_step(
    tx: &mut Transition<'_>,
    step: PartId,
    activation: u16,
    result: StepResult,
) -> Result<Move, Rejection> {
    let Some(place) = tx.run.step_place(step) else {
        return Err(Rejection::Unknown("step run"));
    };
    let run = &tx.run.stages[place.stage].steps[place.step];
    let is_job = !matches!(
        tx.orchestration.step(run.step).kind,
        StepKind::Interactive(_)
    );
    if !is_job || run.activation != activation {
        return Ok(Move::Rest);
    }
    if tx.run.status == RunStatus::InProgress && run.status == StepStatus::InProgress {
        end_step(tx, place.step, result, None);
        return Ok(Move::Evaluate);
    }
    hold_result(tx, step, result);
    Ok(Move::Rest)
}

/// Ends a step of the current stage that is in progress with what its flow, action or form left.
/// An interactive step with an exit condition of its own goes on waiting for that.
pub(crate) fn end_step(
    tx: &mut Transition<'_>,
    index: usize,
    result: StepResult,
    by: Option<Text>,
) {
    let step = tx.step_run(index).part;
    match require_decision(tx.step(index), result) {
        StepResult::Failed(message) => {
            let failure = failure(&tx.step(index).kind, &message);
            tx.fail_step(step, failure);
        }
        StepResult::Lost(message) => {
            tx.fail_step(step, Failure::recoverable("outcome-unknown", &*message));
        }
        StepResult::Finished(outputs) if waits_for_exit(&tx.step(index).kind) => {
            tx.record(Event::StepAnswered { step, outputs });
        }
        StepResult::Finished(outputs) => {
            tx.record(Event::StepCompleted {
                step,
                outputs: Some(outputs),
                by,
            });
        }
    }
}

/// An interactive step's exit condition is met, whether or not somebody has answered.
pub(crate) fn meet_exit(tx: &mut Transition<'_>, index: usize) -> Move {
    let run = tx.step_run(index);
    let step = run.part;
    // The answer may have been held while the step was discontinued: then its item is the last of
    // an earlier activation.
    let closed = run.items.last().and_then(|item| item.closed.as_ref());
    let by = closed.and_then(|closed| closed.by.clone());
    let open = run.open_item().map(|item| item.part);
    tx.record(Event::StepCompleted {
        step,
        outputs: None,
        by,
    });
    if let Some(item) = open {
        close_work_item(tx, item, CloseReason::ExitConditionMet, None);
    }
    Move::Settle
}

pub(super) fn waits_for_exit(kind: &StepKind) -> bool {
    match kind {
        StepKind::Interactive(interactive) => match interactive.exit {
            Gate::Default => false,
            Gate::Requirements(_) | Gate::Evaluation(_) => true,
        },
        StepKind::Background { .. } | StepKind::External => false,
    }
}

/// A flow can be repaired and resumed; an external action's error is lasting.
fn failure(kind: &StepKind, message: &str) -> Failure {
    match kind {
        StepKind::Background { .. } | StepKind::Interactive(_) => {
            Failure::recoverable("flow-failed", message)
        }
        StepKind::External => Failure::lasting("action-failed", message),
    }
}
