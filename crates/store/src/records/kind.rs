//! Kinds of columns: how values are stored, compared and read back.

use std::borrow::Cow;

use segue_language::{
    FieldType, Num, Text, Time, TimeZone, Timestamp, Type, Value, merge_text, read,
};

use super::number;
use crate::database::{Param, Row};
use crate::{Result, canonical_id};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Boolean,
    /// As text that sorts as numbers do.
    Number,
    /// Compared without regard to case.
    Text,
    /// An id in its 18-character form, compared as it stands.
    Id,
    /// As ISO text.
    Date,
    /// As microseconds.
    DateTime,
    /// As nanoseconds of the day.
    Time,
}

/// A value as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stored<'a> {
    Null,
    Integer(i64),
    Text(Cow<'a, str>),
}

impl Kind {
    pub(super) fn of(field: &FieldType) -> Option<Kind> {
        if field.lookup.is_some() || field.name.eq_ignore_ascii_case("Id") {
            return Some(Kind::Id);
        }
        match field.value_type {
            Type::Boolean => Some(Kind::Boolean),
            Type::Number => Some(Kind::Number),
            Type::Any | Type::Text | Type::Picklist | Type::Multipicklist => Some(Kind::Text),
            Type::Date => Some(Kind::Date),
            Type::DateTime => Some(Kind::DateTime),
            Type::Time => Some(Kind::Time),
            Type::Record(_) | Type::Collection(_) => None,
        }
    }

    /// Its name in the database; ids are texts there.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Boolean => "boolean",
            Kind::Number => "number",
            Kind::Text | Kind::Id => "text",
            Kind::Date => "date",
            Kind::DateTime => "datetime",
            Kind::Time => "time",
        }
    }

    /// Its type in the database.
    pub(super) fn sql(self) -> &'static str {
        match self {
            Kind::Boolean | Kind::DateTime | Kind::Time => "INTEGER",
            Kind::Number | Kind::Text | Kind::Id | Kind::Date => "TEXT",
        }
    }

    /// A value as it is stored, converted where the platform converts; none when it cannot be.
    pub(super) fn stored(self, value: &Value) -> Option<Stored<'_>> {
        match (self, value) {
            (_, Value::Null) => Some(Stored::Null),
            (_, Value::Text(text)) if text.is_empty() => Some(Stored::Null),
            (_, Value::Record(_) | Value::Collection(_)) => None,
            (Kind::Text, Value::Text(text)) => Some(Stored::Text(Cow::Borrowed(text))),
            (Kind::Id, Value::Text(text)) => Some(stored_id(text)),
            (Kind::Text | Kind::Id, other) => Some(Stored::Text(Cow::Owned(merge_text(other)))),
            (Kind::Boolean, value) => boolean(value).map(|truth| Stored::Integer(truth.into())),
            (Kind::Number, value) => {
                decimal(value).map(|number| Stored::Text(Cow::Owned(number::sortable(number))))
            }
            (Kind::Date, value) => date(value),
            (Kind::DateTime, value) => moment(value).map(|at| Stored::Integer(at.0)),
            (Kind::Time, value) => time(value),
        }
    }

    pub(super) fn value(self, row: &Row, place: usize) -> Result<Option<Value>> {
        if matches!(self, Kind::Boolean | Kind::DateTime | Kind::Time) {
            return Ok(match row.optional_integer(place)? {
                None => Some(Value::Null),
                Some(number) => self.value_of_integer(number),
            });
        }
        Ok(match row.optional_text(place)? {
            None => Some(Value::Null),
            Some(text) => self.value_of_text(text),
        })
    }

    fn value_of_integer(self, number: i64) -> Option<Value> {
        match self {
            Kind::Boolean => Some(Value::Boolean(number != 0)),
            Kind::DateTime => Some(Value::DateTime(Timestamp(number))),
            _ => time_of_day(number).map(Value::Time),
        }
    }

    fn value_of_text(self, text: &str) -> Option<Value> {
        match self {
            Kind::Number => number::number_of(text).map(Value::Number),
            Kind::Date => read::date(text).map(Value::Date),
            _ => Some(Value::text(text)),
        }
    }
}

impl Stored<'_> {
    pub(super) fn param(&self) -> Param<'_> {
        match self {
            Stored::Null => Param::Null,
            Stored::Integer(number) => Param::Integer(*number),
            Stored::Text(text) => Param::Text(text),
        }
    }
}

fn stored_id(text: &Text) -> Stored<'_> {
    match text.len() {
        15 => Stored::Text(Cow::Owned(canonical_id(text).to_string())),
        _ => Stored::Text(Cow::Borrowed(text)),
    }
}

fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Boolean(truth) => Some(*truth),
        Value::Text(text) => read::boolean(text),
        _ => None,
    }
}

fn decimal(value: &Value) -> Option<Num> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn date(value: &Value) -> Option<Stored<'static>> {
    let date = match value {
        Value::Date(date) => *date,
        Value::DateTime(at) => at.to_jiff().to_zoned(TimeZone::UTC).date(),
        Value::Text(text) => read::date(text.trim())?,
        _ => return None,
    };
    Some(Stored::Text(Cow::Owned(date.to_string())))
}

fn moment(value: &Value) -> Option<Timestamp> {
    match value {
        Value::DateTime(at) => Some(*at),
        Value::Date(date) => Some(Timestamp::midnight(*date)),
        Value::Text(text) => read::date_time(text.trim()),
        _ => None,
    }
}

const NANOS_PER_SECOND: i64 = 1_000_000_000;

fn time(value: &Value) -> Option<Stored<'static>> {
    let time = match value {
        Value::Time(time) => *time,
        Value::Text(text) => read::time(text.trim())?,
        _ => return None,
    };
    let minutes = i64::from(time.hour()) * 60 + i64::from(time.minute());
    let seconds = minutes * 60 + i64::from(time.second());
    let nanos = seconds * NANOS_PER_SECOND + i64::from(time.subsec_nanosecond());
    Some(Stored::Integer(nanos))
}

fn time_of_day(nanos: i64) -> Option<Time> {
    let seconds = nanos / NANOS_PER_SECOND;
    Time::new(
        i8::try_from(seconds / 3600).ok()?,
        i8::try_from(seconds / 60 % 60).ok()?,
        i8::try_from(seconds % 60).ok()?,
        i32::try_from(nanos % NANOS_PER_SECOND).ok()?,
    )
    .ok()
}
