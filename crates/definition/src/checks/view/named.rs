//! Everything in a flow that has an API name of its own.

use super::outline::is_element;
use crate::document::Node;

/// Collections of the root whose items are resources.
const RESOURCES: [&str; 7] = [
    "choices",
    "constants",
    "dynamicChoiceSets",
    "formulas",
    "stages",
    "textTemplates",
    "variables",
];

/// The `name` elements of all elements, outcomes, events, steps, screen fields and resources; for
/// an element, outcome, event, step or resource without one, it itself.
pub(crate) fn names(root: &Node) -> Vec<&Node> {
    let mut names = Vec::new();
    for node in &root.children {
        if is_element(&node.tag) {
            collect(node, &mut names);
        } else if RESOURCES.contains(&&*node.tag) {
            names.push(node.child("name").unwrap_or(node));
        }
    }
    names
}

/// The name of `node` and of what it is made of.
fn collect<'a>(node: &'a Node, names: &mut Vec<&'a Node>) {
    // A field of a record and the only event of a wait need none.
    let nameless = (!matches!(&*node.tag, "fields" | "waitEvents")).then_some(node);
    names.extend(node.child("name").or(nameless));
    for child in &node.children {
        if matches!(
            &*child.tag,
            "rules" | "waitEvents" | "stageSteps" | "steps" | "fields"
        ) {
            collect(child, names);
        }
    }
}
