//! Record-triggered flows without an order.

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static TRIGGER_ORDER: Rule = Rule {
    id: "TriggerOrder",
    scanner_id: Some("unspecified-trigger-order"),
    title: "no trigger order",
    about: "A record-triggered flow has no trigger order. Where several flows are started by one \
            save, those without come in the order of their names, after those up to 1000.",
    fix: None,
    category: Category::Suggestion,
    level: Level::Note,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    if flow.is_record_triggered() && flow.root.text_of("triggerOrder").is_none() {
        let place = flow
            .root
            .child("start")
            .map(|start| start.place_of("object"));
        let message = format!("`{}` has no trigger order", flow.name);
        found
            .at(
                &place.unwrap_or_else(|| flow.place()),
                "TriggerOrder",
                message,
            )
            .help("set `triggerOrder` to a number such as 10");
    }
}
