//! The checks: one file for each, a function from what it looks at to problems.
//!
//! Names that lead nowhere, logic and formulas that cannot be read are noted while compiling;
//! here is what needs more than one name at a time.

mod calling;
mod graph;
mod view;
mod writing;

use crate::Problems;

pub(crate) use view::{Callee, FlowDocument, Survey};
pub(crate) use writing::records::check as check_records;

/// Checks the flows of a project, alone and against each other.
pub(crate) fn check(survey: &Survey<'_>, problems: &mut Problems) {
    for flow in survey.flows() {
        writing::check(flow, survey, problems);
        calling::check(flow, survey, problems);
        graph::check(flow, problems);
    }
    calling::check_elsewhere(survey, problems);
}
