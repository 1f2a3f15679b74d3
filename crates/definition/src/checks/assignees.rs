//! Interactive steps that nobody is asked to do, or that ask a queue or group nobody declared.

use super::survey::{FlowDocument, Survey, is_interactive};
use crate::document::Node;
use crate::{Problem, Problems, suggest};

pub(super) fn check(flow: &FlowDocument<'_>, survey: &Survey<'_>, problems: &mut Problems) {
    for (_, step) in flow.steps().filter(|(_, step)| is_interactive(step)) {
        // Pre-release files keep the assignee elsewhere.
        if step.text_of("actionType") == Some("createWorkItem") {
            continue;
        }
        match step
            .child("assignees")
            .and_then(|assignees| value(assignees))
        {
            Some(assignee) => check_declared(step, assignee, survey, problems),
            None => {
                let problem = Problem::missing_assignee(&step.place_of("name"), step.name());
                problems.push(problem);
            }
        }
    }
}

/// What the assignee is written as.
fn value(assignees: &Node) -> Option<&Node> {
    let value = assignees.child("assignee")?.children.first()?;
    (!value.is_nil && !value.word().is_empty()).then_some(value)
}

fn check_declared(step: &Node, assignee: &Node, survey: &Survey<'_>, problems: &mut Problems) {
    let kind = step
        .child("assignees")
        .and_then(|a| a.text_of("assigneeType"));
    let (word, declared) = match kind {
        Some("Queue") => ("queue", &survey.queues),
        Some("Group") => ("group", &survey.groups),
        _ => return,
    };
    let name = assignee.word();
    let is_declared = declared
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name));
    if &*assignee.tag != "stringValue" || name.contains("{!") || is_declared {
        return;
    }
    let suggestion = suggest(name, declared.iter().copied());
    let problem = Problem::unknown_assignee(&assignee.place(), word, name, suggestion);
    problems.push(problem.in_element(step.name()));
}
