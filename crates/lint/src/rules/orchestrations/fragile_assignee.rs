//! Steps whose assignee comes from a field that may well be empty.

use super::steps::{assignee, steps};
use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static FRAGILE_ASSIGNEE: Rule = Rule {
    id: "FragileAssignee",
    scanner_id: None,
    title: "the assignee may be empty",
    about: "The assignee of a step is read over a lookup other than the owner of the record, such \
            as the manager of the owner. Where the lookup is empty nobody is asked, and the run \
            fails with an error that a plain resume does not mend. Give the stage a fault path, or \
            find the assignee in a step that knows what to do without one.",
    fix: None,
    category: Category::Orchestration,
    level: Level::Note,
    choice: None,
    check,
};

/// Fields that every record has, in lower case.
const CERTAIN: [&str; 8] = [
    "id",
    "owner",
    "ownerid",
    "createdby",
    "createdbyid",
    "lastmodifiedby",
    "lastmodifiedbyid",
    "username",
];

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    for (stage, step) in steps(flow) {
        let Some(assignee) = assignee(step) else {
            continue;
        };
        let Some(reference) = assignee.reference() else {
            continue;
        };
        if stage.child("faultConnector").is_none() && may_be_empty(reference) {
            let message = format!(
                "step `{}` asks `{reference}`, which may be empty",
                step.name()
            );
            found
                .inside(step, &assignee.value.place(), message)
                .help("give the stage a fault path, or find the assignee in a step before");
        }
    }
}

/// Whether the reference leads from a record over a lookup that need not lead anywhere. Owner,
/// creator and last modifier are always there.
fn may_be_empty(reference: &str) -> bool {
    let mut parts = reference.split('.');
    let is_of_record = matches!(parts.next(), Some("$Record" | "$Record__Prior"));
    is_of_record && parts.any(|part| !CERTAIN.contains(&part.to_ascii_lowercase().as_str()))
}
