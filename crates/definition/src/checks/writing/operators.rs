//! Operators that ask about the past, applied to what has none.

use std::collections::HashSet;

use crate::checks::view::{FlowDocument, Outline, steps_of};
use crate::document::Node;
use crate::{Problem, Problems};

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let outline = Outline::of(flow.root);
    let elements = outline.elements.iter().map(|element| element.node.name());
    let steps = flow.stages().flat_map(steps_of).map(Node::name);
    let known: HashSet<String> = elements.chain(steps).map(str::to_lowercase).collect();
    check_below(flow.root, &known, problems);
}

fn check_below(node: &Node, elements: &HashSet<String>, problems: &mut Problems) {
    problems.extend(misapplied(node, elements));
    for child in &node.children {
        check_below(child, elements, problems);
    }
}

fn misapplied(node: &Node, elements: &HashSet<String>) -> Option<Problem> {
    let operator = node.child("operator")?;
    let left = node.text_of("leftValueReference")?;
    let needs = match operator.word() {
        "WasVisited" | "HasError" if !elements.contains(&left.to_lowercase()) => "an element",
        "IsChanged" if !is_record_field(left) => "a field of `$Record`",
        _ => return None,
    };
    let place = operator.place();
    Some(Problem::misapplied_operator(
        &place,
        operator.word(),
        left,
        needs,
    ))
}

fn is_record_field(reference: &str) -> bool {
    let head = reference.split('.').next().unwrap_or_default();
    head.eq_ignore_ascii_case("$Record")
}
