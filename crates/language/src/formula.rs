//! The formula language: compiled once, evaluated often, never without a cost budget.

mod check;
mod evaluate;
mod functions;
mod kind;
mod lexer;
mod operators;
mod pace;
mod parser;
mod syntax;
mod tree;

pub use pace::Pace;

use std::ops::Range;
use std::sync::Arc;

use crate::{Path, TimeZone, Timestamp, Type, Unloaded, Value};

pub use self::functions::pattern::has_pattern;
use self::kind::Kind;
use self::tree::Node;

/// Longest formula in characters.
pub const FORMULA_LENGTH_MAX: usize = 3_900;
/// Deepest nesting of parentheses, calls and signs.
pub const FORMULA_DEPTH_MAX: usize = 64;
/// Cost units that one evaluation may use: about one for each operation and each 64 bytes of text.
pub const FORMULA_COST_MAX: u64 = 100_000;
/// Longest text that an evaluation may make, in bytes.
pub const FORMULA_TEXT_MAX: usize = 256 * 1024;

/// A checked formula.
#[derive(Clone, Debug)]
pub struct Formula {
    text: Arc<str>,
    references: Vec<Path>,
    returns: Type,
    tree: Arc<Node>,
}

/// Why a formula was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct FormulaError {
    /// Stable code, such as `type-mismatch`, `unknown-function`; `foreign-function` is one that the
    /// platform has elsewhere.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where in the formula's text, in characters.
    pub at: Range<usize>,
}

/// The code of a call of a function that the platform has elsewhere.
const FOREIGN_FUNCTION: &str = "foreign-function";

impl FormulaError {
    /// Whether it calls a function that the platform has, though not in flows.
    pub fn is_of_the_platform(&self) -> bool {
        self.code == FOREIGN_FUNCTION
    }
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

/// The names of all functions, those of a family together.
pub fn formula_functions() -> impl Iterator<Item = &'static str> {
    functions::every().map(|function| function.name)
}

impl Formula {
    /// Parses and checks `text`. `type_of` gives the type of a reference ([`Type::Any`] when it is
    /// not known, none when it does not exist); names in formulas are case-insensitive.
    /// References are written plain (`Amount`) or as merge fields (`{!$Record.Amount}`).
    /// `ISCHANGED`/`PRIORVALUE($Record.X)` also refer to `$Record__Prior.X`; `ISCHANGED` and
    /// `ISNEW()` refer to `$Record__IsNew`, a boolean; all three are refused where it does not exist.
    ///
    /// # Errors
    /// The first [`FormulaError`].
    pub fn compile(
        text: &str,
        type_of: &dyn Fn(&Path) -> Option<Type>,
    ) -> Result<Formula, FormulaError> {
        let syntax = parser::parse(text)?;
        let checked = check::check(&syntax, type_of)?;
        if checked.kind == Kind::Location {
            let message = "A location is no value of a formula, only of DISTANCE.";
            return Err(FormulaError::new("type-mismatch", message, syntax.at));
        }
        Ok(Formula {
            text: text.into(),
            references: checked.references,
            returns: checked.kind.as_type(),
            tree: Arc::new(checked.node),
        })
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

    /// Refuses a formula whose value can never be of type `wanted`.
    ///
    /// # Errors
    /// A [`FormulaError`] over the whole text, with code `type-mismatch`.
    pub fn require(&self, wanted: &Type) -> Result<(), FormulaError> {
        let (kind, wanted) = (Kind::of(&self.returns), Kind::of(wanted));
        if kind.fits(wanted) {
            return Ok(());
        }
        let message = format!("This formula gives {kind}, but {wanted} is wanted here.");
        let at = 0..self.text.chars().count();
        Err(FormulaError::new("type-mismatch", message, at))
    }

    /// Evaluates with `value(slot)` for each reference, asked for only when needed.
    ///
    /// # Errors
    /// The formula's failure, or the first error of `value`.
    pub fn evaluate(
        &self,
        environment: &Environment,
        value: &mut dyn FnMut(usize) -> Result<Value, EvaluationError>,
    ) -> Result<Value, EvaluationError> {
        let value = evaluate::evaluate(&self.tree, environment, value)?;
        Ok(match (value, &self.returns) {
            (Value::Null, Type::Boolean) => Value::Boolean(false),
            (Value::Text(text), _) if text.is_empty() => Value::Null,
            (value, _) => value,
        })
    }
}

impl FormulaError {
    fn new(code: &'static str, message: impl Into<String>, at: Range<usize>) -> Self {
        FormulaError {
            code,
            message: message.into(),
            help: None,
            at,
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl EvaluationError {
    fn failed(code: &'static str, message: impl Into<String>) -> Self {
        EvaluationError::Failed {
            code,
            message: message.into(),
        }
    }
}
