//! Resources that nothing uses.

use segue_definition::Node;

use crate::flow_file::{FlowFile, Kind};
use crate::found::{Edit, Found};
use crate::{Category, Level, Rule, Setting};

pub(crate) static UNUSED_VARIABLE: Rule = Rule {
    id: "UnusedVariable",
    scanner_id: Some("unused-variable"),
    title: "resources that nothing uses",
    about: "A variable, constant, formula, choice or text template that nothing in the flow \
            mentions. Remove it. An output with a fixed value is used by whoever calls the flow \
            and is not named.",
    fix: Some("removes them, except inputs and outputs: whoever calls the flow may name those"),
    category: Category::Layout,
    level: Level::Warning,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    let is_judged = matches!(
        flow.kind(),
        Kind::Screen | Kind::Background | Kind::Orchestration
    );
    // Which stages are active is read by name from outside.
    let resources = flow
        .resources()
        .filter(|(_, node)| is_judged && &*node.tag != "stages");
    for (number, node) in resources {
        let is_used = flow.mentions(node.name()).iter().any(|&n| n != number);
        let is_answer = node.flag("isOutput") && node.child("value").is_some();
        if is_used || is_answer || node.name().is_empty() {
            continue;
        }
        let is_ours = !node.flag("isInput") && !node.flag("isOutput");
        let edit = is_ours.then(|| Edit::without(node, flow.source));
        let message = format!("nothing uses {} `{}`", word(node), node.name());
        found.element(node, message).help("remove it").fix(edit);
    }
}

fn word(node: &Node) -> &'static str {
    match &*node.tag {
        "choices" => "choice",
        "constants" => "constant",
        "dynamicChoiceSets" => "choice set",
        "formulas" => "formula",
        "textTemplates" => "text template",
        _ if node.flag("isInput") => "input",
        _ if node.flag("isOutput") => "output",
        _ => "variable",
    }
}
