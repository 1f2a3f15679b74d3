//! Flows that are called and are missing, inactive or of the wrong type.

use super::evaluation::ANSWER;
use super::once::each_once;
use crate::checks::view::{Call, Callee, Caller, FlowDocument, Kind, Survey, calls};
use crate::document::Node;
use crate::{Problem, Problems, Status};

/// Checks the calls of one flow.
pub(super) fn check(flow: &FlowDocument<'_>, survey: &Survey<'_>, problems: &mut Problems) {
    for call in calls(flow) {
        let called = survey.callee(call.name.word());
        let problem = match called {
            // That the name is missing was noted when it was read.
            None if call.name.word().is_empty() || is_textless(call.name) => None,
            None if is_packaged(call.name.word()) => None,
            None => Some(missing(&call, survey)),
            Some(called) => unfit(&call, called),
        };
        if let Some(problem) = problem {
            problems.push(problem.in_element(call.element));
        }
    }
}

/// Names each missing flow of a package once for the whole project, at its first call.
pub(super) fn check_packaged(survey: &Survey<'_>, problems: &mut Problems) {
    let calls = survey.flows().flat_map(calls);
    let missing = calls
        .map(|call| (call.name.word(), call.name, call.element))
        .filter(|(name, ..)| is_packaged(name) && survey.callee(name).is_none());
    for used in each_once(missing) {
        let problem = Problem::missing_packaged_flow(&used.first.place(), used.name);
        problems.push(problem.in_element(used.with));
    }
}

/// Whether that is the caller itself, which stands in for the name that it lacks.
fn is_textless(name: &Node) -> bool {
    !name.children.is_empty()
}

/// Only names with a namespace have two underscores in a row.
fn is_packaged(name: &str) -> bool {
    name.contains("__")
}

fn missing(call: &Call<'_>, survey: &Survey<'_>) -> Problem {
    let name = call.name.word();
    Problem::missing_flow(&call.name.place(), name, survey.similar_flow(name))
}

fn unfit(call: &Call<'_>, called: &Callee<'_>) -> Option<Problem> {
    let place = call.name.place();
    if !call.caller.accepts(called.kind) && !answers_in_its_own_way(call, called) {
        let (found, expected) = (called.kind.words(), call.caller.needs());
        return Some(Problem::wrong_flow_type(
            &place,
            called.name,
            found,
            expected,
        ));
    }
    let (status, status_place) = &called.status;
    (*status != Status::Active)
        .then(|| Problem::inactive_flow(&place, called.name, status.name(), status_place.as_ref()))
}

/// In the oldest files conditions call autolaunched flows with the output of evaluation flows.
fn answers_in_its_own_way(call: &Call<'_>, called: &Callee<'_>) -> bool {
    call.caller == Caller::Condition
        && called.kind == Kind::Autolaunched
        && called.has_output(ANSWER)
}
