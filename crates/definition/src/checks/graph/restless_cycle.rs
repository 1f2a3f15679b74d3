//! Paths that go in a circle in which nothing ever waits.

use std::collections::HashSet;

use super::endless_stage::certain_steps;
use crate::checks::view::{EXIT, FlowDocument, Outline, is_default, steps_of};
use crate::document::Node;
use crate::{Problem, Problems};

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let outline = Outline::of(flow.root);
    let restless: Vec<bool> = outline
        .elements
        .iter()
        .map(|element| is_restless(element.node))
        .collect();
    let mut named = vec![false; restless.len()];
    for start in 0..restless.len() {
        if named[start] || !restless[start] {
            continue;
        }
        let Some(circle) = circle(&outline, &restless, start) else {
            continue;
        };
        for &index in &circle {
            named[index] = true;
        }
        let node = |index: usize| outline.elements[index].node;
        let names: Vec<String> = circle
            .iter()
            .map(|&index| node(index).name().to_owned())
            .collect();
        problems.push(Problem::restless_cycle(
            &node(start).place_of("name"),
            &names,
        ));
    }
}

/// Whether a run passes through without waiting: a decision, or a stage of background steps that
/// start whatever happens and end it when they are done.
fn is_restless(node: &Node) -> bool {
    match &*node.tag {
        "decisions" => true,
        "orchestratedStages" | "steppedStages" => {
            let certain = certain_steps(node, HashSet::new());
            let is_restless = |step: &Node| {
                step.text_of("actionType") == Some("stepBackground")
                    && certain.contains(step.name())
            };
            is_default(node, EXIT) && steps_of(node).all(is_restless)
        }
        _ => false,
    }
}

/// The shortest circle of restless elements through `start`.
fn circle(outline: &Outline<'_>, restless: &[bool], start: usize) -> Option<Vec<usize>> {
    let mut came_from: Vec<Option<usize>> = vec![None; restless.len()];
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for next in outline.next(at) {
            if next == start {
                return Some(path_to(at, start, &came_from));
            }
            if restless[next] && came_from[next].is_none() {
                came_from[next] = Some(at);
                queue.push_back(next);
            }
        }
    }
    None
}

/// The way from `start` to `end`, walked back along `came_from`.
fn path_to(end: usize, start: usize, came_from: &[Option<usize>]) -> Vec<usize> {
    let mut path = vec![end];
    let mut at = end;
    while at != start {
        at = came_from[at].expect("every element of the way was come to from another");
        path.push(at);
    }
    path.reverse();
    path
}
