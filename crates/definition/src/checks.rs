//! The checks: one file for each, a function from what it looks at to problems.
//!
//! Names that lead nowhere, logic and formulas that cannot be read are noted while compiling;
//! here is what needs more than one name at a time.

mod api_names;
mod assignees;
mod called_flows;
mod callee;
mod calls;
mod components;
mod duplicate_names;
mod early_output;
mod endless_stage;
mod evaluation;
mod gates;
mod globals;
mod inputs;
mod labels;
mod mentions;
mod misplaced;
mod missing_actions;
mod named;
mod outline;
mod outputs;
mod record_globals;
mod records;
mod repeated_elements;
mod requirements;
mod restless_cycle;
mod self_wait;
mod sizes;
mod survey;
mod triggers;
mod unreachable;
mod words;

use crate::Problems;

pub(crate) use callee::Callee;
pub(crate) use records::check as check_records;
pub(crate) use survey::{FlowDocument, Kind, Survey};

/// Checks the flows of a project, alone and against each other.
pub(crate) fn check(survey: &Survey<'_>, problems: &mut Problems) {
    for flow in survey.flows() {
        check_flow(flow, survey, problems);
        if flow.kind() == Kind::Orchestration {
            check_orchestration(flow, survey, problems);
        }
    }
    called_flows::check_packaged(survey, problems);
    missing_actions::check(survey, problems);
    components::check(survey, problems);
}

fn check_flow(flow: &FlowDocument<'_>, survey: &Survey<'_>, problems: &mut Problems) {
    words::check(flow, problems);
    repeated_elements::check(flow, problems);
    duplicate_names::check(flow, problems);
    api_names::check(flow, problems);
    unreachable::check(flow, problems);
    evaluation::check(flow, problems);
    called_flows::check(flow, survey, problems);
    inputs::check(flow, survey, problems);
    outputs::check(flow, survey, problems);
    labels::check(flow, survey, problems);
    globals::check(flow, problems);
    record_globals::check(flow, problems);
}

fn check_orchestration(flow: &FlowDocument<'_>, survey: &Survey<'_>, problems: &mut Problems) {
    sizes::check(flow, problems);
    triggers::check(flow, problems);
    misplaced::check(flow, problems);
    requirements::check(flow, problems);
    assignees::check(flow, survey, problems);
    self_wait::check(flow, problems);
    endless_stage::check(flow, problems);
    restless_cycle::check(flow, problems);
    early_output::check(flow, problems);
}
