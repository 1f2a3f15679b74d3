//! Flows that take the id of a record where they could take the record.

use crate::flow_file::{FlowFile, Kind};
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static RECORD_ID_AS_STRING: Rule = Rule {
    id: "RecordIdAsString",
    scanner_id: Some("record-id-as-string"),
    title: "an id instead of a record",
    about: "The input `recordId` is a text. Pages and actions can give the flow the whole record \
            instead, which saves it from getting the record again.",
    fix: None,
    category: Category::Suggestion,
    level: Level::Note,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    let is_judged =
        matches!(flow.kind(), Kind::Screen | Kind::Background) && !flow.is_record_triggered();
    for variable in flow.root.children("variables").filter(|_| is_judged) {
        let is_id = variable.name().eq_ignore_ascii_case("recordId")
            && variable.flag("isInput")
            && variable.text_of("dataType") == Some("String");
        if is_id {
            let message = format!("input `{}` is an id, not a record", variable.name());
            found
                .element(variable, message)
                .help("make it a record variable of the object, and drop the Get Records");
        }
    }
}
