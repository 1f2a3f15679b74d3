//! Where paths lead, and where branches of a decision meet again.

use segue_engine::{Next, Orchestration};

/// Where one may go from an element, fault path last.
pub(super) fn successors(orchestration: &Orchestration, from: Next) -> Vec<Next> {
    match from {
        Next::End => Vec::new(),
        Next::Stage(id) => {
            let stage = orchestration.stage(id);
            [Some(stage.next), stage.fault]
                .into_iter()
                .flatten()
                .collect()
        }
        Next::Decision(id) => branches(orchestration, id),
    }
}

/// Where each outcome of a decision leads, the default one last.
pub(super) fn branches(orchestration: &Orchestration, id: segue_engine::DecisionId) -> Vec<Next> {
    let decision = orchestration.decision(id);
    let outcomes = decision.outcomes.iter().map(|outcome| outcome.next);
    outcomes.chain([decision.default]).collect()
}

/// The element at which most of what the branches share begins: reached by at least two of them,
/// and not itself reached through another one that is.
pub(super) fn meeting(
    orchestration: &Orchestration,
    branches: &[Next],
    is_drawn: &dyn Fn(Next) -> bool,
) -> Option<Next> {
    let reached: Vec<Vec<Next>> = branches
        .iter()
        .map(|branch| reach(orchestration, *branch, is_drawn))
        .collect();
    let n_reaching = |node: &Next| reached.iter().filter(|all| all.contains(node)).count();
    let mut shared: Vec<Next> = Vec::new();
    for node in reached.iter().flatten() {
        if n_reaching(node) > 1 && !shared.contains(node) {
            shared.push(*node);
        }
    }
    let is_first = |node: &Next| {
        let others = shared.iter().filter(|other| *other != node);
        let mut others = others.map(|other| reach(orchestration, *other, is_drawn));
        !others.any(|beyond| beyond.contains(node))
    };
    shared.iter().copied().find(is_first)
}

/// What is reached from `start`, itself included, in the order of a walk; drawn elements and the
/// end stop it.
fn reach(orchestration: &Orchestration, start: Next, is_drawn: &dyn Fn(Next) -> bool) -> Vec<Next> {
    let mut found = Vec::new();
    let mut open = vec![start];
    while let Some(node) = open.pop() {
        if node == Next::End || is_drawn(node) || found.contains(&node) {
            continue;
        }
        found.push(node);
        let mut next = next_without_fault(orchestration, node);
        next.reverse();
        open.extend(next);
    }
    found
}

/// Fault paths do not count: what they come back to is a chip.
fn next_without_fault(orchestration: &Orchestration, node: Next) -> Vec<Next> {
    match node {
        Next::Stage(id) => vec![orchestration.stage(id).next],
        Next::End | Next::Decision(_) => successors(orchestration, node),
    }
}
