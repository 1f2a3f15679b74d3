//! Records: a typed set of named fields.

use serde::{Deserialize, Serialize};

use crate::{Text, Value};

/// A record as a value: its object's API name and the fields that were read or set.
///
/// Field names are compared without regard to case. A lookup that has been followed is held
/// under its relationship name (`Owner`) as a nested record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// API name of the object; empty for an Apex-defined type without a name.
    pub object: Text,
    fields: Vec<Field>,
}

/// One field of a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// API name as first written.
    pub name: Text,
    /// Its value.
    pub value: Value,
    /// Whether it was set since the record was read: only such fields are written by an update.
    pub changed: bool,
}

impl Record {
    /// A record without fields.
    pub fn new(object: impl Into<Text>) -> Self {
        Record {
            object: object.into(),
            fields: Vec::new(),
        }
    }

    /// A record with fields as they were read from the store, each named only once.
    pub fn loaded(object: Text, fields: impl IntoIterator<Item = (Text, Value)>) -> Self {
        let unchanged = |(name, value)| Field {
            name,
            value,
            changed: false,
        };
        Record {
            object,
            fields: fields.into_iter().map(unchanged).collect(),
        }
    }

    /// The field's value, or none when it was neither read nor set.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields
            .iter()
            .find(|field| field.name.eq_ignore_ascii_case(name))
            .map(|f| &f.value)
    }

    /// Sets a field and marks it as changed.
    pub fn set(&mut self, name: impl Into<Text>, value: Value) {
        self.put(name.into(), value, true);
    }

    /// Puts a field as it was read from the store: not a change.
    pub fn load(&mut self, name: impl Into<Text>, value: Value) {
        self.put(name.into(), value, false);
    }

    /// The record's id, when it has one.
    pub fn id(&self) -> Option<&Text> {
        self.get("Id").and_then(Value::as_text)
    }

    /// All fields in the order in which they came.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The fields set since the record was read.
    pub fn changes(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.changed)
    }

    /// Forgets which fields were changed, as after a write.
    pub fn settle(&mut self) {
        for field in &mut self.fields {
            field.changed = false;
        }
    }

    fn put(&mut self, name: Text, value: Value, changed: bool) {
        match self
            .fields
            .iter_mut()
            .find(|field| field.name.eq_ignore_ascii_case(&name))
        {
            Some(field) => (field.value, field.changed) = (value, changed),
            None => self.fields.push(Field {
                name,
                value,
                changed,
            }),
        }
    }
}
