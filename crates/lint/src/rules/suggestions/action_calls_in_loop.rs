//! Actions that are called once for each item of a loop.

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static ACTION_CALLS_IN_LOOP: Rule = Rule {
    id: "ActionCallsInLoop",
    scanner_id: Some("action-call-in-loop"),
    title: "actions called inside a loop",
    about: "A loop calls an action for each of its items. Many actions take a collection: call it \
            once, after the loop has collected what it needs.",
    fix: None,
    category: Category::Suggestion,
    level: Level::Warning,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    for (element, in_loop) in flow.elements().iter().zip(flow.in_loops()) {
        if *in_loop && matches!(element.tag(), "actionCalls" | "apexPluginCalls") {
            let name = element.node.name();
            let message = format!("`{name}` calls an action for each item of a loop");
            found
                .element(element.node, message)
                .help("collect the inputs in the loop and call the action once after it");
        }
    }
}
