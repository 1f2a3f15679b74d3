//! After every step: each new turn of each run keeps the promises of the engine, and the run is
//! the fold of its history.

use segue_engine::{Event, Run, violations};
use segue_language::Timestamp;

use super::trouble::Trouble;
use crate::scenario::world::{Folded, World};
use crate::{HistoryLine, RunRef, RunView};

/// Checks all runs and keeps them as they are now.
pub(super) fn check(world: &mut World) -> Result<(), Trouble> {
    if world.is_endless {
        let found = "more than 2,000 jobs followed from it: something goes in a circle";
        return Err(Trouble::unmet("a step that comes to rest", found));
    }
    let troubles = world.runtime.troubles();
    if !troubles.is_empty() {
        return Err(Trouble::unmet(
            "no trouble inside the program",
            troubles.join("\n"),
        ));
    }
    for number in world.runtime.reads().runs(None, None) {
        let Some(view) = world.runtime.reads().run(RunRef::Number(number)) else {
            continue;
        };
        let history = world.runtime.reads().history(RunRef::Number(number));
        let folded = world.folded.remove(&number);
        let folded = fold(&view, folded, &history).map_err(|found| {
            Trouble::unmet("what must always hold", found.join("\n")).of(number)
        })?;
        world.folded.insert(number, folded);
    }
    Ok(())
}

/// At the end no flow that nobody called has failed without being spoken of.
pub(super) fn no_failure(world: &World) -> Result<(), Trouble> {
    let failures = world.take_failures();
    if !failures.is_empty() {
        let expected = "no flow that fails without an `expect: {failed_flows: […]}`";
        return Err(Trouble::unmet(expected, failures.join("\n")));
    }
    Ok(())
}

/// At the end the stored histories, their chain of hashes and what belongs to them hold together.
pub(super) fn verify(world: &World) -> Result<(), Trouble> {
    let found = world
        .runtime
        .store()
        .verify()
        .map_err(|fault| fault.to_string());
    let problems = match found {
        Ok(found) => found.problems,
        Err(fault) => return Err(Trouble::unmet("a database that can be read", fault)),
    };
    if problems.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = problems
        .iter()
        .map(|fault| format!("{}: {}", fault.code, fault.message))
        .collect();
    Err(Trouble::unmet(
        "histories that hold together",
        lines.join("\n"),
    ))
}

fn fold(
    view: &RunView,
    before: Option<Folded>,
    history: &[HistoryLine],
) -> Result<Folded, Vec<String>> {
    let mut folded = before;
    let last_turn = folded.as_ref().map_or(0, |folded| folded.turn);
    let new: Vec<&HistoryLine> = history
        .iter()
        .filter(|line| line.turn > last_turn)
        .collect();
    for turn in new.chunk_by(|left, right| left.turn == right.turn) {
        let run = next(view, folded.as_ref().map(|folded| &folded.run), turn)?;
        folded = Some(Folded {
            turn: turn[0].turn,
            run,
        });
    }
    let folded = folded.unwrap_or_default();
    if folded.run != view.run {
        let difference = format!(
            "the run is {:?}\nits history gives {:?}",
            view.run, folded.run
        );
        return Err(vec![difference]);
    }
    Ok(folded)
}

fn next(view: &RunView, before: Option<&Run>, turn: &[&HistoryLine]) -> Result<Run, Vec<String>> {
    let mut run = before.cloned().unwrap_or_default();
    let at: Timestamp = turn[0].at;
    let events: Vec<Event> = turn.iter().map(|line| line.event.clone()).collect();
    for event in &events {
        run.apply(event, at);
    }
    let found = violations(&view.orchestration, before, &events, &run);
    if found.is_empty() {
        Ok(run)
    } else {
        Err(found)
    }
}
