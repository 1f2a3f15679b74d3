//! Decisions: IF, CASE, AND and their like; blanks and errors.

use super::Function;
use crate::formula::check::{Checked, Checker, mismatch};
use crate::formula::evaluate::{Arguments, Evaluation};
use crate::formula::kind::{BOOLEAN, EVERYTHING, Kind};
use crate::formula::operators::same;
use crate::formula::syntax::{Call, Syntax};
use crate::formula::tree::{Node, Outcome};
use crate::{EvaluationError, FormulaError, Num, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::special("AND", &[BOOLEAN], |checker, call| {
        Ok(Node::All(conditions(checker, call)?).of(Kind::Boolean))
    })
    .and_more(),
    Function::special("OR", &[BOOLEAN], |checker, call| {
        Ok(Node::Any(conditions(checker, call)?).of(Kind::Boolean))
    })
    .and_more(),
    Function::special("NOT", &[BOOLEAN], |checker, call| {
        let inner = checker.expect(&call.arguments[0], BOOLEAN, "NOT")?.node;
        Ok(Node::Not(Box::new(inner)).of(Kind::Boolean))
    }),
    Function::special("IF", &[BOOLEAN, EVERYTHING, EVERYTHING], check_if),
    Function::special("IFS", &[BOOLEAN, EVERYTHING, EVERYTHING], check_ifs).and_more(),
    Function::special("CASE", &[EVERYTHING; 4], check_case).and_more(),
    Function::special("IN", &[EVERYTHING; 2], check_in).and_more(),
    Function::special("IFERROR", &[EVERYTHING; 2], check_if_error),
    Function::special("BLANKVALUE", &[EVERYTHING; 2], check_blank_value),
    Function::special("NULLVALUE", &[EVERYTHING; 2], check_null_value),
    Function::special("ISNULL", &[EVERYTHING], check_is_null),
    Function::new("ISBLANK", &[EVERYTHING], Kind::Boolean, |arguments| {
        Ok(Value::Boolean(is_blank(arguments.get(0))))
    })
    .with_nulls(),
    Function::new("ISNUMBER", &[EVERYTHING], Kind::Boolean, is_number).with_nulls(),
];

fn conditions(checker: &mut Checker<'_>, call: &Call) -> Result<Vec<Node>, FormulaError> {
    let name = call.name.to_ascii_uppercase();
    call.arguments
        .iter()
        .map(|argument| Ok(checker.expect(argument, BOOLEAN, &name)?.node))
        .collect()
}

fn check_if(checker: &mut Checker<'_>, call: &Call) -> Result<Checked, FormulaError> {
    let mut nodes = vec![checker.expect(&call.arguments[0], BOOLEAN, "IF")?.node];
    let kind = alternatives(checker, "IF", &call.arguments[1..], &mut nodes)?;
    Ok(Node::Lazy(evaluate_if, nodes).of(kind))
}

fn evaluate_if(evaluation: &mut Evaluation<'_>, nodes: &[Node]) -> Outcome {
    let chosen = if evaluation.holds(&nodes[0])? { 1 } else { 2 };
    evaluation.evaluate(&nodes[chosen])
}

/// `IFS(condition, result, …, otherwise)`, compiled as conditions, then results.
fn check_ifs(checker: &mut Checker<'_>, call: &Call) -> Result<Checked, FormulaError> {
    let arguments = &call.arguments;
    if arguments.len().is_multiple_of(2) {
        let message = "IFS needs a result for each condition, and one more for all others.";
        let at = call.name_at.clone();
        return Err(FormulaError::new("wrong-argument-count", message, at));
    }
    let last = arguments.len() - 1;
    let mut nodes = Vec::with_capacity(arguments.len());
    for condition in arguments[..last].iter().step_by(2) {
        nodes.push(checker.expect(condition, BOOLEAN, "IFS")?.node);
    }
    let results = arguments[1..].iter().step_by(2).chain(&arguments[last..]);
    let kind = alternatives(checker, "IFS", results, &mut nodes)?;
    Ok(Node::Lazy(evaluate_ifs, nodes).of(kind))
}

fn evaluate_ifs(evaluation: &mut Evaluation<'_>, nodes: &[Node]) -> Outcome {
    let n = nodes.len() / 2;
    for position in 0..n {
        if evaluation.holds(&nodes[position])? {
            return evaluation.evaluate(&nodes[n + position]);
        }
    }
    evaluation.evaluate(&nodes[2 * n])
}

/// Checks expressions of which one becomes the result, and gives their common kind.
fn alternatives<'a>(
    checker: &mut Checker<'_>,
    who: &str,
    expressions: impl IntoIterator<Item = &'a Syntax>,
    nodes: &mut Vec<Node>,
) -> Result<Kind, FormulaError> {
    let mut common = Kind::Null;
    for expression in expressions {
        let checked = checker.check(expression)?;
        common = common
            .common(checked.kind)
            .ok_or_else(|| mismatch(who, &common, checked.kind, &expression.at))?;
        nodes.push(checked.node);
    }
    Ok(common)
}

