//! Elements that may stand once and stand again: which one is meant?

use rustc_hash::FxHashMap;

use crate::checks::view::FlowDocument;
use crate::document::Node;
use crate::{Problem, Problems, Severity};

/// Elements that stand at most once in whatever has them.
const SINGLE: [&str; 33] = [
    "actionName",
    "actionType",
    "apiVersion",
    "collectionReference",
    "conditionLogic",
    "connector",
    "dataType",
    "defaultConnector",
    "description",
    "entryActionName",
    "entryConditionLogic",
    "exitActionName",
    "exitConditionLogic",
    "expression",
    "faultConnector",
    "filterFormula",
    "filterLogic",
    "flowName",
    "inputReference",
    "interviewLabel",
    "isCollection",
    "label",
    "leftValueReference",
    "limit",
    "name",
    "nextValueConnector",
    "noMoreValuesConnector",
    "object",
    "operator",
    "processType",
    "start",
    "status",
    "targetReference",
];

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    check_below(flow.root, problems);
}

fn check_below(parent: &Node, problems: &mut Problems) {
    let mut firsts: FxHashMap<&str, &Node> = FxHashMap::default();
    for node in &parent.children {
        if SINGLE.contains(&&*node.tag) {
            let first = *firsts.entry(&node.tag).or_insert(node);
            problems.extend(repetition(parent, node, first));
        }
        check_below(node, problems);
    }
}

fn repetition(parent: &Node, node: &Node, first: &Node) -> Option<Problem> {
    let (place, first) = (node.tag_place(), first.tag_place());
    (place != first).then(|| {
        let mut problem = Problem::repeated_element(&place, &node.tag, &parent.tag, &first);
        // A flow with two beginnings is none.
        if &*node.tag == "start" {
            problem.severity = Severity::Error;
        }
        problem
    })
}
