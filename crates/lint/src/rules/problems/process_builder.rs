//! Processes of Process Builder.

use crate::flow_file::{FlowFile, Kind};
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static PROCESS_BUILDER: Rule = Rule {
    id: "ProcessBuilder",
    scanner_id: Some("process-builder-usage"),
    title: "a process of Process Builder",
    about: "The file was made by Process Builder, which is retired. Make a record-triggered flow \
            of it.",
    fix: None,
    category: Category::Problem,
    level: Level::Error,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    if flow.kind() == Kind::Process {
        let place = flow.root.place_of("processType");
        let kind = flow.root.text_of("processType").unwrap_or_default();
        let message = format!("`{}` is a process of Process Builder", flow.name);
        found
            .at(&place, kind, message)
            .help("Process Builder is retired: make a record-triggered flow of it");
    }
}
