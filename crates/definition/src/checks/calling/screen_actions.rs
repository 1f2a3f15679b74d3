//! What is read of an action of a screen: only what became of it, and its results.

use crate::checks::view::{FlowDocument, mentions};
use crate::{Problem, Problems, suggest};

/// What the name of an action of a screen holds.
const PARTS: [&str; 4] = ["IsSuccess", "InProgress", "ErrorMessage", "Results"];

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    if flow.screen_actions().next().is_none() {
        return;
    }
    for mention in mentions(flow.root) {
        let parts = mention.parts();
        let is_it = |name: &str| name.eq_ignore_ascii_case(parts[0]);
        let mut actions = flow.screen_actions();
        let (Some(action), Some(part)) = (actions.find(|node| is_it(node.name())), parts.get(1))
        else {
            continue;
        };
        if !PARTS.iter().any(|known| known.eq_ignore_ascii_case(part)) {
            let meant = suggest(part, PARTS).map(|meant| format!("{}.{meant}", action.name()));
            let name = format!("{}.{part}", parts[0]);
            let place = mention.place(flow.source);
            let problem = Problem::unknown_reference(&place, &name, meant).with_help(
                "an action of a screen holds `IsSuccess`, `InProgress`, `ErrorMessage` and its \
                 outputs as `Results.output`",
            );
            problems.push(problem.in_element(action.name()));
        }
    }
}
