//! Discontinuing the steps of the current stage.

use crate::transition::Transition;
use crate::{Effect, Event, StepKind, StepStatus};

/// Discontinues the steps in progress and forgets their jobs. When the run fails, Completed steps
/// get the milestone too and keep their status.
pub(crate) fn discontinue_steps(tx: &mut Transition<'_>, run_fails: bool) {
    for index in 0..tx.stage_run().steps.len() {
        match tx.step_run(index).status {
            StepStatus::InProgress => discontinue(tx, index),
            StepStatus::Completed if run_fails => {
                tx.record(Event::StepDiscontinued(tx.step_run(index).part));
            }
            StepStatus::Completed
            | StepStatus::NotStarted
            | StepStatus::Discontinued
            | StepStatus::Error => {}
        }
    }
}

fn discontinue(tx: &mut Transition<'_>, index: usize) {
    let run = tx.step_run(index);
    let (step, activation) = (run.part, run.activation);
    let is_job = !matches!(tx.step(index).kind, StepKind::Interactive(_));
    let has_job = is_job && run.asynchronous && run.pending.is_none();
    tx.record(Event::StepDiscontinued(step));
    if has_job {
        tx.request(Effect::CancelJob { step, activation });
    }
}
