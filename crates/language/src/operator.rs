//! The comparison operators of conditions, decisions and record filters.

use crate::Value;

/// A comparison (semantics 17.7). [`Operator::holds`] applies it to two values; the operators that
/// ask about an element's past rather than a value are answered by the engine and the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named as in the metadata")]
pub enum Operator {
    EqualTo,
    NotEqualTo,
    GreaterThan,
    LessThan,
    GreaterThanOrEqualTo,
    LessThanOrEqualTo,
    StartsWith,
    EndsWith,
    Contains,
    IsNull,
    IsBlank,
    IsEmpty,
    HasValue,
    HasNoValue,
    In,
    NotIn,
    IsChanged,
    WasSet,
    WasSelected,
    WasVisited,
    HasError,
}

/// Whether comparing texts regards case: conditions do, record filters do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `a` differs from `A`.
    Sensitive,
    /// `a` equals `A`.
    Insensitive,
}

/// An operator was applied to values that it cannot compare.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("cannot apply {operator:?} to {left} and {right}")]
pub struct Incomparable {
    /// The operator.
    pub operator: Operator,
    /// Type of the left value, in words.
    pub left: &'static str,
    /// Type of the right value, in words.
    pub right: &'static str,
}

impl Operator {
    /// The operator of that metadata name, compared without regard to case.
    pub fn named(_name: &str) -> Option<Operator> {
        todo!()
    }

    /// Whether `left <operator> right` holds, with the null rules of decisions.md.
    ///
    /// # Errors
    /// [`Incomparable`] when the types cannot be compared, or the operator asks about the past.
    pub fn holds(self, _left: &Value, _right: &Value, _case: Case) -> Result<bool, Incomparable> {
        todo!()
    }
}
