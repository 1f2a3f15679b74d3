//! Operations of filters of fields: of roll-up summaries and of lookups.

use segue_language::Operator;

use crate::compile::Notes;
use crate::document::Node;

/// What the operation compares by, and whether it must not hold.
pub(super) fn operation(operation: &Node, notes: &mut Notes) -> Option<(Operator, bool)> {
    Some(match operation.word() {
        "equals" => (Operator::In, false),
        "notEqual" => (Operator::In, true),
        "lessThan" => (Operator::LessThan, false),
        "greaterThan" => (Operator::GreaterThan, false),
        "lessOrEqual" => (Operator::LessThanOrEqualTo, false),
        "greaterOrEqual" => (Operator::GreaterThanOrEqualTo, false),
        "contains" | "includes" => (Operator::Contains, false),
        "notContain" | "excludes" => (Operator::Contains, true),
        "startsWith" => (Operator::StartsWith, false),
        _ => {
            notes.invalid_value(
                operation,
                "equals, notEqual, lessThan, greaterThan, lessOrEqual, greaterOrEqual, contains, \
                 notContain, startsWith, includes or excludes",
            );
            return None;
        }
    })
}
