//! Evaluating formulas and making values in a few words.

use std::sync::Arc;

use segue_language::{
    Environment, EvaluationError, Formula, FormulaError, Path, Record, TimeZone, Type, Value,
    follow, merge_text, read,
};

/// Monday, 2 March 2026, 09:00 UTC.
pub(crate) fn monday() -> Environment {
    Environment {
        now: read::date_time("2026-03-02T09:00:00Z").unwrap(),
        zone: TimeZone::UTC,
    }
}

pub(crate) fn moment(text: &str) -> Value {
    Value::DateTime(read::date_time(text).unwrap())
}

pub(crate) fn date(text: &str) -> Value {
    Value::Date(read::date(text).unwrap())
}

pub(crate) fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

pub(crate) fn items(values: &[Value]) -> Value {
    Value::Collection(Arc::new(values.to_vec()))
}

pub(crate) fn record(object: &str, fields: &[(&str, Value)]) -> Record {
    let mut record = Record::new(object);
    for (name, value) in fields {
        record.load(*name, value.clone());
    }
    record
}

/// The type of a value; of null, any.
pub(crate) fn type_of(value: &Value) -> Type {
    match value {
        Value::Null => Type::Any,
        Value::Boolean(_) => Type::Boolean,
        Value::Number(_) => Type::Number,
        Value::Text(_) => Type::Text,
        Value::Date(_) => Type::Date,
        Value::DateTime(_) => Type::DateTime,
        Value::Time(_) => Type::Time,
        Value::Record(record) => Type::Record(record.object.clone()),
        Value::Collection(_) => Type::Collection(Box::new(Type::Any)),
    }
}

/// Named values that formulas refer to, each with its type.
pub(crate) struct World(Vec<(Path, Type, Value)>);

impl World {
    pub(crate) fn empty() -> World {
        World(Vec::new())
    }

    pub(crate) fn with(self, name: &str, value: Value) -> World {
        let value_type = type_of(&value);
        self.typed(name, value_type, value)
    }

    pub(crate) fn typed(mut self, name: &str, value_type: Type, value: Value) -> World {
        self.0.push((Path::new(name), value_type, value));
        self
    }

    pub(crate) fn compile(&self, text: &str) -> Result<Formula, FormulaError> {
        Formula::compile(text, &|path| {
            let (known, value_type, _) = self.find(path)?;
            let whole = known.segments().len() == path.segments().len();
            Some(if whole { value_type.clone() } else { Type::Any })
        })
    }

    pub(crate) fn evaluate(&self, text: &str) -> Result<Value, EvaluationError> {
        self.evaluate_in(&monday(), text)
    }

    pub(crate) fn evaluate_in(
        &self,
        environment: &Environment,
        text: &str,
    ) -> Result<Value, EvaluationError> {
        let formula = self
            .compile(text)
            .unwrap_or_else(|e| panic!("{text}: {e:?}"));
        formula.evaluate(environment, &mut |slot| {
            let path = &formula.references()[slot];
            let (known, _, value) = self.find(path).unwrap();
            let rest = &path.segments()[known.segments().len()..];
            follow(value, rest).map_err(EvaluationError::Unloaded)
        })
    }

    /// The value as text, or `error CODE`.
    pub(crate) fn show(&self, text: &str) -> String {
        self.show_in(&monday(), text)
    }

    pub(crate) fn show_in(&self, environment: &Environment, text: &str) -> String {
        match self.evaluate_in(environment, text) {
            Ok(Value::Null) => "null".to_owned(),
            Ok(value) => merge_text(&value),
            Err(EvaluationError::Failed { code, .. }) => format!("error {code}"),
            Err(EvaluationError::Unloaded(unloaded)) => format!("needs {}", unloaded.relationship),
        }
    }

    fn find(&self, path: &Path) -> Option<&(Path, Type, Value)> {
        self.0.iter().find(|(known, _, _)| {
            let (known, segments) = (known.segments(), path.segments());
            known.len() <= segments.len()
                && known
                    .iter()
                    .zip(segments)
                    .all(|(a, b)| a.eq_ignore_ascii_case(b))
        })
    }
}

/// A moment somewhere on earth.
pub(crate) fn at(zone: &str, now: &str) -> Environment {
    Environment {
        now: read::date_time(now).unwrap(),
        zone: TimeZone::get(zone).unwrap(),
    }
}

/// Checks a table of formulas and what they show.
pub(crate) fn check(world: &World, table: &[(&str, &str)]) {
    for (formula, expected) in table {
        assert_eq!(world.show(formula), *expected, "{formula}");
    }
}

/// The same somewhere on earth.
pub(crate) fn check_in(environment: &Environment, world: &World, table: &[(&str, &str)]) {
    for (formula, expected) in table {
        assert_eq!(world.show_in(environment, formula), *expected, "{formula}");
    }
}
