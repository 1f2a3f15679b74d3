//! Validation rules and defaults: formulas over a record that is about to be written.

use std::sync::Arc;

use segue_language::{EvaluationError, Formula, Path, Record, Text, Value};
use segue_store::RecordTable;

use super::behavior::Behavior;
use super::coerce;
use crate::turn::{Stop, Turn};

/// A save as rules see it.
struct Save<'a> {
    record: &'a Arc<Record>,
    prior: Option<&'a Arc<Record>>,
}

impl Turn<'_> {
    /// What an object does; nothing for most.
    pub(super) fn behavior(&self, table: &RecordTable) -> Option<&Behavior> {
        self.world.behaviors.get(&table.object().name)
    }

    /// Gives a new record the defaults that are formulas.
    pub(super) fn default_by_formula(&self, table: &RecordTable, record: &mut Record) {
        let Some(behavior) = self.behavior(table) else {
            return;
        };
        for (name, formula) in &behavior.defaults {
            if record.get(name).is_some() {
                continue;
            }
            let subject = Arc::new(record.clone());
            let save = Save {
                record: &subject,
                prior: None,
            };
            let value = self.formula_value(formula, &save).unwrap_or_default();
            let field = table.object().field(name);
            let wanted = field.map(|field| field.value_type.clone());
            if let Some(value) = wanted.and_then(|wanted| coerce(value, &wanted).ok()) {
                record.set(name.clone(), value);
            }
        }
    }

    /// The messages of the validation rules that a record does not meet, each with its field.
    pub(super) fn broken_rules(
        &self,
        table: &RecordTable,
        record: &Record,
        prior: Option<&Arc<Record>>,
    ) -> Result<Vec<(Text, String)>, Stop> {
        let Some(behavior) = self.behavior(table).filter(|own| !own.rules.is_empty()) else {
            return Ok(Vec::new());
        };
        let subject = Arc::new(record.clone());
        let save = Save {
            record: &subject,
            prior,
        };
        let mut broken = Vec::new();
        for rule in &behavior.rules {
            let holds = self.formula_value(&rule.formula, &save).map_err(|error| {
                let (object, name) = (&table.object().name, &rule.rule.name);
                Stop::fault(format!(
                    "rule `{name}` of {object} cannot be evaluated: {error}"
                ))
            })?;
            if holds.is_true() {
                let field = rule.rule.field.clone().unwrap_or_default();
                broken.push((field, rule.rule.message.clone()));
            }
        }
        Ok(broken)
    }

    fn formula_value(&self, formula: &Formula, save: &Save<'_>) -> Result<Value, EvaluationError> {
        let environment = self.reading().environment();
        formula.evaluate(&environment, &mut |slot| {
            Ok(self.value_for(save, &formula.references()[slot]))
        })
    }

    fn value_for(&self, save: &Save<'_>, path: &Path) -> Value {
        let head = &**path.head();
        if head.eq_ignore_ascii_case("$Record__IsNew") {
            return Value::Boolean(save.prior.is_none());
        }
        // A new record had the same values before.
        let prior = save.prior.unwrap_or(save.record);
        match head.eq_ignore_ascii_case("$Record__Prior") {
            true => self.reading().value_at(prior, &tail(path)),
            false => self.reading().value_at(save.record, path),
        }
    }
}

fn tail(path: &Path) -> Path {
    Path::new(&path.tail().join("."))
}
