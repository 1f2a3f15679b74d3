//! The types that the check of a formula tells apart.

use std::fmt;

use crate::{Type, Value};

/// What an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Known only when it is evaluated.
    Any,
    /// The word NULL: fits everything.
    Null,
    Boolean,
    Number,
    /// Texts, picklists and multi-select picklists.
    Text,
    Date,
    DateTime,
    Time,
    /// A place on earth.
    Location,
    /// A record or a collection.
    Other,
}

/// Several kinds: what a parameter accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds(u16);

pub(super) const BOOLEAN: Kinds = Kinds::of(Kind::Boolean);
pub(super) const NUMBER: Kinds = Kinds::of(Kind::Number);
pub(super) const TEXT: Kinds = Kinds::of(Kind::Text);
pub(super) const DATE: Kinds = Kinds::of(Kind::Date);
pub(super) const DATE_TIME: Kinds = Kinds::of(Kind::DateTime);
pub(super) const TIME: Kinds = Kinds::of(Kind::Time);
pub(super) const LOCATION: Kinds = Kinds::of(Kind::Location);
pub(super) const EVERYTHING: Kinds = Kinds(u16::MAX);

impl Kinds {
    const fn of(kind: Kind) -> Kinds {
        Kinds(1 << kind as u16)
    }

    /// These and `others`.
    pub(super) const fn or(self, others: Kinds) -> Kinds {
        Kinds(self.0 | others.0)
    }

    pub(super) fn accept(self, kind: Kind) -> bool {
        matches!(kind, Kind::Any | Kind::Null) || self.0 & Kinds::of(kind).0 != 0
    }
}

impl Kind {
    pub(super) fn of(value_type: &Type) -> Kind {
        match value_type {
            Type::Any => Kind::Any,
            Type::Boolean => Kind::Boolean,
            Type::Number => Kind::Number,
            Type::Text | Type::Picklist | Type::Multipicklist => Kind::Text,
            Type::Date => Kind::Date,
            Type::DateTime => Kind::DateTime,
            Type::Time => Kind::Time,
            Type::Record(_) | Type::Collection(_) => Kind::Other,
        }
    }

    pub(super) fn of_value(value: &Value) -> Kind {
        match value {
            Value::Null => Kind::Null,
            Value::Boolean(_) => Kind::Boolean,
            Value::Number(_) => Kind::Number,
            Value::Text(_) => Kind::Text,
            Value::Date(_) => Kind::Date,
            Value::DateTime(_) => Kind::DateTime,
            Value::Time(_) => Kind::Time,
            Value::Record(_) | Value::Collection(_) => Kind::Other,
        }
    }

    pub(super) fn as_type(self) -> Type {
        match self {
            Kind::Boolean => Type::Boolean,
            Kind::Number => Type::Number,
            Kind::Text => Type::Text,
            Kind::Date => Type::Date,
            Kind::DateTime => Type::DateTime,
            Kind::Time => Type::Time,
            Kind::Any | Kind::Null | Kind::Location | Kind::Other => Type::Any,
        }
    }

    /// Whether nothing is known of it before it is evaluated.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Kind::Any | Kind::Null)
    }

    /// Whether a value of this kind can stand where `wanted` is.
    pub(super) fn fits(self, wanted: Kind) -> bool {
        self == wanted || self.is_open() || wanted.is_open()
    }

    /// The kind of an expression that is either this or `other`; none when they do not agree.
    pub(super) fn common(self, other: Kind) -> Option<Kind> {
        match (self, other) {
            (Kind::Null, kind) | (kind, Kind::Null) => Some(kind),
            (Kind::Any, _) | (_, Kind::Any) => Some(Kind::Any),
            _ => (self == other).then_some(self),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Any => "anything",
            Kind::Null => "null",
            Kind::Boolean => "a boolean",
            Kind::Number => "a number",
            Kind::Text => "a text",
            Kind::Date => "a date",
            Kind::DateTime => "a date/time",
            Kind::Time => "a time",
            Kind::Location => "a location",
            Kind::Other => "a record or a collection",
        })
    }
}

impl fmt::Display for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = [
            Kind::Boolean,
            Kind::Number,
            Kind::Text,
            Kind::Date,
            Kind::DateTime,
            Kind::Time,
            Kind::Location,
        ];
        let named: Vec<String> = all
            .into_iter()
            .filter(|kind| self.accept(*kind))
            .map(|kind| kind.to_string())
            .collect();
        f.write_str(&named.join(" or "))
    }
}
