//! Outputs taken from a flow that does not have them.

use std::collections::HashMap;

use crate::checks::view::{Callee, Caller, FlowDocument, Survey, calls, mentions};
use crate::{Place, Problem, Problems, suggest};

pub(super) fn check(flow: &FlowDocument<'_>, survey: &Survey<'_>, problems: &mut Problems) {
    let mut called: HashMap<&str, &Callee<'_>> = HashMap::new();
    for call in calls(flow) {
        let Some(callee) = survey.callee(call.name.word()) else {
            continue;
        };
        for output in &call.outputs {
            let place = output.place();
            problems_of(callee, output.word(), &place, call.element, problems);
        }
        if call.caller != Caller::Condition {
            called.insert(call.element, callee);
        }
    }
    if called.is_empty() {
        return;
    }
    for mention in mentions(flow.root) {
        let parts = mention.parts();
        let Some(callee) = called.get(parts[0]) else {
            continue;
        };
        let output = match is_screen_action(flow, parts[0]) {
            true => of_screen_action(&parts),
            false => output_of(&parts, flow),
        };
        if let Some(output) = output {
            let place = mention.place(flow.source);
            problems_of(callee, output, &place, parts[0], problems);
        }
    }
}

/// The output in `Step.Outputs.output` or `Subflow.output`.
fn output_of<'a>(parts: &[&'a str], flow: &FlowDocument<'_>) -> Option<&'a str> {
    match parts {
        [_, "Outputs", output, ..] => Some(output),
        [head, output, ..] if stores_outputs(flow, head) => Some(output),
        _ => None,
    }
}

/// The output in `Action.Results.output`.
pub(super) fn of_screen_action<'a>(parts: &[&'a str]) -> Option<&'a str> {
    match parts {
        [_, results, output, ..] if results.eq_ignore_ascii_case("Results") => Some(output),
        _ => None,
    }
}

fn is_screen_action(flow: &FlowDocument<'_>, name: &str) -> bool {
    flow.screen_actions().any(|action| action.name() == name)
}

/// Whether `name` is a subflow or flow action that keeps its outputs under its own name.
fn stores_outputs(flow: &FlowDocument<'_>, name: &str) -> bool {
    let subflows = flow.root.children("subflows");
    let mut callers = subflows.chain(flow.root.children("actionCalls"));
    callers.any(|node| node.name() == name && node.flag("storeOutputAutomatically"))
}

fn problems_of(
    callee: &Callee<'_>,
    output: &str,
    place: &Place,
    element: &str,
    problems: &mut Problems,
) {
    if callee.has_output(output) {
        return;
    }
    let suggestion = suggest(output, callee.outputs.iter().copied());
    let problem = Problem::unknown_output(place, output, callee.name, suggestion);
    problems.push(problem.in_element(element));
}
