//! Steps that one certain person is asked to do.

use super::steps::{assignee, steps};
use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static LITERAL_USER_ASSIGNEE: Rule = Rule {
    id: "LiteralUserAssignee",
    scanner_id: None,
    title: "one certain person is asked",
    about: "The assignee of a step is a user by name. The name differs between a sandbox and \
            production, and when the person leaves or is away, work waits for nobody. Ask a queue \
            or a group, or take the user from the record.",
    fix: None,
    category: Category::Orchestration,
    level: Level::Warning,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    for (_, step) in steps(flow) {
        let Some(assignee) = assignee(step) else {
            continue;
        };
        if assignee.kind == "User" && assignee.reference().is_none() {
            let (name, user) = (step.name(), assignee.value.word());
            let message = format!("step `{name}` always asks `{user}`");
            found
                .inside(step, &assignee.value.place(), message)
                .help("ask a queue or a group, or take the user from a field of the record");
        }
    }
}
