//! Elements that can fail and do not say what happens then.

use crate::flow_file::{Element, FlowFile, Kind, WayKind};
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static MISSING_FAULT_PATH: Rule = Rule {
    id: "MissingFaultPath",
    scanner_id: Some("missing-fault-path"),
    title: "no fault path",
    about: "An element that can fail - it reads or writes records, calls an action or waits for an \
            event - has no fault path: when it fails, people see a general error and the whole \
            flow is undone. Elements that are part of a fault path themselves are not named, nor \
            are updates before a save.",
    fix: None,
    category: Category::Problem,
    level: Level::Warning,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    if !matches!(flow.kind(), Kind::Screen | Kind::Background) {
        return;
    }
    let is_before_save = flow.start("triggerType") == Some("RecordBeforeSave");
    let handlers = fault_targets(flow);
    let reached = flow.graph().reached_without_fault();
    for (number, element) in flow.elements().iter().enumerate() {
        let can_fail = can_fail(element) && !(is_before_save && element.tag() == "recordUpdates");
        if can_fail && reached[number] && !handlers[number] && !element.has_fault_path() {
            let message = format!("`{}` can fail and has no fault path", element.node.name());
            found
                .element(element.node, message)
                .help("add a fault path that tells somebody, or goes on without what has failed");
        }
    }
}

fn can_fail(element: &Element<'_>) -> bool {
    match element.tag() {
        "recordLookups" | "recordCreates" | "recordUpdates" | "recordDeletes" | "actionCalls" => {
            true
        }
        "waits" => !matches!(
            element.node.text_of("elementSubtype"),
            Some("WaitDuration" | "WaitDate")
        ),
        _ => false,
    }
}

/// Which elements a fault path leads to.
fn fault_targets(flow: &FlowFile<'_>) -> Vec<bool> {
    let mut handlers = vec![false; flow.elements().len()];
    let ways = flow.elements().iter().flat_map(|element| &element.ways);
    for way in ways.filter(|way| way.kind == WayKind::Fault) {
        handlers[way.to] = true;
    }
    handlers
}
