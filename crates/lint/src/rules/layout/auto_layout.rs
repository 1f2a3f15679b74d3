//! Flows whose elements were placed by hand.

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static AUTO_LAYOUT: Rule = Rule {
    id: "AutoLayout",
    scanner_id: Some("missing-auto-layout"),
    title: "elements placed by hand",
    about: "Flow Builder shows the flow in free form. In auto-layout it places the elements \
            itself, which keeps drawings alike and differences between versions small.",
    fix: None,
    category: Category::Layout,
    level: Level::Note,
    choice: None,
    check,
};

const AUTO: &str = "AUTO_LAYOUT_CANVAS";

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    let mut settings = flow.root.children("processMetadataValues").peekable();
    if settings.peek().is_none() {
        return;
    }
    let mode = settings.find(|setting| setting.text_of("name") == Some("CanvasMode"));
    let value = mode.and_then(|mode| mode.child("value"));
    let text = value.and_then(|value| value.child("stringValue"));
    let written = text.map_or("undefined", |text| text.word());
    if written != AUTO {
        let place = text.map_or_else(|| flow.place(), |text| text.place());
        let message = format!("the elements of `{}` are placed by hand", flow.name);
        found
            .at(&place, written, message)
            .help("choose Auto-Layout in Flow Builder");
    }
}
