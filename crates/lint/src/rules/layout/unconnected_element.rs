//! Elements that no way leads to.

use crate::flow_file::{Element, FlowFile};
use crate::found::{Edit, Found};
use crate::{Category, Level, Rule, Setting};

pub(crate) static UNCONNECTED_ELEMENT: Rule = Rule {
    id: "UnconnectedElement",
    scanner_id: Some("unreachable-element"),
    title: "elements that nothing leads to",
    about: "No way leads from the start to the element, so that it never does anything. Connect \
            it, or remove it. (`segue check` has one problem, `unreachable`, for all that hang \
            together; here each element is named.)",
    fix: Some("removes them, unless something that is used mentions them"),
    category: Category::Layout,
    level: Level::Warning,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    let reached = flow.graph().reached();
    let can_remove = !flow.graph().starts.is_empty();
    for (element, reached) in flow.elements().iter().zip(reached) {
        if *reached {
            continue;
        }
        let node = element.node;
        let message = format!("nothing leads to `{}`", node.name());
        let is_safe = can_remove && is_mentioned_by_none(flow, element);
        let edit = is_safe.then(|| Edit::without(node, flow.source));
        found
            .element(node, message)
            .help("connect it or remove it")
            .fix(edit);
    }
}

/// Whether only it and other elements that nothing leads to mention it.
fn is_mentioned_by_none(flow: &FlowFile<'_>, element: &Element<'_>) -> bool {
    let reached = flow.graph().reached();
    let elements = flow.elements();
    let mut mentions = flow.mentions(element.node.name()).iter();
    mentions.all(|number| {
        *number == element.number
            || elements
                .binary_search_by_key(number, |other| other.number)
                .is_ok_and(|index| !reached[index])
    })
}
