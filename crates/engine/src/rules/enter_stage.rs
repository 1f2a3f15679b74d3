//! Entering a stage: its stage run and its step runs come into being.

use super::fail_run::fail_run;
use crate::limits::PARTS_MAX;
use crate::pass::Move;
use crate::transition::Transition;
use crate::{Event, NewStep, Next, PartId, RunError, StageId, StepId, StepKind};

pub(crate) fn enter_stage(tx: &mut Transition<'_>, stage: StageId) -> Move {
    let steps = tx.orchestration.stage(stage).steps.clone();
    let part = PartId(tx.run.n_parts.saturating_add(1));
    let last = usize::from(part.0) + steps.len();
    if last > usize::from(PARTS_MAX) {
        let message = format!("the run has more than {PARTS_MAX} stage runs, step runs and items");
        let error = RunError::new("too-many-parts", message);
        return fail_run(
            tx,
            RunError {
                at: Some(Next::Stage(stage)),
                ..error
            },
        );
    }
    let steps = steps.map(|step| new_step(tx, StepId(step))).collect();
    tx.record(Event::StageStarted { stage, part, steps });
    Move::Evaluate
}

/// A step run keeps the flow version that is active as it is born.
pub(super) fn new_step(tx: &Transition<'_>, step: StepId) -> NewStep {
    let (always_asynchronous, has_flow) = match &tx.orchestration.step(step).kind {
        StepKind::Background { asynchronous, .. } => (*asynchronous, true),
        StepKind::Interactive(_) => (true, true),
        StepKind::External => (true, false),
    };
    let fact = if has_flow { tx.facts.flow(step) } else { None };
    NewStep {
        step,
        flow: fact.map(|fact| fact.version),
        asynchronous: always_asynchronous || fact.is_some_and(|fact| fact.asynchronous),
    }
}
