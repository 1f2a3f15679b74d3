//! Criteria: numbered comparisons and the logic between them, over any kind of operand.

use crate::{Logic, Operator};

/// One comparison. `L` is what may stand on the left, `R` on the right: each crate compiles its
/// own references.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition<L, R> {
    /// Left side.
    pub left: L,
    /// The comparison.
    pub operator: Operator,
    /// Right side.
    pub right: R,
}

/// Conditions and the logic that combines them.
#[derive(Clone, Debug, PartialEq)]
pub struct Criteria<L, R> {
    /// How the conditions combine.
    pub logic: Logic,
    /// The conditions, numbered from 0.
    pub conditions: Vec<Condition<L, R>>,
}
