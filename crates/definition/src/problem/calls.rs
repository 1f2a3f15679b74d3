//! Problems of calls: flows that are missing or of the wrong type, inputs, assignees.

use super::{Place, Problem, code};

impl Problem {
    /// A flow of the project that does not exist.
    pub fn missing_flow(place: &Place, flow: &str, suggestion: Option<String>) -> Self {
        let message = format!("flow `{flow}` does not exist in this project");
        Problem::error(code::MISSING_FLOW, place, message).with_suggestion(suggestion)
    }

    /// A flow of a package that the project does not hold.
    pub fn missing_packaged_flow(place: &Place, flow: &str) -> Self {
        let message = format!("flow `{flow}` lives in a package that is not part of this project");
        Problem::warning(code::MISSING_PACKAGED_FLOW, place, message)
            .with_help(stand_in(flow, "{returns: {output: value}}"))
    }

    /// A flow that exists, but has no active version.
    pub fn inactive_flow(
        place: &Place,
        flow: &str,
        status: &str,
        status_place: Option<&Place>,
    ) -> Self {
        let message = format!("flow `{flow}` has no active version: its status is {status}");
        let problem = Problem::error(code::INACTIVE_FLOW, place, message)
            .with_help("activate the flow before what calls it");
        match status_place {
            Some(status_place) => problem.related_to(status_place, "its status"),
            None => problem,
        }
    }

    /// A flow of a type that cannot be called there; both as in "a screen flow".
    pub fn wrong_flow_type(place: &Place, flow: &str, found: &str, expected: &str) -> Self {
        let message = format!("flow `{flow}` is {found}, and {expected} is needed here");
        Problem::error(code::WRONG_FLOW_TYPE, place, message)
    }

    /// A value is given to an input that the flow does not have.
    pub fn unknown_input(
        place: &Place,
        input: &str,
        flow: &str,
        suggestion: Option<String>,
    ) -> Self {
        let message = format!("flow `{flow}` has no input `{input}`");
        Problem::error(code::UNKNOWN_INPUT, place, message)
            .with_help("an input is a variable that is available for input")
            .with_suggestion(suggestion)
    }

    /// A value can never stand for what is beside it; both as in "a number".
    pub fn type_mismatch(place: &Place, name: &str, expected: &str, found: &str) -> Self {
        let message = format!("`{name}` is {expected}, and this is {found}");
        Problem::warning(code::TYPE_MISMATCH, place, message)
            .with_help(format!("give {expected}, or a reference to one"))
    }

    /// A value is given to an input that the platform does not have.
    pub fn unknown_platform_input(place: &Place, input: &str, meant: String) -> Self {
        let message = format!("a step has no input `{input}`");
        Problem::error(code::UNKNOWN_INPUT, place, message).with_suggestion(Some(meant))
    }

    /// An evaluation flow that cannot answer.
    pub fn no_condition_output(place: &Place, flow: &str) -> Self {
        let message =
            format!("evaluation flow `{flow}` has no output `isOrchestrationConditionMet`");
        Problem::error(code::NO_CONDITION_OUTPUT, place, message)
            .with_help("add a Boolean variable of that name, available for output, false at first")
    }

    /// A form of an approval step that cannot decide.
    pub fn no_decision_output(place: &Place, flow: &str) -> Self {
        let message = format!("screen flow `{flow}` has no output `approvalDecision`");
        Problem::error(code::NO_DECISION_OUTPUT, place, message).with_help(
            "add a Text variable of that name, available for output, that ends as `Approve` or \
             `Reject`",
        )
    }

    /// An interactive step that nobody is asked to do.
    pub fn missing_assignee(place: &Place, step: &str) -> Self {
        let message = format!("interactive step `{step}` has no assignee");
        Problem::error(code::MISSING_ASSIGNEE, place, message)
            .in_element(step)
            .with_help("assign it to a user, a group, a queue, or a resource that holds its name")
    }

    /// A queue or group that the project does not declare; `kind` as in "queue".
    pub fn unknown_assignee(
        place: &Place,
        kind: &str,
        name: &str,
        suggestion: Option<String>,
    ) -> Self {
        let message = format!("{kind} `{name}` is not declared in this project");
        Problem::warning(code::UNKNOWN_ASSIGNEE, place, message)
            .with_help(format!(
                "it must exist where the orchestration runs; declare it in a {kind} file or in \
                 people.yaml"
            ))
            .with_suggestion(suggestion)
    }
}

/// How to stand in for a flow or action that lives elsewhere.
pub(super) fn stand_in(name: &str, answer: &str) -> String {
    format!("to run it in a scenario, stand in for it under `actions:`: `{name}: {answer}`")
}
