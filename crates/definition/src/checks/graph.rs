//! Checks of the graph: what can never start, never end, or never rest.

mod approvals;
mod early_output;
mod endless_stage;
mod misplaced;
mod requirements;
mod restless_cycle;
mod self_wait;
mod sizes;
mod triggers;
mod unfit;
mod unreachable;

use super::view::{FlowDocument, Kind};
use crate::Problems;

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    unreachable::check(flow, problems);
    unfit::check(flow, problems);
    if flow.kind() != Kind::Orchestration {
        return;
    }
    triggers::check(flow, problems);
    misplaced::check(flow, problems);
    requirements::check(flow, problems);
    approvals::check(flow, problems);
    // What is beyond the limits may be so large that looking closer takes for ever.
    if sizes::are_within_limits(flow, problems) {
        self_wait::check(flow, problems);
        endless_stage::check(flow, problems);
        restless_cycle::check(flow, problems);
        early_output::check(flow, problems);
    }
}
