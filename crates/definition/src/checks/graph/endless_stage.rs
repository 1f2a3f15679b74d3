//! Stages that may never end: one of their steps may never start, or their exit condition needs
//! what cannot have happened.

use std::collections::HashSet;

use super::self_wait::needed;
use crate::checks::view::{
    ENTRY, EXIT, FlowDocument, Outline, Tree, completed_step, is_default, steps_of,
};
use crate::document::Node;
use crate::{Place, Problem, Problems};

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let outline = Outline::of(flow.root);
    for stage in flow.stages() {
        let problem = if is_default(stage, EXIT) {
            let before = completed_before(flow, &outline, stage);
            uncertain_step(stage, before).map(|step| may_never_start(stage, step))
        } else {
            impossible_exit(flow, &outline, stage)
        };
        // Errors inside the stage say more than what follows from them.
        let whole = Place::new(stage.file, stage.range.clone());
        if let Some(problem) = problem.filter(|_| !problems.has_error_in(&whole)) {
            problems.push(problem);
        }
    }
}

/// The steps of stages that end with all their steps Completed and lead here.
fn completed_before<'a>(
    flow: &FlowDocument<'a>,
    outline: &Outline<'_>,
    stage: &Node,
) -> HashSet<&'a str> {
    let leads_here = |other: &Node| {
        let (from, to) = (outline.find(other.name()), outline.find(stage.name()));
        from.zip(to)
            .is_some_and(|(from, to)| from != to && outline.leads(from, to))
    };
    let stages = flow
        .stages()
        .filter(|other| is_default(other, EXIT) && leads_here(other));
    stages.flat_map(steps_of).map(Node::name).collect()
}

/// The first step that may never start. What waits for it needs no repetition.
fn uncertain_step<'a>(stage: &'a Node, before: HashSet<&'a str>) -> Option<&'a Node> {
    let certain = certain_steps(stage, before);
    steps_of(stage).find(|step| !certain.contains(step.name()))
}

fn may_never_start(stage: &Node, step: &Node) -> Problem {
    let (place, step_place) = (stage.place_of("name"), step.place_of("name"));
    Problem::endless_stage(&place, stage.name(), step.name(), &step_place)
}

/// The exit condition needs a step of another stage that cannot have run before.
fn impossible_exit(
    flow: &FlowDocument<'_>,
    outline: &Outline<'_>,
    stage: &Node,
) -> Option<Problem> {
    let here = outline.find(stage.name())?;
    needed(&Tree::of(stage, EXIT)).into_iter().find_map(|name| {
        let (other, _) = flow.steps().find(|(_, step)| step.name() == name)?;
        let there = outline.find(other.name())?;
        let is_possible = there == here || outline.leads(there, here);
        let why = format!("no path leads from its stage `{}` to here", other.name());
        (!is_possible)
            .then(|| Problem::unending_stage(&stage.place_of("name"), stage.name(), name, &why))
    })
}

/// The steps that start whatever happens: at once, or when certain steps have completed, those of
/// `before` among them.
pub(super) fn certain_steps<'a>(stage: &'a Node, before: HashSet<&'a str>) -> HashSet<&'a str> {
    let mut certain = before;
    loop {
        let before = certain.len();
        for step in steps_of(stage) {
            let starts =
                step.text_of(ENTRY.flow).is_none() && will_hold(&Tree::of(step, ENTRY), &certain);
            if starts {
                certain.insert(step.name());
            }
        }
        if certain.len() == before {
            return certain;
        }
    }
}

fn will_hold(tree: &Tree<'_>, certain: &HashSet<&str>) -> bool {
    match tree {
        Tree::Comparison(node) => completed_step(node).is_some_and(|step| certain.contains(step)),
        Tree::Not => false,
        Tree::All(parts) => parts.iter().all(|part| will_hold(part, certain)),
        Tree::Any(parts) => parts.iter().any(|part| will_hold(part, certain)),
    }
}
