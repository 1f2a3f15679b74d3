//! Steps whose assignee is taken from a variable that nothing sets.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;
use segue_definition::Node;

use super::steps::{assignee, steps};
use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static UNSET_ASSIGNEE: Rule = Rule {
    id: "UnsetAssignee",
    scanner_id: None,
    title: "the assignee is never set",
    about: "The assignee of a step is a variable that is no input, has no value of its own and is \
            assigned nowhere. It is empty when the step starts, and the run fails with an error \
            that a plain resume does not mend.",
    fix: None,
    category: Category::Orchestration,
    level: Level::Error,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    let assigned = OnceCell::new();
    for (_, step) in steps(flow) {
        let Some(assignee) = assignee(step) else {
            continue;
        };
        let variable = assignee.reference().and_then(|name| variable(flow, name));
        let Some(variable) = variable.filter(|variable| !is_set(flow, variable, &assigned)) else {
            continue;
        };
        let (name, resource) = (step.name(), variable.name());
        let message = format!("step `{name}` asks `{resource}`, which nothing sets");
        found
            .inside(step, &assignee.value.place(), message)
            .help("make it an input, give it a value, or take an output of a step")
            .related(&variable.place_of("name"), "it is declared here");
    }
}

fn variable<'a>(flow: &FlowFile<'a>, reference: &str) -> Option<&'a Node> {
    let name = reference.split('.').next()?;
    let mut variables = flow.root.children("variables");
    variables.find(|variable| variable.name().eq_ignore_ascii_case(name))
}

/// Whether something may give it a value: whoever starts a run, its default, or an element.
fn is_set(flow: &FlowFile<'_>, variable: &Node, assigned: &OnceCell<FxHashSet<String>>) -> bool {
    variable.flag("isInput")
        || variable.child("value").is_some()
        || assigned
            .get_or_init(|| assigned_names(flow))
            .contains(&variable.name().to_ascii_lowercase())
}

/// What elements put something into, in lower case.
fn assigned_names(flow: &FlowFile<'_>) -> FxHashSet<String> {
    let is_target = |tag: &str| {
        (tag.starts_with("assign") && tag.ends_with("Reference")) || tag == "outputReference"
    };
    let leaves = flow.leaves().iter();
    leaves
        .filter(|leaf| is_target(&leaf.node.tag))
        .map(|leaf| leaf.node.word().split('.').next().unwrap_or_default())
        .map(str::to_ascii_lowercase)
        .collect()
}
