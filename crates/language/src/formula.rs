//! The formula language: compiled once, evaluated often, never without a cost budget.

use std::ops::Range;

use crate::{Path, TimeZone, Timestamp, Type, Unloaded, Value};

/// A checked formula.
#[derive(Clone, Debug)]
pub struct Formula {
    text: std::sync::Arc<str>,
    references: Vec<Path>,
    returns: Type,
}

/// Why a formula was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct FormulaError {
    /// Stable code, such as `type-mismatch`, `unknown-function`.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where in the formula's text, in characters.
    pub at: Range<usize>,
}

/// Why an evaluation gave no value.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EvaluationError {
    /// A lookup has to be read first; evaluate again after that.
    #[error("the lookup {} is not read yet", .0.relationship)]
    Unloaded(Unloaded),
    /// The formula failed, with a stable code: division by zero, a text that is no date.
    #[error("{message}")]
    Failed {
        /// Stable code.
        code: &'static str,
        /// One sentence.
        message: String,
    },
}

/// What an evaluation knows of the world.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The time that NOW and TODAY give.
    pub now: Timestamp,
    /// The zone in which a moment has a date.
    pub zone: TimeZone,
}

impl Formula {
    /// Parses and checks `text`. `type_of` gives the type of a reference ([`Type::Any`] when it is
    /// not known, none when it does not exist); names in formulas are case-insensitive.
    /// References are written plain (`Amount`) or as merge fields (`{!$Record.Amount}`).
    /// `ISCHANGED`/`PRIORVALUE($Record.X)` also refer to `$Record__Prior.X`, `ISNEW()` to
    /// `$Record__IsNew`.
    ///
    /// # Errors
    /// The first [`FormulaError`].
    pub fn compile(
        _text: &str,
        _type_of: &dyn Fn(&Path) -> Option<Type>,
    ) -> Result<Formula, FormulaError> {
        todo!()
    }

    /// What the formula refers to, each path once; the index is the slot given to `value`.
    pub fn references(&self) -> &[Path] {
        &self.references
    }

    /// The type of its value.
    pub fn returns(&self) -> &Type {
        &self.returns
    }

    /// Its source text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Evaluates with `value(slot)` for each reference, asked for only when needed.
    ///
    /// # Errors
    /// The formula's failure, or the first error of `value`.
    pub fn evaluate(
        &self,
        _environment: &Environment,
        _value: &mut dyn FnMut(usize) -> Result<Value, EvaluationError>,
    ) -> Result<Value, EvaluationError> {
        todo!()
    }
}
