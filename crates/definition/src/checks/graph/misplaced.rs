//! Elements that an orchestration does not have: all work happens in the flows that steps call.

use crate::checks::view::{FlowDocument, is_element};
use crate::{Problem, Problems};

const ALLOWED: [&str; 4] = ["orchestratedStages", "steppedStages", "decisions", "ends"];

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    for node in &flow.root.children {
        if is_element(&node.tag) && !ALLOWED.contains(&&*node.tag) {
            let problem = Problem::misplaced_element(&node.place_of("name"), &node.tag);
            problems.push(problem.in_element(node.name()));
        }
    }
}
