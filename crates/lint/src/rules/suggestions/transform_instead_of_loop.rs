//! Loops that only assign.

use crate::flow_file::{FlowFile, WayKind};
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static TRANSFORM_INSTEAD_OF_LOOP: Rule = Rule {
    id: "TransformInsteadOfLoop",
    scanner_id: Some("transform-instead-of-loop"),
    title: "a loop where Transform may do",
    about: "For each item a loop goes straight to an assignment. Where that makes one collection \
            out of another, a Transform element does it at once.",
    fix: None,
    category: Category::Suggestion,
    level: Level::Note,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    if flow.start("triggerType") == Some("RecordBeforeSave") {
        return;
    }
    let elements = flow.elements();
    for element in elements.iter().filter(|element| element.tag() == "loops") {
        let mut each = element
            .ways
            .iter()
            .filter(|way| way.kind == WayKind::EachItem);
        if each.any(|way| elements[way.to].tag() == "assignments") {
            let message = format!(
                "loop `{}` goes straight to an assignment",
                element.node.name()
            );
            found
                .element(element.node, message)
                .help("see whether a Transform element makes the collection at once");
        }
    }
}
