//! Flows that every save of an object starts.

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static MISSING_FILTER_RECORD_TRIGGER: Rule = Rule {
    id: "MissingFilterRecordTrigger",
    scanner_id: Some("missing-record-trigger-filter"),
    title: "started by every save",
    about: "The flow runs at the save of a record and has no entry condition, so that every save \
            of the object starts it. Say in its start which records and changes it is for.",
    fix: None,
    category: Category::Suggestion,
    level: Level::Warning,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    let trigger = flow.start("triggerType");
    if !matches!(trigger, Some("RecordAfterSave" | "RecordBeforeSave")) {
        return;
    }
    let Some(start) = flow.root.child("start") else {
        return;
    };
    if start.child("filters").is_none() && start.text_of("filterFormula").is_none() {
        let object = start.text_of("object").unwrap_or("the object");
        let message = format!("every save of {object} starts `{}`", flow.name);
        found
            .at(
                &start.place_of("triggerType"),
                trigger.unwrap_or_default(),
                message,
            )
            .help("add entry conditions (`filters` or `filterFormula`) to its start");
    }
}
