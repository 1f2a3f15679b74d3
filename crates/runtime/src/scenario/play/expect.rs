//! Comparing what is with what should be: every difference of one `expect` at once.

use segue_engine::{StageRun, StepRun, StepStatus};
use segue_language::{Text, Value, follow};

use super::act::{Trouble, run_named};
use super::{approve, lines};
use crate::scenario::document::{Node, Place};
use crate::scenario::model::{Expectation, Mail, OpenWork, Spot};
use crate::scenario::values::{matches, shown, written};
use crate::scenario::world::World;
use crate::{RunRef, RunView};

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

/// What is not as it should be.
#[derive(Default)]
struct Differences(Vec<(usize, String, String)>);

impl Differences {
    fn add(&mut self, at: Place, expected: impl Into<String>, found: impl Into<String>) {
        self.0.push((at.line, expected.into(), found.into()));
    }

    /// Adds a difference unless the two texts are the same.
    fn same(&mut self, at: Place, what: &str, expected: &str, found: &str) {
        if expected != found {
            self.add(
                at,
                format!("{what}: {expected}"),
                format!("{what}: {found}"),
            );
        }
    }

    fn finish(self, run: Option<i64>) -> Result<(), Trouble> {
        let Some(line) = self.0.iter().map(|(line, ..)| *line).min() else {
            return Ok(());
        };
        let expected: Vec<&str> = self
            .0
            .iter()
            .map(|(_, expected, _)| expected.as_str())
            .collect();
        let found: Vec<&str> = self.0.iter().map(|(.., found)| found.as_str()).collect();
        let mut trouble = Trouble::unmet(expected.join("\n"), found.join("\n"));
        (trouble.run, trouble.line) = (run, Some(line));
        Err(trouble)
    }
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
    histories(world, view, expected, found);
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

fn current_stage(view: &RunView, at: Place, expected: Option<&str>, found: &mut Differences) {
    let last = view.run.stages.last();
    let last = last.filter(|stage| expected.is_some() || stage.ended_at.is_none());
    let is = last.map_or("none", |stage| &view.orchestration.stage(stage.stage).name);
    found.same(at, "stage", expected.unwrap_or("none"), is);
}

fn part_status(
    what: &str,
    name: &Spot,
    expected: Option<&str>,
    is: Option<&str>,
    found: &mut Differences,
) {
    let what = format!("{what} {}", name.text);
    found.same(
        name.at,
        &what,
        expected.unwrap_or("none"),
        is.unwrap_or("none"),
    );
}

/// The newest stage run of that name.
fn newest_stage<'a>(view: &'a RunView, name: &str) -> Option<&'a StageRun> {
    let is_named = |stage: &&StageRun| &*view.orchestration.stage(stage.stage).name == name;
    view.run.stages.iter().rev().find(is_named)
}

/// The newest step run of that name.
pub(super) fn newest_step<'a>(view: &'a RunView, name: &str) -> Option<&'a StepRun> {
    let is_named = |step: &&StepRun| &*view.orchestration.step(step.step).name == name;
    view.run
        .stages
        .iter()
        .rev()
        .flat_map(|stage| &stage.steps)
        .find(is_named)
}

fn open_work(
    world: &World,
    view: &RunView,
    at: Place,
    expected: &[OpenWork],
    found: &mut Differences,
) {
    let items = world
        .runtime
        .reads()
        .open_items(RunRef::Number(view.number));
    let mut left: Vec<(&str, &str)> = items
        .iter()
        .map(|item| (&*item.step_name, &*item.assignee.name))
        .collect();
    let is = list(
        left.iter()
            .map(|(step, assignee)| format!("{step} of {assignee}")),
    );
    let mut all_found = true;
    for item in expected {
        let fits = |(step, assignee): &(&str, &str)| {
            *step == item.step
                && item
                    .assignee
                    .as_ref()
                    .is_none_or(|wanted| assignee == wanted)
        };
        match left.iter().position(fits) {
            Some(index) => drop(left.remove(index)),
            None => all_found = false,
        }
    }
    if !all_found || !left.is_empty() {
        let item = |item: &OpenWork| match &item.assignee {
            Some(assignee) => format!("{} of {assignee}", item.step),
            None => item.step.clone(),
        };
        let wanted = list(expected.iter().map(item));
        found.add(
            at,
            format!("open work: {wanted}"),
            format!("open work: {is}"),
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

fn output(world: &World, view: &RunView, path: &Spot, expected: &Node, found: &mut Differences) {
    let mut parts = path.text.split('.');
    let step = parts.next().unwrap_or_default();
    let rest: Vec<Text> = parts.map(Text::from).collect();
    let Some((variable, fields)) = rest.split_first() else {
        found.add(
            path.at,
            format!("output `{}`", path.text),
            "an output is written `Step.variable`",
        );
        return;
    };
    let completed = newest_step(view, step).filter(|step| step.status == StepStatus::Completed);
    let outputs = completed.map_or(&[] as &[_], |step| &step.outputs);
    let is = outputs
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(variable));
    let is = is.map_or(Value::Null, |(_, value)| {
        follow(value, fields).unwrap_or_default()
    });
    compare(world, path, &path.text, expected, &is, found);
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

fn histories(world: &World, view: &RunView, expected: &Expectation, found: &mut Differences) {
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
        record(world, name, fields.as_deref(), found);
    }
    if let Some((_, mails)) = &expected.mail {
        mail(world, mails, found);
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

fn record(world: &World, name: &Spot, fields: Option<&[(Spot, Node)]>, found: &mut Differences) {
    let thing = world.names.record(&name.text);
    let is = thing.and_then(|thing| {
        world
            .runtime
            .reads()
            .at(world.clock)
            .record(&thing.object, &thing.id)
    });
    match (fields, is) {
        (None, None) => {}
        (None, Some(_)) => found.add(name.at, format!("{} deleted", name.text), "it exists"),
        (Some(_), None) => found.add(
            name.at,
            format!("a record `{}`", name.text),
            "it is deleted",
        ),
        (Some(fields), Some(record)) => {
            for (field, expected) in fields {
                let what = format!("{}.{}", name.text, field.text);
                match record.get(&field.text) {
                    Some(is) => compare(world, field, &what, expected, is, found),
                    None => found.add(
                        field.at,
                        what,
                        format!("{} has no such field", record.object),
                    ),
                }
            }
        }
    }
}

fn mail(world: &World, wanted: &[Mail], found: &mut Differences) {
    let mails = world.mails();
    let mut rest = mails.iter();
    for entry in wanted {
        let contains = |text: &str, part: &Option<String>| {
            part.as_ref()
                .is_none_or(|part| text.contains(part.as_str()))
        };
        let fits = |mail: &crate::Mail| {
            let mut recipients = mail.to.iter();
            let is_to = entry
                .to
                .as_ref()
                .is_none_or(|to| recipients.any(|other| **other == **to));
            is_to && contains(&mail.subject, &entry.subject) && contains(&mail.body, &entry.body)
        };
        if !rest.any(fits) {
            let is = list(
                mails
                    .iter()
                    .map(|mail| format!("`{}` to {}", mail.subject, mail.to.join(" "))),
            );
            found.add(
                entry.at,
                format!("mail: {}", letter(entry)),
                format!("mail: {is}"),
            );
            return;
        }
    }
}

fn letter(mail: &Mail) -> String {
    let part =
        |name: &str, part: &Option<String>| part.as_ref().map(|text| format!("{name} `{text}`"));
    let parts = [
        part("to", &mail.to),
        part("subject", &mail.subject),
        part("body", &mail.body),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
