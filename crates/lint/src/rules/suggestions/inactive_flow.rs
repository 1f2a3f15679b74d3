//! Flows that are not in force.

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static INACTIVE_FLOW: Rule = Rule {
    id: "InactiveFlow",
    scanner_id: Some("inactive-flow"),
    title: "a flow that is not active",
    about: "The status of the flow is other than Active. Activate it, or take its file out of the \
            project: history keeps it. (That an orchestration calls such a flow is the problem \
            `inactive-flow` of `segue check`.)",
    fix: None,
    category: Category::Suggestion,
    level: Level::Warning,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    let status = flow.root.text_of("status").unwrap_or("Active");
    if status != "Active" {
        let place = flow.root.place_of("status");
        let message = format!("`{}` is not active: its status is {status}", flow.name);
        found
            .at(&place, status, message)
            .help("activate it, or take it out of the project");
    }
}
