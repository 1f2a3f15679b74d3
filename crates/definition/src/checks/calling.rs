//! Checks of what is called: flows, their inputs and outputs, assignees, actions and components.

mod assignees;
mod called_flows;
mod components;
mod declared_actions;
mod evaluation;
mod inputs;
mod missing_actions;
mod once;
mod outputs;
mod screen_actions;
mod types;

use super::view::{FlowDocument, Kind, Survey};
use crate::Problems;

pub(super) fn check(flow: &FlowDocument<'_>, survey: &Survey<'_>, problems: &mut Problems) {
    evaluation::check(flow, problems);
    called_flows::check(flow, survey, problems);
    inputs::check(flow, survey, problems);
    outputs::check(flow, survey, problems);
    types::check(flow, survey, problems);
    declared_actions::check(flow, survey, problems);
    screen_actions::check(flow, problems);
    if flow.kind() == Kind::Orchestration {
        assignees::check(flow, survey, problems);
        evaluation::check_decisions(flow, survey, problems);
    }
}

/// Checks what the project takes from elsewhere: each thing is named once.
pub(super) fn check_elsewhere(survey: &Survey<'_>, problems: &mut Problems) {
    called_flows::check_packaged(survey, problems);
    missing_actions::check(survey, problems);
    components::check(survey, problems);
}
