//! Values: everything a variable, a field or an output can hold.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Date, Num, Record, Text, Time, Timestamp};

/// A value. Null is a value of every type and is not the empty text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// No value.
    #[default]
    Null,
    /// True or false.
    Boolean(bool),
    /// Number, currency or percent.
    Number(Num),
    /// Text; also picklists, ids, and multi-select picklists as one text joined by `;`.
    Text(Text),
    /// A day.
    Date(Date),
    /// A moment.
    DateTime(Timestamp),
    /// A time of day.
    Time(Time),
    /// A record; copied when assigned (records are values).
    Record(Arc<Record>),
    /// An ordered collection.
    Collection(Arc<Vec<Value>>),
}

impl Value {
    /// A text value.
    pub fn text(text: impl Into<Text>) -> Value {
        Value::Text(text.into())
    }

    /// A whole number.
    pub fn integer(number: i64) -> Value {
        Value::Number(Num::from(number))
    }

    /// Whether this is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// This as a record keeps it: no text is kept as null.
    #[must_use]
    pub fn kept(self) -> Value {
        match self {
            Value::Text(text) if text.is_empty() => Value::Null,
            other => other,
        }
    }

    /// Whether this is the boolean true; anything else, null too, is not.
    pub fn is_true(&self) -> bool {
        matches!(self, Value::Boolean(true))
    }

    /// The text, when this is a text.
    pub fn as_text(&self) -> Option<&Text> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The record, when this is a record.
    pub fn as_record(&self) -> Option<&Arc<Record>> {
        match self {
            Value::Record(record) => Some(record),
            _ => None,
        }
    }

    /// Its type in words, for messages.
    pub fn type_in_words(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Boolean(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::Date(_) => "a date",
            Value::DateTime(_) => "a date/time",
            Value::Time(_) => "a time",
            Value::Record(_) => "a record",
            Value::Collection(_) => "a collection",
        }
    }

    /// The items of a collection; none for anything else.
    pub fn items(&self) -> &[Value] {
        match self {
            Value::Collection(items) => items,
            _ => &[],
        }
    }
}

/// What a value may be. Currency and percent are numbers, picklists are texts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Not known before it runs.
    Any,
    /// True or false.
    Boolean,
    /// A decimal number.
    Number,
    /// Text.
    Text,
    /// A picklist: a text, for which ISPICKVAL and CASE have rules of their own.
    Picklist,
    /// A multi-select picklist: one text joined by `;`.
    Multipicklist,
    /// A day.
    Date,
    /// A moment.
    DateTime,
    /// A time of day.
    Time,
    /// A record of the named object (or of an Apex-defined type).
    Record(Text),
    /// A collection of one type.
    Collection(Box<Type>),
}
