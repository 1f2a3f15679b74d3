//! Evaluation flows that cannot answer.

use crate::checks::view::{FlowDocument, Kind};
use crate::{Problem, Problems};

/// The output that answers.
pub(super) const ANSWER: &str = "isOrchestrationConditionMet";

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let answers = || {
        flow.variables("isOutput")
            .any(|output| output.eq_ignore_ascii_case(ANSWER))
    };
    if flow.kind() == Kind::Evaluation && !answers() {
        problems.push(Problem::no_condition_output(&flow.place(), flow.name));
    }
}
