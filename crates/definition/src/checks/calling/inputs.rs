//! Values given to inputs that a flow, or the platform, does not have.

use crate::built_in;
use crate::checks::view::{Call, FlowDocument, Survey, calls};
use crate::document::Node;
use crate::{Problem, Problems, suggest};

/// What inputs of the platform itself begin with, in lower case.
const PLATFORM_PREFIXES: [&str; 2] = ["actioninput__", "appprocess"];

/// Inputs of the platform that are known.
const PLATFORM_INPUTS: [&str; 10] = [
    "ActionInput__ApprovalChainName",
    "ActionInput__ApprovalOverrideDecision",
    "ActionInput__Assignee",
    "ActionInput__CanUseRuleBasedAutoApprovals",
    "ActionInput__CanUseSmartApproval",
    "ActionInput__CustomEmailBody",
    "ActionInput__CustomEmailSubject",
    "ActionInput__OrchInstanceId",
    "ActionInput__RecordId",
    "ActionInput__StepInstanceId",
];

pub(super) fn check(flow: &FlowDocument<'_>, survey: &Survey<'_>, problems: &mut Problems) {
    for call in calls(flow) {
        for input in &call.inputs {
            let problem = match is_of_the_platform(input.word()) {
                true => unknown_to_the_platform(input),
                false => unknown_to_the_flow(input, &call, survey),
            };
            problems.extend(problem.map(|problem| problem.in_element(call.element)));
        }
    }
}

fn is_of_the_platform(input: &str) -> bool {
    let input = input.to_ascii_lowercase();
    let mut prefixes = PLATFORM_PREFIXES.iter();
    prefixes.any(|prefix| input.starts_with(prefix))
}

fn unknown_to_the_flow(input: &Node, call: &Call<'_>, survey: &Survey<'_>) -> Option<Problem> {
    let called = survey.callee(call.name.word())?;
    let name = input.word();
    let is_wrong = !called.has_input(name) && !built_in::ignores(called.name, name);
    is_wrong.then(|| {
        let suggestion = suggest(name, called.inputs.iter().copied());
        Problem::unknown_input(&input.place(), name, called.name, suggestion)
    })
}

/// The platform may know more inputs: only one that is nearly a known one is a slip.
fn unknown_to_the_platform(input: &Node) -> Option<Problem> {
    let name = input.word();
    let is_known = |known: &&str| known.eq_ignore_ascii_case(name);
    if PLATFORM_INPUTS.iter().any(is_known) {
        return None;
    }
    let meant = suggest(name, PLATFORM_INPUTS)?;
    Some(Problem::unknown_platform_input(&input.place(), name, meant))
}
