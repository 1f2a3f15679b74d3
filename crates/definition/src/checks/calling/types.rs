//! Literals that can never stand for the input or the left side that they are beside. Only
//! variables that say their type are judged: texts are made from everything.

use crate::checks::view::{FlowDocument, Survey, calls};
use crate::document::Node;
use crate::{Problem, Problems};

/// Operators that compare the left side with the right.
const COMPARING: &str =
    "EqualTo NotEqualTo GreaterThan GreaterThanOrEqualTo LessThan LessThanOrEqualTo";

pub(super) fn check(flow: &FlowDocument<'_>, survey: &Survey<'_>, problems: &mut Problems) {
    let calls = calls(flow);
    for call in &calls {
        let variables = |name: &str| variable_of(survey, call.name.word(), name, "isInput");
        for (name, value) in &call.given {
            let problem = variables(name.word()).and_then(|input| mismatch(input, value));
            problems.extend(problem.map(|problem| problem.in_element(call.element)));
        }
    }
    let called = calls.iter().map(|call| (call.element, call.name.word()));
    check_conditions(
        flow.root,
        flow.root,
        &called.collect::<Vec<_>>(),
        survey,
        problems,
    );
}

fn check_conditions(
    node: &Node,
    root: &Node,
    called: &[(&str, &str)],
    survey: &Survey<'_>,
    problems: &mut Problems,
) {
    problems.extend(condition(node, root, called, survey));
    for child in &node.children {
        check_conditions(child, root, called, survey, problems);
    }
}

fn condition(
    node: &Node,
    root: &Node,
    called: &[(&str, &str)],
    survey: &Survey<'_>,
) -> Option<Problem> {
    let left = node.text_of("leftValueReference")?;
    let operator = node.text_of("operator")?;
    if !COMPARING.split_whitespace().any(|known| known == operator) {
        return None;
    }
    let parts: Vec<&str> = left.split('.').collect();
    let variable = match parts.as_slice() {
        [name] => variable(root, name)?,
        [step, outputs, name] if outputs.eq_ignore_ascii_case("Outputs") => {
            let is_step = |call: &&(&str, &str)| call.0.eq_ignore_ascii_case(step);
            let (_, flow) = called.iter().find(is_step)?;
            variable_of(survey, flow, name, "isOutput")?
        }
        _ => return None,
    };
    mismatch(variable, node.child("rightValue")?)
}

/// The variable of a flow of this project that has that flag.
fn variable_of<'a>(
    survey: &Survey<'a>,
    flow: &str,
    name: &str,
    flag: &'static str,
) -> Option<&'a Node> {
    let found = survey
        .flows()
        .find(|own| own.name.eq_ignore_ascii_case(flow))?;
    variable(found.root, name).filter(|variable| variable.flag(flag))
}

fn variable<'a>(root: &'a Node, name: &str) -> Option<&'a Node> {
    let mut variables = root.children("variables");
    variables.find(|variable| variable.name().eq_ignore_ascii_case(name))
}

/// Whether the literal of `value` can never be a value of `variable`.
fn mismatch(variable: &Node, value: &Node) -> Option<Problem> {
    let literal = value.children.first().filter(|literal| !literal.is_nil)?;
    if variable.flag("isCollection") || literal.text.contains("{!") || literal.word().is_empty() {
        return None;
    }
    let expected = match variable.text_of("dataType")? {
        "Number" | "Currency" => "a number",
        "Boolean" => "a boolean",
        "Date" => "a date",
        "DateTime" => "a date/time",
        _ => return None,
    };
    let found = match &*literal.tag {
        "numberValue" => "a number",
        "booleanValue" => "a boolean",
        "dateValue" => "a date",
        "dateTimeValue" => "a date/time",
        "stringValue" if !may_be(expected, literal.word()) => "a text",
        _ => return None,
    };
    let both_are_days = expected.starts_with("a date") && found.starts_with("a date");
    (expected != found && !both_are_days)
        .then(|| Problem::type_mismatch(&literal.place(), variable.name(), expected, found))
}

/// Whether a text may be read as a value of that type.
fn may_be(expected: &str, text: &str) -> bool {
    match expected {
        "a boolean" => ["true", "false"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(text)),
        _ => text.contains(|c: char| c.is_ascii_digit()),
    }
}
