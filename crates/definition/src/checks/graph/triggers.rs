//! Orchestrations that are started by something that cannot start one.

use crate::checks::view::FlowDocument;
use crate::{Problem, Problems};

/// Trigger types that start an orchestration, or a call.
const TYPES: [&str; 3] = ["None", "RecordAfterSave", "ExternalSystemChange"];

/// Changes of a record that start an orchestration.
const CHANGES: [&str; 4] = ["None", "Create", "Update", "CreateAndUpdate"];

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let Some(start) = flow.root.child("start") else {
        return;
    };
    let trigger = start
        .child("triggerType")
        .filter(|t| !TYPES.contains(&t.word()));
    let change = start
        .child("recordTriggerType")
        .filter(|c| !CHANGES.contains(&c.word()));
    if let Some(wrong) = trigger.or(change) {
        problems.push(Problem::wrong_trigger(&wrong.place(), wrong.word()));
    }
}
