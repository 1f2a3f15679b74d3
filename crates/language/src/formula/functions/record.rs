//! What happened to the record: ISNEW, ISCHANGED, PRIORVALUE, ISCLONE.

use super::Function;
use crate::formula::check::{Checked, Checker};
use crate::formula::evaluate::Evaluation;
use crate::formula::kind::{EVERYTHING, Kind};
use crate::formula::operators::same;
use crate::formula::syntax::{Call, What};
use crate::formula::tree::{Node, Outcome};
use crate::{FormulaError, Path, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::special("ISNEW", &[], |checker, call| {
        require_change(checker, call)?;
        Ok(Node::Lazy(evaluate_is_new, vec![is_new(checker)]).of(Kind::Boolean))
    }),
    Function::special("ISCLONE", &[], |_, _| {
        Ok(Node::Constant(Value::Boolean(false)).of(Kind::Boolean))
    }),
    Function::special("ISCHANGED", &[EVERYTHING], check_is_changed),
    Function::special("PRIORVALUE", &[EVERYTHING], check_prior_value),
    // There is no session that a formula could tell of.
    Function::special("GETSESSIONID", &[], |_, _| {
        Ok(Node::Constant(Value::Null).of(Kind::Text))
    }),
];

/// Whether the record is new.
const IS_NEW: &str = "$Record__IsNew";

fn is_new(checker: &mut Checker<'_>) -> Node {
    checker.slot(Path::new(IS_NEW))
}

/// These functions need a record that was changed.
fn require_change(checker: &Checker<'_>, call: &Call) -> Result<(), FormulaError> {
    if (checker.type_of)(&Path::new(IS_NEW)).is_some() {
        return Ok(());
    }
    let name = call.name.to_ascii_uppercase();
    let message = format!("{name} asks what happened to a record, but no record starts this.");
    let at = call.name_at.clone();
    Err(FormulaError::new("unknown-reference", message, at))
}

fn evaluate_is_new(evaluation: &mut Evaluation<'_>, nodes: &[Node]) -> Outcome {
    Ok(Value::Boolean(evaluation.holds(&nodes[0])?))
}

fn check_is_changed(checker: &mut Checker<'_>, call: &Call) -> Result<Checked, FormulaError> {
    require_change(checker, call)?;
    let is_new = is_new(checker);
    let now = checker.check(&call.arguments[0])?.node;
    let before = prior(checker, call)?;
    Ok(Node::Lazy(evaluate_is_changed, vec![is_new, now, before]).of(Kind::Boolean))
}

/// A new record has not changed.
fn evaluate_is_changed(evaluation: &mut Evaluation<'_>, nodes: &[Node]) -> Outcome {
    if evaluation.holds(&nodes[0])? {
        return Ok(Value::Boolean(false));
    }
    let (now, before) = (
        evaluation.evaluate(&nodes[1])?,
        evaluation.evaluate(&nodes[2])?,
    );
    let unchanged = match (&now, &before) {
        (Value::Null, Value::Null) => true,
        _ => same(&now, &before, true)?.is_true(),
    };
    Ok(Value::Boolean(!unchanged))
}

fn check_prior_value(checker: &mut Checker<'_>, call: &Call) -> Result<Checked, FormulaError> {
    require_change(checker, call)?;
    let kind = checker.check(&call.arguments[0])?.kind;
    Ok(prior(checker, call)?.of(kind))
}

/// The field before the change: `$Record__Prior.X` for `$Record.X` and for plain `X`.
fn prior(checker: &mut Checker<'_>, call: &Call) -> Result<Node, FormulaError> {
    let argument = &call.arguments[0];
    let What::Reference(name) = &argument.what else {
        let message = format!(
            "{} needs a field of the record.",
            call.name.to_ascii_uppercase()
        );
        return Err(FormulaError::new(
            "type-mismatch",
            message,
            argument.at.clone(),
        ));
    };
    let field = match name.split_once('.') {
        // What was before stays what it was.
        Some((head, rest))
            if head.eq_ignore_ascii_case("$Record")
                || head.eq_ignore_ascii_case("$Record__Prior") =>
        {
            rest
        }
        _ => name,
    };
    Ok(checker.slot(Path::new(&format!("$Record__Prior.{field}"))))
}
