//! Flows that do not say what they are for.

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static FLOW_DESCRIPTION: Rule = Rule {
    id: "FlowDescription",
    scanner_id: Some("missing-flow-description"),
    title: "no description",
    about: "The flow has no description. Say what it is for and what uses it.",
    fix: None,
    category: Category::Layout,
    level: Level::Error,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    if flow.root.text_of("description").is_none() {
        let message = format!("`{}` has no description", flow.name);
        found
            .at(&flow.place(), "undefined", message)
            .help("say in `description` what it is for and what uses it");
    }
}
