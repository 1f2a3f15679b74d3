//! Elements that may stand once and stand again: which one is meant?

use crate::checks::view::FlowDocument;
use crate::document::Node;
use crate::{Problem, Problems};

/// Elements that stand at most once in whatever has them.
const SINGLE: [&str; 32] = [
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
    "status",
    "targetReference",
];

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    check_below(flow.root, problems);
}

fn check_below(parent: &Node, problems: &mut Problems) {
    for (index, node) in parent.children.iter().enumerate() {
        let mut before = parent.children[..index].iter();
        let first = before.find(|other| other.tag == node.tag);
        if let Some(first) = first.filter(|_| SINGLE.contains(&&*node.tag)) {
            let place = node.tag_place();
            let (tag, parent) = (&node.tag, &parent.tag);
            problems.push(Problem::repeated_element(
                &place,
                tag,
                parent,
                &first.tag_place(),
            ));
        }
        check_below(node, problems);
    }
}
