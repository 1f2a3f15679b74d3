//! Comparing stages, steps, open work and outputs of a run.

use segue_engine::{StageRun, StepRun, StepStatus};
use segue_language::{Text, Value, follow};

use super::differences::Differences;
use super::{compare, list};
use crate::scenario::document::{Node, Place};
use crate::scenario::model::{OpenWork, Spot};
use crate::scenario::world::World;
use crate::{RunRef, RunView};

pub(super) fn current_stage(
    view: &RunView,
    at: Place,
    expected: Option<&str>,
    found: &mut Differences,
) {
    let last = view.run.stages.last();
    let last = last.filter(|stage| expected.is_some() || stage.ended_at.is_none());
    let is = last.map_or("none", |stage| &view.orchestration.stage(stage.stage).name);
    found.same(at, "stage", expected.unwrap_or("none"), is);
}

pub(super) fn part_status(
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
pub(super) fn newest_stage<'a>(view: &'a RunView, name: &str) -> Option<&'a StageRun> {
    let is_named = |stage: &&StageRun| &*view.orchestration.stage(stage.stage).name == name;
    view.run.stages.iter().rev().find(is_named)
}

/// The newest step run of that name.
pub(in crate::scenario::play) fn newest_step<'a>(
    view: &'a RunView,
    name: &str,
) -> Option<&'a StepRun> {
    let is_named = |step: &&StepRun| &*view.orchestration.step(step.step).name == name;
    view.run
        .stages
        .iter()
        .rev()
        .flat_map(|stage| &stage.steps)
        .find(is_named)
}

pub(super) fn open_work(
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

pub(super) fn output(
    world: &World,
    view: &RunView,
    path: &Spot,
    expected: &Node,
    found: &mut Differences,
) {
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