/// `CASE(value, when, then, …, otherwise)`, compiled in that order.
fn check_case(checker: &mut Checker<'_>, call: &Call) -> Result<Checked, FormulaError> {
    let arguments = &call.arguments;
    if arguments.len() % 2 == 1 {
        let message = "CASE needs a result for each value, and one more for all others.";
        let at = call.name_at.clone();
        return Err(FormulaError::new("wrong-argument-count", message, at));
    }
    let last = arguments.len() - 1;
    let (mut values, mut results) = (Vec::new(), Vec::new());
    let whens = arguments[1..last].iter().step_by(2);
    let compared = std::iter::once(&arguments[0]).chain(whens);
    let value_kind = alternatives(checker, "CASE", compared, &mut values)?;
    refuse_boolean(value_kind, &arguments[0])?;
    let thens = arguments[2..last]
        .iter()
        .step_by(2)
        .chain(&arguments[last..]);
    let kind = alternatives(checker, "CASE", thens, &mut results)?;
    let nodes = values.into_iter().chain(results).collect();
    let evaluate = match value_kind {
        Kind::Text => evaluate_case::<true>,
        _ => evaluate_case::<false>,
    };
    Ok(Node::Lazy(evaluate, nodes).of(kind))
}

fn refuse_boolean(kind: Kind, at: &Syntax) -> Result<(), FormulaError> {
    if kind != Kind::Boolean {
        return Ok(());
    }
    let error = mismatch("CASE", &"something else than a boolean", kind, &at.at);
    Err(error.help("IF(…) chooses by a boolean."))
}

/// The nodes are the value, n values to compare it with, n results, and the result otherwise.
fn evaluate_case<const TEXTS: bool>(evaluation: &mut Evaluation<'_>, nodes: &[Node]) -> Outcome {
    let n = nodes.len() / 2 - 1;
    let value = evaluation.evaluate(&nodes[0])?;
    for position in 1..=n {
        let when = evaluation.evaluate(&nodes[position])?;
        if same(&value, &when, TEXTS)?.is_true() {
            return evaluation.evaluate(&nodes[n + position]);
        }
    }
    evaluation.evaluate(&nodes[2 * n + 1])
}

fn check_in(checker: &mut Checker<'_>, call: &Call) -> Result<Checked, FormulaError> {
    let mut nodes = Vec::new();
    alternatives(checker, "IN", &call.arguments, &mut nodes)?;
    Ok(Node::Lazy(evaluate_in, nodes).of(Kind::Boolean))
}

/// A blank is in no list.
fn evaluate_in(evaluation: &mut Evaluation<'_>, nodes: &[Node]) -> Outcome {
    let value = evaluation.evaluate(&nodes[0])?;
    for node in &nodes[1..] {
        let other = evaluation.evaluate(node)?;
        if !is_blank(&value) && same(&value, &other, false)?.is_true() {
            return Ok(Value::Boolean(true));
        }
    }
    Ok(Value::Boolean(false))
}

fn check_if_error(checker: &mut Checker<'_>, call: &Call) -> Result<Checked, FormulaError> {
    let mut nodes = Vec::new();
    let kind = alternatives(checker, "IFERROR", &call.arguments, &mut nodes)?;
    Ok(Node::Lazy(evaluate_if_error, nodes).of(kind))
}

fn evaluate_if_error(evaluation: &mut Evaluation<'_>, nodes: &[Node]) -> Outcome {
    match evaluation.attempt(&nodes[0]) {
        Err(EvaluationError::Failed { code, .. }) if !is_limit(code) => {
            evaluation.evaluate(&nodes[1])
        }
        outcome => outcome,
    }
}

/// Limits are there to be kept: no formula goes on after one.
fn is_limit(code: &str) -> bool {
    matches!(code, "too-costly" | "text-too-long")
}

fn check_blank_value(checker: &mut Checker<'_>, call: &Call) -> Result<Checked, FormulaError> {
    let mut nodes = Vec::new();
    let kind = alternatives(checker, "BLANKVALUE", &call.arguments, &mut nodes)?;
    Ok(Node::Lazy(evaluate_blank_value, nodes).of(kind))
}

fn evaluate_blank_value(evaluation: &mut Evaluation<'_>, nodes: &[Node]) -> Outcome {
    let value = evaluation.evaluate(&nodes[0])?;
    if is_blank(&value) {
        return evaluation.evaluate(&nodes[1]);
    }
    Ok(value)
}

/// Texts are never null, only empty: for them NULLVALUE gives the first argument.
fn check_null_value(checker: &mut Checker<'_>, call: &Call) -> Result<Checked, FormulaError> {
    let checked = check_blank_value(checker, call)?;
    match (checked.kind, checked.node) {
        (Kind::Text, Node::Lazy(_, mut nodes)) => Ok(nodes.swap_remove(0).of(Kind::Text)),
        (kind, node) => Ok(node.of(kind)),
    }
}

/// Texts are never null, only empty: for them ISNULL is false.
fn check_is_null(checker: &mut Checker<'_>, call: &Call) -> Result<Checked, FormulaError> {
    let Checked { node, kind } = checker.check(&call.arguments[0])?;
    if kind == Kind::Text {
        return Ok(Node::Constant(Value::Boolean(false)).of(Kind::Boolean));
    }
    let evaluate = |evaluation: &mut Evaluation<'_>, nodes: &[Node]| {
        let value = evaluation.evaluate(&nodes[0])?;
        Ok(Value::Boolean(is_blank(&value)))
    };
    Ok(Node::Lazy(evaluate, vec![node]).of(Kind::Boolean))
}

pub(super) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::Collection(items) => items.is_empty(),
        _ => false,
    }
}

fn is_number(arguments: &Arguments<'_>) -> Outcome {
    let is_number = match arguments.get(0) {
        Value::Number(_) => true,
        Value::Text(text) => text.parse::<Num>().is_ok(),
        _ => false,
    };
    Ok(Value::Boolean(is_number))
}
