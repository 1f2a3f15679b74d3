//! Keeping a result that cannot be processed now: the run is suspended, or the step was
//! discontinued before its flow ended.

use super::prepare_call::exceeds;
use crate::limits::HELD_CHARACTERS_MAX;
use crate::transition::Transition;
use crate::{Event, PartId, RunStatus, StepResult, StepStatus};

/// Holds the result, unless it came too late for any use or there is one already.
pub(crate) fn hold_result(tx: &mut Transition<'_>, step: PartId, result: StepResult) {
    let Some(run) = tx.run.step_run(step) else {
        return;
    };
    let wanted = match run.status {
        StepStatus::InProgress => tx.run.status == RunStatus::Suspended,
        StepStatus::Discontinued => !tx.run.status.is_final(),
        StepStatus::NotStarted | StepStatus::Completed | StepStatus::Error => false,
    };
    if wanted && run.pending.is_none() {
        tx.record(Event::ResultHeld {
            step,
            result: bounded(result),
        });
    }
}

fn bounded(result: StepResult) -> StepResult {
    match result {
        StepResult::Finished(outputs) if exceeds(&outputs, HELD_CHARACTERS_MAX) => {
            let message = format!("outputs held for later exceed {HELD_CHARACTERS_MAX} characters");
            StepResult::Failed(message.into())
        }
        StepResult::Finished(_) | StepResult::Failed(_) | StepResult::Lost(_) => result,
    }
}
