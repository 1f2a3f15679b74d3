//! Values given to inputs that a flow does not have.

use crate::checks::view::{FlowDocument, Survey, calls};
use crate::{Problem, Problems, suggest};

/// What inputs of the platform itself begin with, in lower case.
const PLATFORM_PREFIXES: [&str; 2] = ["actioninput__", "appprocess"];

pub(super) fn check(flow: &FlowDocument<'_>, survey: &Survey<'_>, problems: &mut Problems) {
    for call in calls(flow) {
        let Some(called) = survey.callee(call.name.word()) else {
            continue;
        };
        for input in call
            .inputs
            .iter()
            .filter(|input| !is_of_the_platform(input.word()))
        {
            let name = input.word();
            if !called.has_input(name) {
                let suggestion = suggest(name, called.inputs.iter().copied());
                let problem = Problem::unknown_input(&input.place(), name, called.name, suggestion);
                problems.push(problem.in_element(call.element));
            }
        }
    }
}

fn is_of_the_platform(input: &str) -> bool {
    let input = input.to_ascii_lowercase();
    PLATFORM_PREFIXES
        .iter()
        .any(|prefix| input.starts_with(prefix))
}
