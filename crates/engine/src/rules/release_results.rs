//! Processing the results that were held while the run was suspended or failed.

use super::finish_step::end_step;
use crate::transition::Transition;
use crate::{Event, StepResult, StepStatus};

/// In order of arrival. The first failure ends it; the rest stay held.
pub(crate) fn release_results(tx: &mut Transition<'_>) {
    while tx.cause.is_none() {
        let Some((index, result)) = oldest(tx) else {
            return;
        };
        release(tx, index, result);
    }
}

fn oldest(tx: &Transition<'_>) -> Option<(usize, StepResult)> {
    let steps = tx.stage_run().steps.iter().enumerate();
    let held = steps.filter_map(|(index, run)| Some((index, run.pending.as_ref()?)));
    let (index, (_, result)) = held.min_by_key(|(_, (place, _))| *place)?;
    Some((index, result.clone()))
}

fn release(tx: &mut Transition<'_>, index: usize, result: StepResult) {
    let run = tx.step_run(index);
    let (step, activation) = (run.part, run.activation);
    let closed = run.present_item().and_then(|item| item.closed.as_ref());
    let by = closed.and_then(|closed| closed.by.clone());
    let waits = super::finish_step::waits_for_exit(&tx.step(index).kind);
    let finished = matches!(result, StepResult::Finished(_));
    tx.record(Event::ResultReleased(step));
    // It has been answered, but its own exit condition is yet to be met: it goes on waiting.
    if waits && finished && tx.step_run(index).status == StepStatus::Discontinued {
        tx.record(Event::StepStarted {
            step,
            activation: activation.saturating_add(1),
        });
    }
    end_step(tx, index, result, by);
}
