//! A compiled formula.

use std::sync::Arc;

use super::evaluate::{Arguments, Evaluation};
use super::functions::Function;
use super::functions::pattern::Pattern;
use super::syntax::Binary;
use crate::{EvaluationError, Value};

/// The result of each step.
pub(super) type Outcome = Result<Value, EvaluationError>;
/// A function of values.
pub(super) type Strict = fn(&Arguments<'_>) -> Outcome;
/// A function that evaluates its arguments itself, or not at all.
pub(super) type Lazy = fn(&mut Evaluation<'_>, &[Node]) -> Outcome;

#[derive(Clone, Debug)]
pub(super) enum Node {
    Constant(Value),
    Reference(usize),
    Negative(Box<Node>),
    Not(Box<Node>),
    /// Operators of one precedence, applied from left to right.
    Chain(Box<Node>, Vec<Step>),
    All(Vec<Node>),
    Any(Vec<Node>),
    Concatenate(Vec<Node>),
    Strict(&'static Function, Strict, Vec<Node>),
    Lazy(Lazy, Vec<Node>),
    Matches(Arc<Pattern>, Box<Node>),
}

/// One more operator of a chain.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) operator: Binary,
    /// A blank counts as an empty text, as it does where texts are compared.
    pub(super) blank_is_empty: bool,
    pub(super) right: Node,
}
