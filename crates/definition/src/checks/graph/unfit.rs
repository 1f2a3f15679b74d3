//! Elements that a flow cannot have, as nobody sees its screens or nothing may wait for it.

use crate::checks::view::{FlowDocument, Kind};
use crate::{Problem, Problems};

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let start = flow.root.child("start");
    let trigger = start.and_then(|start| start.text_of("triggerType"));
    for node in &flow.root.children {
        let (element, why) = match &*node.tag {
            "screens" => ("a screen", unseen(flow.kind())),
            "waits" => ("a Wait", unwaiting(flow.kind(), trigger)),
            _ => continue,
        };
        if let Some(why) = why {
            let words = words(flow.kind(), trigger);
            let problem = Problem::misplaced_in_flow(&node.tag_place(), element, words, why);
            problems.push(problem.in_element(node.name()));
        }
    }
}

fn unseen(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Autolaunched | Kind::Triggered | Kind::Evaluation => Some("nobody sees it"),
        Kind::Screen | Kind::Orchestration | Kind::Other => None,
    }
}

fn unwaiting(kind: Kind, trigger: Option<&str>) -> Option<&'static str> {
    match (kind, trigger) {
        (Kind::Evaluation, _) => Some("its answer is needed at once"),
        (Kind::Triggered, Some("RecordBeforeSave" | "RecordBeforeDelete")) => {
            Some("the record waits for it")
        }
        _ => None,
    }
}

fn words(kind: Kind, trigger: Option<&str>) -> &'static str {
    match trigger.filter(|_| kind == Kind::Triggered) {
        Some("RecordBeforeSave") => "a flow before a save",
        Some("RecordBeforeDelete") => "a flow before a deletion",
        Some("Scheduled") => "a scheduled flow",
        Some("PlatformEvent") => "a flow that an event starts",
        Some("RecordAfterSave") => "a record-triggered flow",
        _ => kind.words(),
    }
}
