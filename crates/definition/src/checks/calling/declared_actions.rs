//! Calls of actions that `actions.yaml` declares: their inputs and outputs.

use segue_language::Action;

use super::missing_actions::{calls, external, name, name_of};
use super::outputs::of_screen_action;
use crate::checks::view::{FlowDocument, Survey, mentions};
use crate::document::Node;
use crate::{Problem, Problems, suggest};

/// What inputs of the platform itself begin with, in lower case.
const PLATFORM_PREFIX: &str = "actioninput__";

pub(super) fn check(flow: &FlowDocument<'_>, survey: &Survey<'_>, problems: &mut Problems) {
    let steps = flow.steps();
    let steps: Vec<&Node> = steps.filter_map(external).collect();
    let mut called: Vec<(&Node, &Action)> = Vec::new();
    for call in calls(flow).chain(steps) {
        if let Some(action) = survey.action(name(call)) {
            inputs(call, action, problems);
            outputs(call, action, problems);
            called.push((call, action));
        }
    }
    mentioned(flow, &called, problems);
}

fn inputs(call: &Node, action: &Action, problems: &mut Problems) {
    let mut given: Vec<&str> = Vec::new();
    for parameter in call.children("inputParameters") {
        let Some(name) = parameter.child("name") else {
            continue;
        };
        let word = name.word();
        if word.to_ascii_lowercase().starts_with(PLATFORM_PREFIX) {
            continue;
        }
        match action.input(word) {
            Some(input) => given.push(&input.name),
            None => {
                let known = action.inputs.iter().map(|input| &*input.name);
                let meant = suggest(word, known);
                let place = name.place();
                let problem = Problem::unknown_action_input(&place, word, &action.name, meant);
                problems.push(problem.in_element(call.name()));
            }
        }
    }
    let required = action.inputs.iter().filter(|input| input.is_required);
    for input in required.filter(|input| !given.contains(&&*input.name)) {
        let place = name_of(call).unwrap_or(call).place();
        let problem = Problem::missing_action_input(&place, &input.name, &action.name);
        problems.push(problem.in_element(call.name()));
    }
}

fn outputs(call: &Node, action: &Action, problems: &mut Problems) {
    let taken = call.children("outputParameters");
    for name in taken.filter_map(|parameter| parameter.child("name")) {
        unknown_output(name.word(), &name.place(), call, action, problems);
    }
}

/// Outputs read elsewhere in the flow: `Step.Outputs.name`, `Call.name`.
fn mentioned(flow: &FlowDocument<'_>, called: &[(&Node, &Action)], problems: &mut Problems) {
    if called.is_empty() {
        return;
    }
    for mention in mentions(flow.root) {
        let parts = mention.parts();
        let mut named = called.iter();
        let Some((call, action)) = named.find(|(call, _)| call.name() == parts[0]) else {
            continue;
        };
        let output = match parts.as_slice() {
            _ if &*call.tag == "actions" => of_screen_action(&parts),
            [_, "Outputs", output, ..] => Some(*output),
            [_, output, ..] if call.flag("storeOutputAutomatically") => Some(*output),
            _ => None,
        };
        if let Some(output) = output {
            unknown_output(output, &mention.place(flow.source), call, action, problems);
        }
    }
}

fn unknown_output(
    output: &str,
    place: &crate::Place,
    call: &Node,
    action: &Action,
    problems: &mut Problems,
) {
    if action.output(output).is_none() {
        let known = action.outputs.iter().map(|output| &*output.name);
        let meant = suggest(output, known);
        let problem = Problem::unknown_action_output(place, output, &action.name, meant);
        problems.push(problem.in_element(call.name()));
    }
}
