//! A formula to evaluate, and the values it is evaluated with.

use std::ops::Range;

use segue_language::{Environment, EvaluationError, Formula, FormulaError, Path, Value};

use super::declared::Declared;

/// What to evaluate.
pub(super) struct Task {
    pub(super) formula: String,
    /// The type that the value must have, when it matters.
    pub(super) returns: Option<Declared>,
    pub(super) variables: Vec<Variable>,
}

/// A value that a formula can refer to.
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) declared: Declared,
    pub(super) value: Value,
}

/// Why there is no value.
pub(super) struct Failure {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// The part of the formula that is wrong, in characters; the whole when it only failed.
    pub(super) at: Range<usize>,
}

impl Task {
    pub(super) fn evaluate(&self, environment: &Environment) -> Result<Value, Failure> {
        let type_of = |path: &Path| Some(self.variable(path)?.declared.value_type.clone());
        let formula = Formula::compile(&self.formula, &type_of)?;
        if let Some(returns) = &self.returns {
            formula.require(&returns.value_type)?;
        }
        let references = formula.references();
        let value = &mut |slot: usize| {
            let variable = self.variable(&references[slot]);
            Ok(variable.map_or(Value::Null, |variable| variable.value.clone()))
        };
        let value = formula
            .evaluate(environment, value)
            .map_err(|error| self.failure(error))?;
        let Some(returns) = &self.returns else {
            return Ok(value);
        };
        returns.shown(value).ok_or_else(|| {
            self.failure(EvaluationError::Failed {
                code: "number-out-of-range",
                message: "The percents are too many.".to_owned(),
            })
        })
    }

    fn variable(&self, path: &Path) -> Option<&Variable> {
        let name = path.to_string();
        self.variables
            .iter()
            .find(|variable| variable.name.eq_ignore_ascii_case(&name))
    }

    fn failure(&self, error: EvaluationError) -> Failure {
        let code = match error {
            EvaluationError::Failed { code, .. } => code,
            EvaluationError::Unloaded(_) => "unloaded",
        };
        Failure {
            code,
            message: error.to_string(),
            help: None,
            at: 0..self.formula.chars().count(),
        }
    }
}

impl From<FormulaError> for Failure {
    fn from(error: FormulaError) -> Self {
        Failure {
            code: error.code,
            message: error.message,
            help: error.help,
            at: error.at,
        }
    }
}

impl Variable {
    /// Reads `name:Type=value`.
    pub(super) fn parse(text: &str) -> Result<Variable, String> {
        let parts = text.split_once('=').and_then(|(left, value)| {
            let (name, type_name) = left.rsplit_once(':')?;
            Some((name, type_name, value))
        });
        let Some((name, type_name, value)) = parts else {
            return Err(format!("`{text}` is not like name:Type=value"));
        };
        let declared = Declared::named(type_name)?;
        Ok(Variable {
            name: name.trim().to_owned(),
            value: declared.read(value)?,
            declared,
        })
    }
}
