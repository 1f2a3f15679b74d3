//! Condition logic: all, any, or custom such as `1 AND (2 OR NOT 3)`.

/// How the answers of numbered conditions combine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Logic {
    /// All hold (true when there are none).
    All,
    /// At least one holds.
    Any,
    /// A custom expression.
    Custom(LogicTree),
}

/// A custom expression over conditions numbered from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogicTree {
    /// The condition of that number (from 0).
    Condition(usize),
    /// The opposite.
    Not(Box<LogicTree>),
    /// All of them.
    And(Vec<LogicTree>),
    /// Any of them.
    Or(Vec<LogicTree>),
}

/// Why a custom expression was refused; `at` is the byte offset in its text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct LogicError {
    /// One sentence.
    pub message: String,
    /// Where in the text.
    pub at: usize,
}

impl Logic {
    /// Reads `and`, `or`, or a custom expression over `n_conditions` conditions. An expression
    /// longer than 1,000 characters, a number out of range or one left out is refused.
    ///
    /// # Errors
    /// [`LogicError`] with the place.
    pub fn parse(_text: &str, _n_conditions: usize) -> Result<Logic, LogicError> {
        todo!()
    }

    /// Combines the answers of `n_conditions` conditions; asks only for those that matter, in order.
    ///
    /// # Errors
    /// Passes on the first error of `condition`.
    pub fn holds<E>(
        &self,
        _n_conditions: usize,
        _condition: &mut dyn FnMut(usize) -> Result<bool, E>,
    ) -> Result<bool, E> {
        todo!()
    }
}
