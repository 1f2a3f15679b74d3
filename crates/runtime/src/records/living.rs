//! Living formula fields: those that look at other records, at the clock or at who asks. They are
//! computed when a record is read, and have no column.

use std::convert::Infallible;
use std::sync::Arc;

use segue_language::{ComputedField, Environment, Path, Record, Text, Unloaded, Value};
use segue_store::RecordTable;

use crate::turn::Reading;

/// Most formulas that one formula goes through.
const DEPTH_MAX: u32 = 16;
/// The record type of the record that a formula is about.
const RECORD_TYPE: &str = "$RecordType";

impl Reading<'_> {
    /// A record with its living formula fields. A formula that fails leaves its field null.
    pub(crate) fn filled(self, table: &RecordTable, mut record: Record) -> Record {
        let raw = self.raw();
        let subject = Arc::new(record.clone());
        for field in table.computed().iter().filter(|field| field.is_living) {
            let value = raw.computed(&subject, field, 0);
            record.load(field.name.clone(), value);
        }
        record
    }

    /// The same without living fields, which are computed as they are needed.
    pub(crate) fn raw(self) -> Self {
        Reading {
            is_raw: true,
            ..self
        }
    }

    /// The value of a path that begins at a record; formula fields on the way are computed.
    pub(crate) fn value_at(self, record: &Arc<Record>, path: &Path) -> Value {
        self.raw().value_of(record, path, 0)
    }

    pub(crate) fn environment(self) -> Environment {
        Environment {
            now: self.now,
            zone: self.deployed.options.zone.clone(),
        }
    }

    fn computed(self, record: &Arc<Record>, field: &ComputedField, depth: u32) -> Value {
        if depth == DEPTH_MAX {
            return Value::Null;
        }
        let formula = &field.formula;
        let value = formula.evaluate(&self.environment(), &mut |slot| {
            Ok(self.value_of(record, &formula.references()[slot], depth + 1))
        });
        value.unwrap_or_default()
    }

    fn value_of(self, record: &Arc<Record>, path: &Path, depth: u32) -> Value {
        let head = &**path.head();
        if head.eq_ignore_ascii_case(RECORD_TYPE) {
            let mut through = vec![Text::from("RecordType")];
            through.extend(path.tail().iter().cloned());
            return self.field_at(record, &through, depth);
        }
        if head.starts_with('$') {
            return self.global(path).unwrap_or_default();
        }
        self.field_at(record, path.segments(), depth)
    }

    fn field_at(self, record: &Arc<Record>, path: &[Text], depth: u32) -> Value {
        let mut value = Value::Record(record.clone());
        let mut rest = path;
        while let Some((name, after)) = rest.split_first() {
            let Value::Record(record) = &value else {
                return Value::Null;
            };
            value = match record.get(name) {
                Some(field) => field.clone(),
                None if after.is_empty() => self.living(record, name, depth),
                None => self.followed(record, name),
            };
            rest = after;
        }
        value
    }

    fn living(self, record: &Arc<Record>, name: &str, depth: u32) -> Value {
        let table = self.deployed.tables.get(&record.object);
        let field = table.and_then(|table| table.living(name));
        field.map_or(Value::Null, |field| self.computed(record, field, depth))
    }

    fn followed(self, record: &Arc<Record>, relationship: &Text) -> Value {
        let related = self.related(&Unloaded {
            record: record.clone(),
            relationship: relationship.clone(),
        });
        related.map_or(Value::Null, Value::Record)
    }

    /// Computes the kept formula fields of a record that is about to be written.
    pub(super) fn compute(self, table: &RecordTable, record: &mut Record) {
        let kept = table.computed().iter().filter(|field| !field.is_living);
        for field in kept {
            let subject = Arc::new(record.clone());
            let value = self.raw().computed(&subject, field, 0);
            record.set(field.name.clone(), value);
        }
    }
}

/// Follows `path` into a value, reading lookups on the way.
pub(crate) fn follow(reading: Reading<'_>, value: &Value, path: &[Text]) -> Value {
    segue_language::follow_with(value, path, &mut |lookup| {
        let found = reading.related(lookup);
        Ok::<_, Infallible>(found.map_or(Value::Null, Value::Record))
    })
    .unwrap_or_else(|never| match never {})
}
