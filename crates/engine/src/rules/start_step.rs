//! Starting a step: its flow runs, its action is called, or somebody is asked for.

use segue_language::Text;

use super::fail_run::fail_run;
use super::fail_stage::fail_stage;
use super::finish_step::end_step;
use super::open_work_item::read;
use super::prepare_call::{inputs, named};
use crate::approval::approved;
use crate::pass::{Asked, Move, Spot};
use crate::transition::{Failure, Transition};
use crate::{
    Approval, AssigneeSource, Effect, Event, FlowVersion, Interactive, Question, StepKind,
    StepResult,
};

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
    if let Some(approval) = &interactive.approval {
        require_lock(tx, interactive, approval)?;
        if let Some(call) = &approval.automatic {
            let (flow, inputs) = (call.name.clone(), inputs(tx, call)?);
            let activation = tx.step_run(spot.step).activation;
            let asked = Asked::Automatic(spot, activation);
            return Ok(Move::Ask(asked, Question::Evaluate { flow, inputs }));
        }
    }
    ask_for_assignee(tx, spot, interactive)
}

/// The evaluation flow approved, or somebody has to. One that fails is a failure of the step.
pub(crate) fn automatic(tx: &mut Transition<'_>, spot: Spot, said: Result<bool, Text>) -> Move {
    let step = tx.step_run(spot.step).part;
    let StepKind::Interactive(interactive) = &tx.step(spot.step).kind else {
        return spot.after_start();
    };
    let next = match said {
        Ok(true) => {
            end_step(tx, spot.step, StepResult::Finished(approved()), None);
            return spot.after_start();
        }
        Ok(false) => ask_for_assignee(tx, spot, interactive),
        Err(message) => Err(Failure::recoverable("flow-failed", &*message)),
    };
    next.unwrap_or_else(|failure| {
        tx.fail_step(step, failure);
        spot.after_start()
    })
}

/// A record has one lock at most: a step that needs it fails while something else has it.
fn require_lock(
    tx: &Transition<'_>,
    interactive: &Interactive,
    approval: &Approval,
) -> Result<(), Failure> {
    let Some(record) = interactive
        .related_record
        .as_ref()
        .filter(|_| approval.locks_record)
    else {
        return Ok(());
    };
    let id = read(tx, Some(record))?.unwrap_or_default();
    if !id.is_empty() && tx.facts.is_locked_elsewhere(&id) {
        let message = format!("record {id} is locked already, and not by this run");
        return Err(Failure::recoverable("record-locked", message));
    }
    Ok(())
}

fn ask_for_assignee(
    tx: &mut Transition<'_>,
    spot: Spot,
    interactive: &Interactive,
) -> Result<Move, Failure> {
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
