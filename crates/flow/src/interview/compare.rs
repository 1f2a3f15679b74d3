//! Same or not, before or after: how items of collections compare.

use std::cmp::Ordering;

use segue_language::{Case, Operator, Value};

/// Whether two items are the same: records with ids by their ids, everything else by value.
pub(crate) fn same(a: &Value, b: &Value) -> bool {
    if let (Value::Record(a), Value::Record(b)) = (a, b)
        && let (Some(a), Some(b)) = (a.id(), b.id())
    {
        return a == b;
    }
    Operator::EqualTo
        .holds(a, b, Case::Sensitive)
        .unwrap_or(false)
}

/// The order of two values that are not null, texts without regard to case.
pub(crate) fn order(a: &Value, b: &Value) -> Ordering {
    let holds = |operator: Operator| operator.holds(a, b, Case::Insensitive).unwrap_or(false);
    match (holds(Operator::LessThan), holds(Operator::GreaterThan)) {
        (true, _) => Ordering::Less,
        (_, true) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}
