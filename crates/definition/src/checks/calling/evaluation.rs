//! Evaluation flows that cannot answer, and the forms of approval steps that cannot decide.

use segue_engine::APPROVAL_DECISION;

use crate::checks::view::{FlowDocument, Kind, Survey, is_approval_step};
use crate::{Problem, Problems};

/// The output that answers.
pub(super) const ANSWER: &str = "isOrchestrationConditionMet";

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let answers = || {
        flow.variables("isOutput")
            .any(|output| output.eq_ignore_ascii_case(ANSWER))
    };
    if flow.is_auto_approval() {
        return check_automatic(flow, problems);
    }
    if flow.kind() == Kind::Evaluation && !answers() {
        problems.push(Problem::no_condition_output(&flow.place(), flow.name));
    }
}

/// The output of an automatic approval may have any name: its only Boolean answers.
fn check_automatic(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let outputs = flow
        .root
        .children("variables")
        .filter(|v| v.flag("isOutput"));
    if !outputs
        .into_iter()
        .any(|v| v.text_of("dataType") == Some("Boolean"))
    {
        problems.push(Problem::no_condition_output(&flow.place(), flow.name));
    }
}

/// The form of an approval step leaves its decision in an output of that name.
pub(super) fn check_decisions(
    flow: &FlowDocument<'_>,
    survey: &Survey<'_>,
    problems: &mut Problems,
) {
    for (_, step) in flow.steps().filter(|(_, step)| is_approval_step(step)) {
        let Some(name) = step.child("actionName") else {
            continue;
        };
        let Some(called) = survey.callee(name.word()) else {
            continue;
        };
        if called.kind == Kind::Screen && !called.has_output(APPROVAL_DECISION) {
            let problem = Problem::no_decision_output(&name.place(), called.name);
            problems.push(problem.in_element(step.name()));
        }
    }
}
