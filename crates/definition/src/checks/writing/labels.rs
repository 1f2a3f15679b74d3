//! Labels that the project does not declare: one problem for each file.

use crate::checks::view::{FlowDocument, Survey, mentions};
use crate::{Place, Problem, Problems};

pub(super) fn check(flow: &FlowDocument<'_>, survey: &Survey<'_>, problems: &mut Problems) {
    let mut unknown: Vec<String> = Vec::new();
    let mut first: Option<Place> = None;
    for mention in mentions(flow.root) {
        let Some(label) = label(mention.text) else {
            continue;
        };
        let is_known = survey
            .labels
            .keys()
            .any(|known| known.eq_ignore_ascii_case(label));
        if is_known || unknown.iter().any(|known| known == label) {
            continue;
        }
        unknown.push(label.to_owned());
        first.get_or_insert_with(|| mention.place(flow.source));
    }
    if let Some(place) = first {
        problems.push(Problem::unknown_label(&place, &unknown));
    }
}

/// The name in `$Label.name` or `$Label.c.name`.
fn label(mention: &str) -> Option<&str> {
    let rest = mention.strip_prefix("$Label.")?;
    Some(rest.strip_prefix("c.").unwrap_or(rest))
}
