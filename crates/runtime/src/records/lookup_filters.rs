//! Lookup filters: a save is refused that names a record which the filter of the lookup does not
//! allow; searches leave such records out.

use std::convert::Infallible;
use std::sync::Arc;

use segue_language::{
    Case, LookupFilter, LookupOperand, LookupTest, ObjectType, Operator, Record, Text, Type, Value,
};
use segue_store::RecordTable;

use super::coerce;
use crate::turn::{Reading, Turn};

/// What is said where the file does not say it.
const MESSAGE: &str = "is a record that this lookup does not allow";

impl Turn<'_> {
    /// The lookups of a record that name what their filters do not allow, each with its message. Looked
    /// at is what this save changes, or what the filter compares it with.
    pub(super) fn barred_lookups(
        &self,
        table: &RecordTable,
        record: &Record,
        prior: Option<&Arc<Record>>,
    ) -> Vec<(Text, String)> {
        let Some(behavior) = self.behavior(table) else {
            return Vec::new();
        };
        let mut barred = Vec::new();
        for (field, filter) in &behavior.lookups {
            let named = record.get(field).and_then(Value::as_text);
            let Some(named) =
                named.filter(|_| is_touched(table.object(), (field, filter), record, prior))
            else {
                continue;
            };
            let id = segue_store::canonical_id(named);
            if let Some(found) = self.reading().record("", &id)
                && !self.reading().lookup_allows(filter, record, &found)
            {
                let message = filter.message.clone();
                let message = message.unwrap_or_else(|| format!("{field} {MESSAGE}"));
                barred.push((field.clone(), message));
            }
        }
        barred
    }
}

/// Whether a save gives the lookup another value, or what its filter compares with that value.
fn is_touched(
    object: &ObjectType,
    (field, filter): (&Text, &LookupFilter),
    record: &Record,
    prior: Option<&Arc<Record>>,
) -> bool {
    let Some(prior) = prior else {
        return true;
    };
    let differs = |name: &str| record.get(name) != prior.get(name);
    let mut sources = filter
        .source_paths()
        .map(|path| match object.lookup(path.head()) {
            Some((field, _)) => &field.name,
            None => path.head(),
        });
    differs(field) || sources.any(|name| differs(name))
}

impl Reading<'_> {
    /// Whether a lookup of `source` with that filter may name `named`.
    pub(crate) fn lookup_allows(
        self,
        filter: &LookupFilter,
        source: &Record,
        named: &Record,
    ) -> bool {
        let (source, named) = (Arc::new(source.clone()), Arc::new(named.clone()));
        let holds = filter.logic.holds(filter.tests.len(), &mut |number| {
            let test = &filter.tests[number];
            let left = self.side(&test.left, (&source, &named));
            let right = match &test.right {
                LookupOperand::Written(texts) => written(texts),
                other => vec![self.side(other, (&source, &named))],
            };
            Ok::<_, Infallible>(holds(test, &left, &right) != test.is_denied)
        });
        holds.unwrap_or_else(|never| match never {})
    }

    fn side(self, side: &LookupOperand, (source, named): (&Arc<Record>, &Arc<Record>)) -> Value {
        match side {
            LookupOperand::Named(path) => self.value_at(named, path),
            LookupOperand::Source(path) => self.value_at(source, path),
            LookupOperand::Global(path) => self.global(path).unwrap_or_default(),
            LookupOperand::Written(texts) => texts
                .first()
                .map_or(Value::Null, |text| Value::Text(text.clone())),
        }
    }
}

/// Texts as values; an empty one is no value.
fn written(texts: &[Text]) -> Vec<Value> {
    let values = texts.iter().map(|text| match text.is_empty() {
        true => Value::Null,
        false => Value::Text(text.clone()),
    });
    values.collect()
}

/// A text as a value of the kind of what it is compared with.
fn alike(value: &Value, other: &Value) -> Value {
    let kind = match (value, other) {
        (Value::Text(_), Value::Number(_)) => Type::Number,
        (Value::Text(_), Value::Boolean(_)) => Type::Boolean,
        (Value::Text(_), Value::Date(_)) => Type::Date,
        (Value::Text(_), Value::DateTime(_)) => Type::DateTime,
        (Value::Text(_), Value::Time(_)) => Type::Time,
        _ => return value.clone(),
    };
    coerce(value.clone(), &kind).unwrap_or_else(|_| value.clone())
}

/// Whether it holds for one of the values on the right. What cannot be compared is not equal to, larger
/// than or part of anything.
fn holds(test: &LookupTest, left: &Value, right: &[Value]) -> bool {
    let operator = match test.operator {
        Operator::In => Operator::EqualTo,
        other => other,
    };
    right.iter().any(|value| match (left, value) {
        (Value::Null, Value::Null) => operator == Operator::EqualTo,
        (Value::Null, _) | (_, Value::Null) => false,
        _ => {
            let (left, right) = (alike(left, value), alike(value, left));
            operator
                .holds(&left, &right, Case::Insensitive)
                .unwrap_or(false)
        }
    })
}
