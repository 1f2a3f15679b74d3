//! Histories and explanations as lines of text.

use crate::scenario::world::World;
use crate::{HistoryLine, RunRef};

/// The history of a run, one milestone a line.
pub(super) fn history(world: &World, run: i64) -> Vec<String> {
    let history = world.runtime.reads().history(RunRef::Number(run));
    history.iter().filter_map(history_line).collect()
}

/// The milestones of a run, without times and details.
pub(crate) fn milestones(world: &World, run: i64) -> Vec<String> {
    let history = world.runtime.reads().history(RunRef::Number(run));
    history.iter().filter_map(milestone).collect()
}

fn history_line(line: &HistoryLine) -> Option<String> {
    let name = milestone(line)?;
    let detail = line.entry.as_ref().and_then(|entry| entry.detail.as_ref());
    let detail = detail.map_or_else(String::new, |detail| format!(": {detail}"));
    Some(format!("{}  {name}{detail}", line.at))
}

/// `Start Stage First_Response`; the run's own milestones have no name after them.
pub(super) fn milestone(line: &HistoryLine) -> Option<String> {
    line.entry.as_ref().map(ToString::to_string)
}

/// What a run waits for, a line each.
pub(super) fn why(world: &World, run: i64) -> Vec<String> {
    let why = world.runtime.reads().why(RunRef::Number(run), world.clock);
    let text = why.map_or_else(String::new, |why| why.to_string());
    text.lines().map(str::to_owned).collect()
}
