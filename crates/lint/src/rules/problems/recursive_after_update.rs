//! Flows after a save that save the same record again.

use segue_definition::Node;

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static RECURSIVE_AFTER_UPDATE: Rule = Rule {
    id: "RecursiveAfterUpdate",
    scanner_id: Some("recursive-record-update"),
    title: "saving the record again after its save",
    about: "A flow that runs after the save of a record updates that record, or a record of the \
            same object that it has looked up: each update is a further save, which may start the \
            flow again. Change the record's own fields before the save.",
    fix: None,
    category: Category::Problem,
    level: Level::Warning,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    let is_after_save = flow.start("triggerType") == Some("RecordAfterSave");
    let trigger = flow.start("recordTriggerType");
    if !is_after_save || !matches!(trigger, Some("Create" | "Update" | "CreateAndUpdate")) {
        return;
    }
    for update in flow.elements_of("recordUpdates") {
        let input = update.text_of("inputReference");
        let is_same = input == Some("$Record") || updates_by_id(flow, update);
        if is_same || input.is_some_and(|name| is_lookup_of_same_object(flow, name)) {
            let message = format!("`{}` saves the record again after its save", update.name());
            found
                .element(update, message)
                .help("change fields of the record itself in a flow before the save");
        }
    }
}

fn is_lookup_of_same_object(flow: &FlowFile<'_>, name: &str) -> bool {
    let Some(number) = flow.graph().find(name) else {
        return false;
    };
    let node = flow.elements()[number].node;
    &*node.tag == "recordLookups" && node.text_of("object") == flow.start("object")
}

/// Whether it updates records of the object with the id of the record.
fn updates_by_id(flow: &FlowFile<'_>, update: &Node) -> bool {
    let is_id_of_record = |filter: &Node| {
        let value = filter.child("value");
        let value = value.and_then(|value| value.text_of("elementReference"));
        filter.text_of("field") == Some("Id") && value == Some("$Record.Id")
    };
    update.text_of("object") == flow.start("object")
        && update.children("filters").any(is_id_of_record)
}
