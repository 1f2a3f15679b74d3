//! The stages and decisions of a run are a walk through the orchestration, and each of them
//! follows in the turn in which the one before was left.

use segue_language::Timestamp;

use super::require;
use crate::{Event, Next, Orchestration, Run, RunError};

pub(super) fn check(
    orchestration: &Orchestration,
    before: Option<&Run>,
    events: &[Event],
    found: &mut Vec<String>,
) {
    let mut run = before.cloned().unwrap_or_default();
    // Where the path must go on within this turn.
    let mut due: Option<Next> = None;
    for event in events {
        let step = step_of(event);
        if let Some(step) = step {
            require(found, due == Some(step), "C2/H1", || {
                format!("the path led to {due:?}, not to {step:?}")
            });
        }
        due = leads_to(orchestration, &run, event).or(if step.is_some() { None } else { due });
        run.apply(event, Timestamp::default());
    }
    require(found, due.is_none(), "H2", || {
        format!("the path was not followed to {due:?}")
    });
}

/// The step along the path that an event is.
fn step_of(event: &Event) -> Option<Next> {
    if let Event::StageStarted { stage, .. } = event {
        return Some(Next::Stage(*stage));
    }
    if let Event::OutcomeTaken { decision, .. } = event {
        return Some(Next::Decision(*decision));
    }
    if let Event::RunFailed(RunError { at, .. }) = event {
        return *at;
    }
    matches!(event, Event::RunCompleted).then_some(Next::End)
}

/// Where an event leads, if it is one that leads on.
fn leads_to(orchestration: &Orchestration, run: &Run, event: &Event) -> Option<Next> {
    let stage = |part| Some(orchestration.stage(run.stage_run(part)?.stage));
    if let Event::RunStarted { .. } = event {
        return Some(orchestration.start);
    }
    if let Event::RunRecalled { .. } = event {
        let process = orchestration.approval.as_ref();
        let recall = process.and_then(|process| process.recall);
        return Some(recall.unwrap_or(Next::End));
    }
    if let Event::RunResumed { .. } = event {
        return run.error.as_ref().and_then(|error| error.at);
    }
    if let Event::StageCompleted(part) = event {
        return Some(stage(*part)?.next);
    }
    if let Event::StageFailed { stage: part, .. } = event {
        return stage(*part)?.fault;
    }
    let Event::OutcomeTaken {
        decision,
        first,
        taken,
        ..
    } = event
    else {
        return None;
    };
    let decision = orchestration.decision(*decision);
    let place = taken.map(|taken| taken.index() - first.index());
    Some(place.map_or(decision.default, |place| decision.outcomes[place].next))
}
