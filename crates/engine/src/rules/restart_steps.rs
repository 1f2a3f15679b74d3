//! Restarting what a failure stopped: each step of the current stage that failed or was
//! discontinued and has no result that was held.

use super::enter_stage::new_step;
use super::start_step::start_step;
use crate::pass::{Move, Phase, Spot};
use crate::transition::Transition;
use crate::{Event, NewStep, StepStatus};

pub(crate) fn restart_steps(tx: &mut Transition<'_>, from: usize) -> Move {
    let mut steps = tx.stage_run().steps.iter().enumerate().skip(from);
    let stopped =
        steps.find(|(_, run)| matches!(run.status, StepStatus::Error | StepStatus::Discontinued));
    let Some((step, _)) = stopped else {
        return Move::Evaluate;
    };
    renew_flow(tx, step);
    start_step(
        tx,
        Spot {
            step,
            phase: Phase::Restarting,
        },
    )
}

/// What restarts takes the flow version active now.
fn renew_flow(tx: &mut Transition<'_>, index: usize) {
    let run = tx.step_run(index);
    let (step, before) = (run.part, (run.flow, run.asynchronous));
    let NewStep {
        flow, asynchronous, ..
    } = new_step(tx, run.step);
    if (flow, asynchronous) != before {
        tx.record(Event::FlowRenewed {
            step,
            flow,
            asynchronous,
        });
    }
}
