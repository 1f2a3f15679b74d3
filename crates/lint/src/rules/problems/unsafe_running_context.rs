//! Flows that see and change everything.

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static UNSAFE_RUNNING_CONTEXT: Rule = Rule {
    id: "UnsafeRunningContext",
    scanner_id: Some("unsafe-running-context"),
    title: "running without sharing",
    about: "The flow runs in system mode without sharing: whoever starts it reads and changes all \
            records, whatever she may see herself. Use system mode with sharing, or the context of \
            whoever starts it.",
    fix: None,
    category: Category::Problem,
    level: Level::Error,
    choice: None,
    check,
};

const UNSAFE: &str = "SystemModeWithoutSharing";

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    if flow.root.text_of("runInMode") == Some(UNSAFE) {
        let place = flow.root.place_of("runInMode");
        let message = format!("`{}` reads and changes all records for anybody", flow.name);
        found
            .at(&place, UNSAFE, message)
            .help("run it with sharing, or in the context of whoever starts it");
    }
}
