//! Comparing the milestones of a run.

use super::differences::Differences;
use crate::scenario::model::{Expectation, Spot};
use crate::scenario::play::lines;
use crate::scenario::world::World;
use crate::{RunRef, RunView};

pub(super) fn histories(
    world: &World,
    view: &RunView,
    expected: &Expectation,
    found: &mut Differences,
) {
    if expected.history.is_none() && expected.history_count.is_empty() {
        return;
    }
    let history = world.runtime.reads().history(RunRef::Number(view.number));
    let milestones: Vec<String> = history.iter().filter_map(lines::milestone).collect();
    if let Some((_, wanted)) = &expected.history {
        in_order(wanted, &milestones, found);
    }
    for (name, count) in &expected.history_count {
        let is = milestones
            .iter()
            .filter(|line| is_milestone(line, &name.text))
            .count();
        let what = format!("how often `{}`", name.text);
        found.same(name.at, &what, &count.to_string(), &is.to_string());
    }
}

/// An entry names a milestone and what it is about, or the milestone alone.
fn is_milestone(line: &str, entry: &str) -> bool {
    line == entry
        || line
            .strip_prefix(entry)
            .is_some_and(|rest| rest.starts_with(' '))
}

fn in_order(wanted: &[Spot], milestones: &[String], found: &mut Differences) {
    let mut rest = milestones.iter();
    let mut before: Option<&str> = None;
    for entry in wanted {
        if rest.any(|line| is_milestone(line, &entry.text)) {
            before = Some(&entry.text);
            continue;
        }
        let after = before.map_or(String::new(), |before| format!(" after `{before}`"));
        let is = if milestones
            .iter()
            .any(|line| is_milestone(line, &entry.text))
        {
            "the history has it only earlier"
        } else {
            "the history does not have it"
        };
        found.add(entry.at, format!("history: `{}`{after}", entry.text), is);
        return;
    }
}
