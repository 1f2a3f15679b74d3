//! A formula to evaluate, and the values it is evaluated with.

use std::ops::Range;

use segue_language::{
    Environment, EvaluationError, Formula, FormulaError, Path, Type, Value, read,
};

/// What to evaluate.
pub(super) struct Task {
    pub(super) formula: String,
    /// The type that the value must have, when it matters.
    pub(super) returns: Option<Type>,
    pub(super) variables: Vec<Variable>,
}

/// A value that a formula can refer to.
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) value_type: Type,
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
        let type_of = |path: &Path| Some(self.variable(path)?.value_type.clone());
        let formula = Formula::compile(&self.formula, &type_of)?;
        if let Some(returns) = &self.returns {
            formula.require(returns)?;
        }
        let references = formula.references();
        let value = &mut |slot: usize| {
            let variable = self.variable(&references[slot]);
            Ok(variable.map_or(Value::Null, |variable| variable.value.clone()))
        };
        formula
            .evaluate(environment, value)
            .map_err(|error| self.failure(error))
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
        let value_type = type_named(type_name)?;
        Ok(Variable {
            name: name.trim().to_owned(),
            value: value_of(&value_type, value)?,
            value_type,
        })
    }
}

/// The type of that name, compared without regard to case.
pub(super) fn type_named(name: &str) -> Result<Type, String> {
    Ok(match name.trim().to_ascii_lowercase().as_str() {
        "number" => Type::Number,
        "text" => Type::Text,
        "boolean" => Type::Boolean,
        "date" => Type::Date,
        "datetime" => Type::DateTime,
        "time" => Type::Time,
        _ => {
            return Err(format!(
                "`{name}` is not one of Number, Text, Boolean, Date, DateTime, Time"
            ));
        }
    })
}

/// The value of that type which `text` says; nothing is blank.
pub(super) fn value_of(value_type: &Type, text: &str) -> Result<Value, String> {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let value = match value_type {
        Type::Number => text.parse().ok().map(Value::Number),
        Type::Boolean => read::boolean(text).map(Value::Boolean),
        Type::Date => read::date(text).map(Value::Date),
        Type::DateTime => read::date_time(text).map(Value::DateTime),
        Type::Time => read::time(text).map(Value::Time),
        _ => Some(Value::text(text)),
    };
    value.ok_or_else(|| format!("`{text}` is not of type {value_type:?}"))
}
