//! Comparing what is with what should be: every difference of one `expect` at once.

mod differences;
mod history;
mod parts;
mod records;

use segue_language::Value;

use super::act::run_named;
use super::trouble::Trouble;
use super::{approve, lines};
use crate::RunView;
use crate::scenario::document::{Node, Place};
use crate::scenario::model::{Expectation, Spot};
use crate::scenario::values::{matches, shown, written};
use crate::scenario::world::World;

use differences::Differences;
pub(super) use parts::newest_step;
use parts::{current_stage, newest_stage, open_work, output, part_status};

/// Checks everything that an `expect` names.
pub(super) fn check(world: &World, expected: &Expectation) -> Result<(), Trouble> {
    let view = match &expected.run {
        Some(run) => Some(run_named(world, run)?),
        None => None,
    };
    let mut differences = Differences::default();
    if let Some(view) = &view {
        of_run(world, view, expected, &mut differences);
    }
    of_world(world, expected, &mut differences);
    differences.finish(view.map(|view| view.number))
}

fn of_run(world: &World, view: &RunView, expected: &Expectation, found: &mut Differences) {
    if let Some(status) = &expected.status {
        found.same(status.at, "status", &status.text, view.run.status.label());
    }
    if let Some(status) = &expected.submission {
        let is = approve::submission(view);
        found.same(status.at, "submission", &status.text, is);
    }
    if let Some((at, stage)) = &expected.stage {
        current_stage(view, *at, stage.as_deref(), found);
    }
    for (stage, status) in &expected.stages {
        let is = newest_stage(view, &stage.text).map(|stage| stage.status.label());
        part_status("stage", stage, status.as_deref(), is, found);
    }
    for (step, status) in &expected.steps {
        let is = newest_step(view, &step.text).map(|step| step.status.label());
        part_status("step", step, status.as_deref(), is, found);
    }
    if let Some((at, items)) = &expected.open_work {
        open_work(world, view, *at, items, found);
    }
    for (path, value) in &expected.outputs {
        output(world, view, path, value, found);
    }
    history::histories(world, view, expected, found);
    errors(view, expected, found);
    whys(world, view, expected, found);
}

fn failed_flows(world: &World, at: Place, wanted: &[Spot], found: &mut Differences) {
    let failures = world.take_failures();
    let are_those = failures.len() == wanted.len()
        && failures
            .iter()
            .zip(wanted)
            .all(|(failure, wanted)| failure.contains(&wanted.text));
    if !are_those {
        let wanted: Vec<&str> = wanted.iter().map(|spot| spot.text.as_str()).collect();
        let expected = format!("failed flows: {}", wanted.join("; "));
        found.add(
            at,
            expected,
            format!("failed flows: {}", failures.join("; ")),
        );
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        "none".to_owned()
    } else {
        items.join(", ")
    }
}

fn compare(
    world: &World,
    spot: &Spot,
    what: &str,
    expected: &Node,
    is: &Value,
    found: &mut Differences,
) {
    match matches(expected, is, world) {
        Ok(true) => {}
        Ok(false) => {
            let (wanted, is) = (written(expected), shown(is));
            found.add(
                spot.at,
                format!("{what}: {wanted}"),
                format!("{what}: {is}"),
            );
        }
        Err(fault) => found.add(spot.at, format!("{what}: {}", written(expected)), fault),
    }
}

fn errors(view: &RunView, expected: &Expectation, found: &mut Differences) {
    let error = view.run.error.as_ref();
    if let Some(wanted) = &expected.error {
        let is = error.map_or("none", |error| &*error.message);
        if !is.contains(&wanted.text) {
            let what = format!("an error that contains `{}`", wanted.text);
            found.add(wanted.at, what, format!("error: {is}"));
        }
    }
    if let Some((at, wanted)) = expected.recoverable {
        let is = error.map_or("no error".to_owned(), |error| error.recoverable.to_string());
        found.same(at, "recoverable", &wanted.to_string(), &is);
    }
}

fn whys(world: &World, view: &RunView, expected: &Expectation, found: &mut Differences) {
    if expected.why.is_empty() {
        return;
    }
    let is = lines::why(world, view.number).join("\n");
    for wanted in &expected.why {
        if !is.contains(&wanted.text) {
            let what = format!("an explanation that contains `{}`", wanted.text);
            let is = if is.is_empty() {
                "it waits for nothing"
            } else {
                &is
            };
            found.add(wanted.at, what, is);
        }
    }
}

fn of_world(world: &World, expected: &Expectation, found: &mut Differences) {
    for (name, fields) in &expected.records {
        records::record(world, name, fields.as_deref(), found);
    }
    if let Some((_, mails)) = &expected.mail {
        records::mail(world, mails, found);
    }
    if let Some((at, count)) = expected.mail_count {
        let is = world.mails().len().to_string();
        found.same(at, "mails", &count.to_string(), &is);
    }
    if let Some((at, wanted)) = &expected.failed_flows {
        failed_flows(world, *at, wanted, found);
    }
    for (name, count) in &expected.calls {
        let what = format!("calls of {}", name.text);
        found.same(
            name.at,
            &what,
            &count.to_string(),
            &world.calls.of(&name.text).to_string(),
        );
    }
}
