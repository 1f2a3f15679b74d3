//! Labels that the project does not declare: one problem for each file.

use std::collections::HashSet;

use crate::checks::view::{FlowDocument, Survey, mentions};
use crate::{Place, Problem, Problems};

pub(super) fn check(flow: &FlowDocument<'_>, survey: &Survey<'_>, problems: &mut Problems) {
    let known = survey.labels.keys().map(|label| label.to_lowercase());
    let known: HashSet<String> = known.collect();
    let mut named: HashSet<&str> = HashSet::new();
    let mut unknown: Vec<String> = Vec::new();
    let mut first: Option<Place> = None;
    let all = mentions(flow.root);
    for mention in &all {
        let Some(label) = label(mention.text) else {
            continue;
        };
        if known.contains(&label.to_lowercase()) || !named.insert(label) {
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
