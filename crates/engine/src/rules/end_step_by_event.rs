//! A published event that ends a step.

use super::close_work_items::close_work_item;
use super::evaluate_stage::wake;
use super::finish_step::end_step;
use super::hold_result::hold_result;
use crate::pass::Move;
use crate::transition::Transition;
use crate::{CloseReason, Effect, PartId, RunStatus, StepKind, StepResult, StepRun, StepStatus};

/// Ends the present activation of an asynchronous, external or interactive step. An event for an
/// unknown step changes nothing; one for a step that cannot be ended only wakes the run.
pub(crate) fn end_step_by_event(tx: &mut Transition<'_>, step: PartId, result: StepResult) -> Move {
    let Some(run) = tx.run.step_run(step) else {
        return Move::Rest;
    };
    if !can_be_ended(tx, run) {
        return wake(tx);
    }
    let open_item = run.open_item().map(|item| item.part);
    let place = tx.run.step_place(step).expect("the step was just found");
    let in_progress = run.status == StepStatus::InProgress;
    cancel_job(tx, step);
    if tx.run.status == RunStatus::InProgress && in_progress {
        end_step(tx, place.step, result, None);
    } else {
        hold_result(tx, step, result);
    }
    close(tx, open_item);
    wake(tx)
}

fn can_be_ended(tx: &Transition<'_>, run: &StepRun) -> bool {
    match tx.orchestration.step(run.step).kind {
        StepKind::Interactive(_) => run.open_item().is_some(),
        StepKind::External => true,
        StepKind::Background { .. } => run.asynchronous,
    }
}

/// The job's own result would come too late.
fn cancel_job(tx: &mut Transition<'_>, step: PartId) {
    let Some(run) = tx.run.step_run(step) else {
        return;
    };
    let is_job = !matches!(
        tx.orchestration.step(run.step).kind,
        StepKind::Interactive(_)
    );
    if is_job && run.status == StepStatus::InProgress && run.pending.is_none() {
        let activation = run.activation;
        tx.request(Effect::CancelJob { step, activation });
    }
}

/// A failure closes the items of the stage after its steps.
fn close(tx: &mut Transition<'_>, item: Option<PartId>) {
    if let Some(item) = item.filter(|_| tx.cause.is_none()) {
        close_work_item(tx, item, CloseReason::Event, None);
    }
}
