//! Conditions, their logic and their operators.

use segue_language::{Condition, Criteria, Logic, Operator, Type};

use super::notes::Notes;
use super::scope::{self, Scope, operand};
use crate::document::Node;

/// The elements that hold criteria, by their names in one kind of definition.
pub(crate) struct Tags {
    pub(crate) logic: &'static str,
    pub(crate) conditions: &'static str,
}

/// The criteria written in `node`; true for everything when there is no condition.
pub(crate) fn criteria<S: Scope>(
    scope: &mut S,
    node: &Node,
    tags: &Tags,
) -> Criteria<S::Reference, S::Operand> {
    let mut conditions = Vec::new();
    for written in node.children(tags.conditions) {
        conditions.extend(condition(scope, written));
    }
    let logic = logic(node.child(tags.logic), conditions.len(), scope);
    Criteria { logic, conditions }
}

fn condition<S: Scope>(scope: &mut S, node: &Node) -> Option<Condition<S::Reference, S::Operand>> {
    let Some(left) = node.child("leftValueReference") else {
        scope.notes().missing_element(node, "leftValueReference");
        return None;
    };
    let operator = operator(node, scope.notes());
    let right_type = type_compared(scope, operator, node.child("rightValue"));
    Some(Condition {
        left: scope::typed_reference(scope, left, right_type),
        operator,
        right: operand(scope, node.child("rightValue")),
    })
}

/// The type that `value` tells of what it is compared with: operators that ask a question have
/// its answer on the right.
pub(crate) fn type_compared<S: Scope>(scope: &S, operator: Operator, value: Option<&Node>) -> Type {
    match operator {
        Operator::EqualTo
        | Operator::NotEqualTo
        | Operator::GreaterThan
        | Operator::LessThan
        | Operator::GreaterThanOrEqualTo
        | Operator::LessThanOrEqualTo => scope::type_of_value(scope, value),
        _ => Type::Any,
    }
}

/// The comparison that the `operator` of `node` names.
pub(crate) fn operator(node: &Node, notes: &mut Notes) -> Operator {
    let Some(written) = node.child("operator") else {
        notes.missing_element(node, "operator");
        return Operator::EqualTo;
    };
    Operator::named(written.word()).unwrap_or_else(|| {
        notes.unknown_operator(written);
        Operator::EqualTo
    })
}

fn logic<S: Scope>(written: Option<&Node>, n_conditions: usize, scope: &mut S) -> Logic {
    parsed(written, n_conditions).unwrap_or_else(|(node, message, at)| {
        let place = node.place_in_text(scope.source(), at..at + 1);
        scope.notes().malformed_logic(&place, &message);
        Logic::All
    })
}

/// The logic that `written` names, for filters, which have no scope.
pub(crate) fn filter_logic(
    written: Option<&Node>,
    n_conditions: usize,
    notes: &mut Notes,
) -> Logic {
    parsed(written, n_conditions).unwrap_or_else(|(node, message, _)| {
        notes.malformed_logic(&node.place(), &message);
        Logic::All
    })
}

fn parsed(written: Option<&Node>, n_conditions: usize) -> Result<Logic, (&Node, String, usize)> {
    let Some(node) = written else {
        return Ok(Logic::All);
    };
    if n_conditions == 0 || node.word().is_empty() {
        return Ok(Logic::All);
    }
    Logic::parse(&node.text, n_conditions).map_err(|error| (node, error.message, error.at))
}
