//! The order in which the platform writes the elements of an element: what it inherits first,
//! from the oldest ancestor on, then its own, each group in order of the alphabet.

use crate::document::Node;

/// Elements of flows that are boxes on the canvas.
const NODES: [&str; 24] = [
    "actionCalls",
    "apexPluginCalls",
    "assignments",
    "collectionProcessors",
    "customErrors",
    "decisions",
    "loops",
    "orchestratedStages",
    "recordCreates",
    "recordDeletes",
    "recordLookups",
    "recordRollbacks",
    "recordUpdates",
    "screens",
    "start",
    "steppedStages",
    "subflows",
    "transforms",
    "waits",
    "experiments",
    "groups",
    "entryAction",
    "exitAction",
    "fanOutAction",
];

/// Other elements of flows that have an API name.
const NAMED: [&str; 18] = [
    "actions",
    "capabilityTypes",
    "choices",
    "collectionFilterCriteria",
    "constants",
    "dynamicChoiceSets",
    "exitRules",
    "fields",
    "formulas",
    "inputs",
    "paths",
    "rules",
    "scheduledPaths",
    "stageSteps",
    "stages",
    "textTemplates",
    "variables",
    "waitEvents",
];

/// The elements of `node` in canonical order. Those of one name keep the order among them.
pub(super) fn ordered(node: &Node, is_in_flow: bool) -> Vec<&Node> {
    let rank = match is_in_flow {
        true => ranks(node),
        false => plain_rank,
    };
    let mut children: Vec<&Node> = node.children.iter().collect();
    children.sort_by(|a, b| (rank(&a.tag), &a.tag).cmp(&(rank(&b.tag), &b.tag)));
    children
}

/// Brings the elements of `node`, and of all in it, into canonical order.
pub(super) fn sort(node: &mut Node, is_in_flow: bool) {
    let rank = match is_in_flow {
        true => ranks(node),
        false => plain_rank,
    };
    let by_rank = |a: &Node, b: &Node| (rank(&a.tag), &a.tag).cmp(&(rank(&b.tag), &b.tag));
    node.children.sort_by(by_rank);
    for child in &mut node.children {
        sort(child, is_in_flow);
    }
}

/// How early a child of a name stands in `node`.
fn ranks(node: &Node) -> fn(&str) -> u8 {
    let is_node = NODES.contains(&&*node.tag) || node.child("locationX").is_some();
    if is_node {
        node_rank
    } else if NAMED.contains(&&*node.tag) || is_named_here(node) {
        named_rank
    } else if &*node.tag == "Flow" {
        |tag| u8::from(tag != "fullName")
    } else {
        plain_rank
    }
}

/// Elements that have an API name in some places only: actions of screens, and steps of old stages.
fn is_named_here(node: &Node) -> bool {
    match &*node.tag {
        "steps" => node.child("name").is_some(),
        "actions" => node.child("actionName").is_some(),
        _ => false,
    }
}

fn node_rank(tag: &str) -> u8 {
    match tag {
        "elementSubtype" | "group" | "label" | "locationX" | "locationY" => 3,
        _ => named_rank(tag),
    }
}

fn named_rank(tag: &str) -> u8 {
    match tag {
        "description" | "name" => 2,
        _ => plain_rank(tag),
    }
}

fn plain_rank(tag: &str) -> u8 {
    match tag {
        "fullName" => 0,
        "processMetadataValues" => 1,
        _ => 4,
    }
}
