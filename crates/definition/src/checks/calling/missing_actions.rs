//! Actions that Segue does not have: one problem for each action of the project, at its first
//! call.

use super::once::each_once;
use crate::checks::view::Survey;
use crate::document::Node;
use crate::{Problem, Problems};

/// Action types that run here; `flow` calls a flow.
const AT_HOME: [&str; 2] = ["emailSimple", "flow"];

pub(super) fn check(survey: &Survey<'_>, problems: &mut Problems) {
    let actions = survey.flows().flat_map(|flow| calls(flow.root));
    let steps = survey.flows().flat_map(|flow| flow.steps());
    let calls = actions.chain(steps.filter_map(external));
    let calls = calls.filter(|call| survey.action(name(call)).is_none());
    for used in each_once(calls.map(|call| (name(call), call, ()))) {
        let call = used.first;
        let kind = kind(call.text_of("actionType").unwrap_or_default());
        let place = call.place_of("actionName");
        let problem = Problem::missing_action(&place, kind, used.name, used.n_places);
        problems.push(problem.in_element(call.name()));
    }
}

pub(super) fn calls(root: &Node) -> impl Iterator<Item = &Node> {
    root.children("actionCalls").filter(|call| {
        let action_type = call.text_of("actionType").unwrap_or_default();
        !AT_HOME.contains(&action_type)
    })
}

pub(super) fn external<'a>((_, step): (&'a Node, &'a Node)) -> Option<&'a Node> {
    (step.text_of("actionType") == Some("stepMuleSoft")).then_some(step)
}

fn name(call: &Node) -> &str {
    call.text_of("actionName").unwrap_or_default()
}

/// The action type as people say it.
fn kind(action_type: &str) -> &str {
    match action_type {
        "apex" => "Apex",
        "stepMuleSoft" => "external",
        other => other,
    }
}
