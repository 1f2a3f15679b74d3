//! Statuses that do not exist: a comparison with one never holds.

use crate::checks::view::{FlowDocument, compared_text, steps_of};
use crate::document::Node;
use crate::{Problem, Problems, suggest};

/// Labels and API names of the statuses of stages and steps.
const STATUSES: [&str; 9] = [
    "Not Started",
    "NotStarted",
    "In Progress",
    "InProgress",
    "Completed",
    "Suspended",
    "Canceled",
    "Discontinued",
    "Error",
];

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let stages = flow.stages().map(Node::name);
    let steps = flow.stages().flat_map(steps_of).map(Node::name);
    let owners: Vec<&str> = stages.chain(steps).collect();
    if !owners.is_empty() {
        check_below(flow.root, &owners, problems);
    }
}

fn check_below(node: &Node, owners: &[&str], problems: &mut Problems) {
    problems.extend(unknown_status(node, owners));
    for child in &node.children {
        check_below(child, owners, problems);
    }
}

/// The comparison `node` of a status with a text that is none.
fn unknown_status(node: &Node, owners: &[&str]) -> Option<Problem> {
    let owner = node
        .text_of("leftValueReference")?
        .strip_suffix(".Status")?;
    let is_text_operator = matches!(node.text_of("operator")?, "EqualTo" | "NotEqualTo");
    let status = compared_text(node).filter(|_| is_text_operator && owners.contains(&owner))?;
    if STATUSES.contains(&status) || status.contains("{!") {
        return None;
    }
    let place = node.child("rightValue")?.place_of("stringValue");
    let suggestion = suggest(status, STATUSES);
    Some(Problem::unknown_status(&place, status, suggestion))
}
