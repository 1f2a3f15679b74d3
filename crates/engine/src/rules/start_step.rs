//! Starting a step: its flow runs, its action is called, or somebody is asked for.

use super::fail_run::fail_run;
use super::fail_stage::fail_stage;
use super::prepare_call::{inputs, named};
use crate::pass::{Asked, Move, Spot};
use crate::transition::{Failure, Transition};
use crate::{AssigneeSource, Effect, Event, FlowVersion, Interactive, Question, StepKind};

pub(crate) fn start_step(tx: &mut Transition<'_>, spot: Spot) -> Move {
    if let Err(error) = tx.count_move(None) {
        // A step that failed before is the first cause.
        return match tx.cause.take() {
            Some(cause) => fail_stage(tx, *cause),
            None => fail_run(tx, error),
        };
    }
    let run = tx.step_run(spot.step);
    let (step, activation) = (run.part, run.activation.saturating_add(1));
    tx.record(Event::StepStarted { step, activation });
    let begun = match &tx.step(spot.step).kind {
        StepKind::Background { run_as, .. } => run_flow(tx, spot, run_as.as_ref()),
        StepKind::Interactive(interactive) => find_assignee(tx, spot, interactive),
        StepKind::External => call_action(tx, spot),
    };
    begun.unwrap_or_else(|failure| {
        tx.fail_step(step, failure);
        spot.after_start()
    })
}

fn run_flow(
    tx: &mut Transition<'_>,
    spot: Spot,
    run_as: Option<&AssigneeSource>,
) -> Result<Move, Failure> {
    let flow = flow_version(tx, spot)?;
    let inputs = inputs(tx, &tx.step(spot.step).call)?;
    let run_as = run_as.map(|source| named(tx, source)).transpose()?;
    let run = tx.step_run(spot.step);
    let (step, activation) = (run.part, run.activation);
    if run.asynchronous {
        tx.request(Effect::StartFlow {
            step,
            activation,
            flow,
            inputs,
            run_as,
        });
        return Ok(spot.after_start());
    }
    let question = Question::Run {
        step,
        flow,
        inputs,
        run_as,
    };
    Ok(Move::Ask(Asked::Flow(spot, activation), question))
}

fn find_assignee(
    tx: &mut Transition<'_>,
    spot: Spot,
    interactive: &Interactive,
) -> Result<Move, Failure> {
    flow_version(tx, spot)?;
    let Some(source) = &interactive.assignee else {
        return Err(Failure::lasting(
            "assignee-unknown",
            "the step has no assignee",
        ));
    };
    let (kind, name) = named(tx, source)?;
    let activation = tx.step_run(spot.step).activation;
    Ok(Move::Ask(
        Asked::Assignee(spot, activation),
        Question::Resolve { kind, name },
    ))
}

fn call_action(tx: &mut Transition<'_>, spot: Spot) -> Result<Move, Failure> {
    let call = &tx.step(spot.step).call;
    let inputs = inputs(tx, call)?;
    let run = tx.step_run(spot.step);
    let (step, activation) = (run.part, run.activation);
    tx.request(Effect::CallAction {
        step,
        activation,
        action: call.name.clone(),
        inputs,
    });
    Ok(spot.after_start())
}

/// Deploying the flow and resuming repairs this failure.
fn flow_version(tx: &Transition<'_>, spot: Spot) -> Result<FlowVersion, Failure> {
    tx.step_run(spot.step).flow.ok_or_else(|| {
        let name = &tx.step(spot.step).call.name;
        Failure::recoverable(
            "flow-missing",
            format!("flow `{name}` has no active version"),
        )
    })
}
