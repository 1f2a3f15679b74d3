//! Reading a scenario file: every problem at once, each with its place.

mod act;
mod approval;
mod expectation;
mod names;
mod people;
mod setup;

use std::path::Path;

use super::document::{Kind, Node, parse};
use super::fields::{Fields, Problems, list};
use super::model::{People, Scenario, ScenarioFile, Step};
use super::problem::Problem;

/// Reads a scenario file's text.
///
/// # Errors
/// Every problem in it.
pub fn read(path: &Path, text: &str) -> Result<ScenarioFile, Vec<Problem>> {
    let mut problems = Problems::default();
    let file = parse(text)
        .map_err(|problem| problems.add(problem))
        .ok()
        .and_then(|document| scenario_file(path, &document, &mut problems));
    finish(file, problems, path)
}

/// Reads a `people.yaml`: a map with `people:`, or that block alone.
///
/// # Errors
/// Every problem in it.
pub fn people(path: &Path, text: &str) -> Result<People, Vec<Problem>> {
    let mut problems = Problems::default();
    let people = parse(text)
        .map_err(|problem| problems.add(problem))
        .ok()
        .map(|document| people::people(people_block(&document), &mut problems));
    finish(people, problems, path)
}

fn finish<T>(read: Option<T>, problems: Problems, path: &Path) -> Result<T, Vec<Problem>> {
    let mut found = problems.0;
    found.sort_by_key(|problem| problem.at);
    for problem in &mut found {
        problem.file = path.to_owned();
    }
    match read {
        Some(read) if found.is_empty() => Ok(read),
        _ => Err(found),
    }
}

fn people_block(document: &Node) -> &Node {
    match &document.kind {
        Kind::Map(entries) => match entries.as_slice() {
            [(key, block)] if key.scalar().as_deref() == Some("people") => block,
            _ => document,
        },
        _ => document,
    }
}

fn scenario_file(path: &Path, document: &Node, problems: &mut Problems) -> Option<ScenarioFile> {
    let mut fields = Fields::of(document, "a scenario file", problems)?;
    let base = setup::setup(&mut fields, problems);
    let scenarios = fields.need("scenarios", problems);
    let items = scenarios.map_or(&[] as &[Node], |node| list(node, "scenarios", problems));
    let scenarios: Vec<Scenario> = items
        .iter()
        .filter_map(|item| scenario(item, &base, problems))
        .collect();
    fields.finish(problems);
    names::unique_scenarios(&scenarios, problems);
    for scenario in &scenarios {
        names::check(scenario, problems);
    }
    Some(ScenarioFile {
        path: path.to_owned(),
        scenarios,
    })
}

fn scenario(node: &Node, base: &super::model::Setup, problems: &mut Problems) -> Option<Scenario> {
    let mut fields = Fields::of(node, "a scenario", problems)?;
    let name = fields.need_text("scenario", problems);
    let own = setup::setup(&mut fields, problems);
    let steps = fields.need("steps", problems);
    let items = steps.map_or(&[] as &[Node], |node| list(node, "steps", problems));
    let steps: Vec<Step> = items
        .iter()
        .filter_map(|item| act::step(item, problems))
        .collect();
    fields.finish(problems);
    let setup = setup::merge(base.clone(), own);
    if setup.project.is_empty() {
        problems.add(Problem::missing_key(
            node.at,
            "project",
            "a scenario or its file",
        ));
    }
    Some(Scenario {
        name: name?.text,
        at: node.at,
        setup,
        steps,
    })
}
