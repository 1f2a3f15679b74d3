//! The invariants A to I, as far as a run and its events show them. Tests call
//! [`violations`] after every turn; a run that breaks none of them gives an empty list.

mod change;
mod order;
mod path;
mod state;

use crate::{Event, Orchestration, Run};

/// Every broken promise of one turn, each with the letter and number of its invariant.
///
/// `events` are all events of the turn, from the command to the last answer, and `run_after` is
/// the run when no question is open any more; none as `run_before` means a new run.
pub fn violations(
    orchestration: &Orchestration,
    run_before: Option<&Run>,
    events: &[Event],
    run_after: &Run,
) -> Vec<String> {
    let mut found = Vec::new();
    change::check(orchestration, run_before, events, run_after, &mut found);
    order::check(events, run_after, &mut found);
    path::check(orchestration, run_before, events, &mut found);
    state::check(orchestration, run_after, &mut found);
    found
}

/// Adds a violation unless what it says is ruled out holds.
fn require(found: &mut Vec<String>, holds: bool, id: &str, broken: impl FnOnce() -> String) {
    if !holds {
        found.push(format!("{id}: {}", broken()));
    }
}
