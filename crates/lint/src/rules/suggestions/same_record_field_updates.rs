//! Updates of the record in a flow that runs before its save.

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static SAME_RECORD_FIELD_UPDATES: Rule = Rule {
    id: "SameRecordFieldUpdates",
    scanner_id: Some("same-record-field-updates"),
    title: "an update where an assignment does",
    about: "A flow that runs before the save of a record changes it with Update Records. An \
            assignment to the fields of `$Record` does the same without a write of its own.",
    fix: None,
    category: Category::Suggestion,
    level: Level::Warning,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    let is_before_save = flow.start("triggerType") == Some("RecordBeforeSave");
    let trigger = flow.start("recordTriggerType");
    if !is_before_save || !matches!(trigger, Some("Create" | "Update" | "CreateAndUpdate")) {
        return;
    }
    for update in flow.elements_of("recordUpdates") {
        if update.text_of("inputReference") == Some("$Record") {
            let message = format!("`{}` updates the record before its save", update.name());
            found
                .element(update, message)
                .help("assign the fields of `$Record` instead");
        }
    }
}
