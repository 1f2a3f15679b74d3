//! Checks of what is written: names, words, globals, labels, fields.

mod api_names;
mod duplicate_names;
mod globals;
mod labels;
mod operators;
mod record_globals;
pub(super) mod records;
mod repeated_elements;
mod statuses;
mod words;

use super::view::{FlowDocument, Survey};
use crate::Problems;

pub(super) fn check(flow: &FlowDocument<'_>, survey: &Survey<'_>, problems: &mut Problems) {
    words::check(flow, problems);
    repeated_elements::check(flow, problems);
    duplicate_names::check(flow, problems);
    api_names::check(flow, problems);
    labels::check(flow, survey, problems);
    statuses::check(flow, problems);
    operators::check(flow, problems);
    globals::check(flow, problems);
    record_globals::check(flow, problems);
}
