//! Steps that wait for themselves, alone or in a ring.

use std::collections::{BTreeSet, HashMap};

use crate::checks::view::{ENTRY, FlowDocument, Tree, awaited_step, steps_of};
use crate::document::Node;
use crate::{Problem, Problems};

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    for stage in flow.stages() {
        for ring in rings(stage) {
            let place = entry_place(ring[0]);
            problems.push(match ring.as_slice() {
                [step] => Problem::waits_for_itself(&place, step.name()),
                _ => {
                    let names: Vec<String> =
                        ring.iter().map(|step| step.name().to_owned()).collect();
                    Problem::waits_in_a_ring(&place, &names)
                }
            });
        }
    }
}

fn entry_place(step: &Node) -> crate::Place {
    crate::checks::view::requirements(step, ENTRY)
        .next()
        .unwrap_or(step)
        .place_of("leftValueReference")
}

/// The steps of `stage` that can never start because they need each other to complete first; each
/// ring once, from its first step in file order.
pub(super) fn rings(stage: &Node) -> Vec<Vec<&Node>> {
    let needs: HashMap<&str, BTreeSet<&str>> = steps_of(stage)
        .map(|step| (step.name(), needed(&Tree::of(step, ENTRY))))
        .collect();
    let mut rings = Vec::new();
    let mut ringed: BTreeSet<&str> = BTreeSet::new();
    for step in steps_of(stage) {
        if ringed.contains(step.name()) {
            continue;
        }
        if let Some(names) = ring_through(step.name(), &needs) {
            ringed.extend(&names);
            let in_ring = |name: &&str| steps_of(stage).find(|step| step.name() == *name);
            rings.push(names.iter().filter_map(in_ring).collect());
        }
    }
    rings
}

/// The steps that must complete whatever way `tree` comes to hold.
pub(super) fn needed<'a>(tree: &Tree<'a>) -> BTreeSet<&'a str> {
    match tree {
        Tree::Comparison(node) => awaited_step(node).into_iter().collect(),
        Tree::Not => BTreeSet::new(),
        Tree::All(parts) => parts.iter().flat_map(needed).collect(),
        Tree::Any(parts) => parts
            .iter()
            .map(needed)
            .reduce(|a, b| a.intersection(&b).copied().collect())
            .unwrap_or_default(),
    }
}

/// The shortest ring of needs from `start` back to it.
fn ring_through<'a>(
    start: &'a str,
    needs: &HashMap<&'a str, BTreeSet<&'a str>>,
) -> Option<Vec<&'a str>> {
    let mut paths: Vec<Vec<&str>> = vec![vec![start]];
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut next = 0;
    while let Some(path) = paths.get(next).cloned() {
        next += 1;
        let last = path.last().expect("a path begins with its start");
        for &need in needs.get(last).into_iter().flatten() {
            if need == start {
                return Some(path);
            }
            if seen.insert(need) {
                paths.push([path.clone(), vec![need]].concat());
            }
        }
    }
    None
}
