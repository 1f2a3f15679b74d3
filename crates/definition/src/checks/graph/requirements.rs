//! Conditions with more requirements than the platform allows.

use crate::checks::view::{ENTRY, EXIT, FlowDocument, Side, requirements};
use crate::document::Node;
use crate::{Problem, Problems};

/// Most requirements of one condition.
const REQUIREMENTS_MAX: usize = 10;

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    for stage in flow.stages() {
        check_side("stage", stage, EXIT, problems);
    }
    for (_, step) in flow.steps() {
        check_side("step", step, ENTRY, problems);
        check_side("step", step, EXIT, problems);
    }
}

fn check_side(what: &str, node: &Node, side: Side, problems: &mut Problems) {
    let n_requirements = requirements(node, side).count();
    let Some(first_beyond) = requirements(node, side).nth(REQUIREMENTS_MAX) else {
        return;
    };
    let what = format!("the {} condition of {what} `{}`", side.word, node.name());
    let problem = Problem::too_many_requirements(
        &first_beyond.place_of("leftValueReference"),
        &what,
        n_requirements,
        REQUIREMENTS_MAX,
    );
    problems.push(problem.in_element(node.name()));
}
