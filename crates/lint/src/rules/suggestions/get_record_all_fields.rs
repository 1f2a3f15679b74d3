//! Records that are read with all their fields.

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static GET_RECORD_ALL_FIELDS: Rule = Rule {
    id: "GetRecordAllFields",
    scanner_id: Some("get-record-all-fields"),
    title: "all fields of a record are read",
    about: "Get Records stores all fields of what it finds. Name the fields that the flow needs: \
            fewer are read, and people see no more than they should.",
    fix: None,
    category: Category::Suggestion,
    level: Level::Warning,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    for lookup in flow.elements_of("recordLookups") {
        let stores_all =
            lookup.flag("storeOutputAutomatically") && lookup.child("queriedFields").is_none();
        if stores_all {
            let message = format!("`{}` reads all fields", lookup.name());
            found
                .element(lookup, message)
                .help("choose the fields that the flow needs (`queriedFields`)");
        }
    }
}
