//! Interactive steps that nobody is asked to do, or that ask a queue or group nobody declared.

use crate::checks::view::{FlowDocument, Survey, is_interactive};
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
        .and_then(|assignees| assignees.text_of("assigneeType"));
    let (word, declared): (_, Vec<&str>) = match kind {
        Some("Queue") => (
            "queue",
            survey.people.queues.iter().map(|q| &*q.name).collect(),
        ),
        Some("Group") => (
            "group",
            survey.people.groups.iter().map(|g| &*g.name).collect(),
        ),
        _ => return,
    };
    let name = assignee.word();
    let is_literal = &*assignee.tag == "stringValue" && !name.contains("{!");
    if is_literal
        && !declared
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    {
        let suggestion = suggest(name, declared);
        let problem = Problem::unknown_assignee(&assignee.place(), word, name, suggestion);
        problems.push(problem.in_element(step.name()));
    }
}
