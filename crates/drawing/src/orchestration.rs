//! Orchestrations as models: stages with their steps, decisions with their outcomes.

use segue_engine::{Decision, Next, Orchestration, OutcomeId, Run, Stage, Step, StepId, StepKind};

use crate::flow::started_by;
use crate::{Element, Look, Model, Row, Way};

/// The model of an orchestration.
pub fn of_orchestration(orchestration: &Orchestration) -> Model {
    let stages = orchestration.stages.iter();
    let stages = stages.map(|stage| stage_element(orchestration, stage));
    let decisions = orchestration.decisions.iter();
    let decisions = decisions.map(|decision| decision_element(orchestration, decision));
    let trigger = orchestration.trigger.as_deref();
    Model {
        name: orchestration.name.to_string(),
        label: orchestration.label.clone(),
        kind: match orchestration.approval {
            Some(_) => "Approval process",
            None => "Orchestration",
        },
        starts_with: trigger.map(started_by).unwrap_or_default(),
        start: starts(orchestration),
        elements: stages.chain(decisions).collect(),
        is_run: false,
    }
}

/// The way from the start, and the one that a recall takes.
fn starts(orchestration: &Orchestration) -> Vec<Way> {
    let recall = orchestration.approval.as_ref().and_then(|one| one.recall);
    let recall = recall.map(|next| Way::named("Recalled", target(orchestration, next)));
    let start = Way::to(target(orchestration, orchestration.start));
    std::iter::once(start).chain(recall).collect()
}

/// The model of a run: the newest visit of each stage, and the outcomes that were ever taken.
/// Steps lead to `#step-N`, by the number of their part.
pub fn of_run(orchestration: &Orchestration, run: &Run) -> Model {
    let mut model = of_orchestration(orchestration);
    model.is_run = true;
    for visit in &run.stages {
        let stage = orchestration.stage(visit.stage);
        let element = &mut model.elements[visit.stage.index()];
        element.status = Some(visit.status.label());
        element.n_visits += 1;
        for step in &visit.steps {
            let row = step.step.index() - usize::from(stage.steps.start);
            element.rows[row].status = Some(step.status.label());
            element.rows[row].href = Some(format!("#step-{}", step.part.0));
        }
    }
    for (n, decision) in orchestration.decisions.iter().enumerate() {
        let element = &mut model.elements[orchestration.stages.len() + n];
        let first = decision.first.index();
        for (n, way) in element.ways.iter_mut().enumerate() {
            let is_outcome = n < decision.outcomes.len();
            way.is_taken = is_outcome && took(run, first + n);
        }
    }
    model
}

fn took(run: &Run, outcome: usize) -> bool {
    let outcome = u16::try_from(outcome).map(OutcomeId);
    let known = outcome.ok().and_then(|id| run.outcomes.get(id.index()));
    known == Some(&Some(true))
}

/// Stages come first, decisions behind them.
fn target(orchestration: &Orchestration, next: Next) -> Option<usize> {
    match next {
        Next::End => None,
        Next::Stage(id) => Some(id.index()),
        Next::Decision(id) => Some(orchestration.stages.len() + id.index()),
    }
}

fn stage_element(orchestration: &Orchestration, stage: &Stage) -> Element {
    let steps = stage.steps.clone();
    let rows: Vec<Row> = steps.map(|n| row(orchestration.step(StepId(n)))).collect();
    let noun = if rows.len() == 1 { "step" } else { "steps" };
    let fault = stage.fault.map(|next| target(orchestration, next));
    Element {
        name: stage.name.to_string(),
        label: stage.label.clone(),
        look: Look::Stage,
        detail: format!("Stage · {} {noun}", rows.len()),
        rows,
        ways: vec![Way::to(target(orchestration, stage.next))],
        fault: fault.flatten(),
        ..Element::default()
    }
}

fn row(step: &Step) -> Row {
    let (look, kind) = match &step.kind {
        StepKind::Interactive(one) if one.approval.is_some() => {
            (Look::Interactive, "Approval step")
        }
        StepKind::Interactive(_) => (Look::Interactive, "Interactive step"),
        StepKind::Background { .. } => (Look::Background, "Background step"),
        StepKind::External => (Look::External, "External step"),
    };
    Row {
        name: step.name.to_string(),
        label: step.label.clone(),
        look,
        kind,
        calls: step.call.name.to_string(),
        ..Row::default()
    }
}

fn decision_element(orchestration: &Orchestration, decision: &Decision) -> Element {
    let outcomes = decision.outcomes.iter();
    let outcomes = outcomes.map(|o| Way::named(&*o.label, target(orchestration, o.next)));
    let default = target(orchestration, decision.default);
    let default = Way::named(&*decision.default_label, default);
    Element {
        name: decision.name.to_string(),
        label: decision.label.clone(),
        look: Look::Decision,
        detail: "Decision".to_owned(),
        ways: outcomes.chain([default]).collect(),
        ..Element::default()
    }
}
