//! Condition logic: all, any, or custom such as `1 AND (2 OR NOT 3)`.

mod parse;

/// Longest custom expression in characters.
pub const LOGIC_LENGTH_MAX: usize = 1_000;

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
    pub fn parse(text: &str, n_conditions: usize) -> Result<Logic, LogicError> {
        match text.trim() {
            "" => Ok(Logic::All),
            word if word.eq_ignore_ascii_case("and") => Ok(Logic::All),
            word if word.eq_ignore_ascii_case("or") => Ok(Logic::Any),
            _ => parse::custom(text, n_conditions).map(Logic::Custom),
        }
    }

    /// Combines the answers of `n_conditions` conditions; asks only for those that matter, in order.
    ///
    /// # Errors
    /// Passes on the first error of `condition`.
    pub fn holds<E>(
        &self,
        n_conditions: usize,
        condition: &mut dyn FnMut(usize) -> Result<bool, E>,
    ) -> Result<bool, E> {
        match self {
            Logic::All => all(0..n_conditions, condition),
            Logic::Any => any(0..n_conditions, condition),
            Logic::Custom(tree) => tree.holds(condition),
        }
    }
}

impl LogicTree {
    fn holds<E>(&self, condition: &mut dyn FnMut(usize) -> Result<bool, E>) -> Result<bool, E> {
        match self {
            LogicTree::Condition(number) => condition(*number),
            LogicTree::Not(inner) => Ok(!inner.holds(condition)?),
            LogicTree::And(parts) => all(parts.iter(), &mut |part| part.holds(condition)),
            LogicTree::Or(parts) => any(parts.iter(), &mut |part| part.holds(condition)),
        }
    }
}

fn all<T, E>(
    parts: impl Iterator<Item = T>,
    holds: &mut dyn FnMut(T) -> Result<bool, E>,
) -> Result<bool, E> {
    for part in parts {
        if !holds(part)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn any<T, E>(
    parts: impl Iterator<Item = T>,
    holds: &mut dyn FnMut(T) -> Result<bool, E>,
) -> Result<bool, E> {
    for part in parts {
        if holds(part)? {
            return Ok(true);
        }
    }
    Ok(false)
}
