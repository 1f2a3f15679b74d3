//! Stages that end when every step is Completed, while one of their steps may never start.

use std::collections::HashSet;

use super::gates::{ENTRY, EXIT, Tree, completed_step, is_default};
use super::self_wait::rings;
use super::survey::{FlowDocument, steps_of};
use crate::document::Node;
use crate::{Problem, Problems};

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    for stage in flow.stages().filter(|stage| is_default(stage, EXIT)) {
        let certain = certain_steps(stage);
        let in_ring: HashSet<&str> = rings(stage).iter().flatten().map(|s| s.name()).collect();
        // Only the first link of a chain is named: what follows from it needs no repetition.
        let uncertain = steps_of(stage)
            .find(|step| !certain.contains(step.name()) && !in_ring.contains(step.name()));
        if let Some(step) = uncertain {
            problems.push(Problem::endless_stage(
                &stage.place_of("name"),
                stage.name(),
                step.name(),
                &step.place_of("name"),
            ));
        }
    }
}

/// The steps that start whatever happens: at once, or when certain steps have completed.
pub(super) fn certain_steps(stage: &Node) -> HashSet<&str> {
    let mut certain: HashSet<&str> = HashSet::new();
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
