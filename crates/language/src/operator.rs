//! The comparison operators of conditions, decisions and record filters.

mod compare;
mod relative;
mod text;

use std::cmp::Ordering;

use crate::{TimeZone, Timestamp, Value, merge_text};

pub use self::relative::{Relative, Stretch, Window};

pub(crate) use self::compare::{equal, order};

/// A comparison (semantics 17.7). [`Operator::holds`] applies it to two values; the operators that
/// ask about an element's past rather than a value are answered by the engine and the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named as in the metadata")]
pub enum Operator {
    EqualTo,
    NotEqualTo,
    GreaterThan,
    LessThan,
    GreaterThanOrEqualTo,
    LessThanOrEqualTo,
    StartsWith,
    EndsWith,
    Contains,
    IsNull,
    IsBlank,
    IsEmpty,
    HasValue,
    HasNoValue,
    In,
    NotIn,
    IsChanged,
    WasSet,
    WasSelected,
    WasVisited,
    HasError,
    /// A comparison with the day on which it is evaluated: [`Operator::holds_at`] knows it.
    Relative(Relative),
}

/// Whether comparing texts regards case: conditions do, record filters do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `a` differs from `A`.
    Sensitive,
    /// `a` equals `A`.
    Insensitive,
}

/// An operator was applied to values that it cannot compare.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("cannot apply {} to {left} and {right}", .operator.name())]
pub struct Incomparable {
    /// The operator.
    pub operator: Operator,
    /// Type of the left value, in words.
    pub left: &'static str,
    /// Type of the right value, in words.
    pub right: &'static str,
}

const NAMES: [(&str, Operator); 41] = [
    ("EqualTo", Operator::EqualTo),
    ("NotEqualTo", Operator::NotEqualTo),
    ("GreaterThan", Operator::GreaterThan),
    ("LessThan", Operator::LessThan),
    ("GreaterThanOrEqualTo", Operator::GreaterThanOrEqualTo),
    ("LessThanOrEqualTo", Operator::LessThanOrEqualTo),
    ("StartsWith", Operator::StartsWith),
    ("EndsWith", Operator::EndsWith),
    ("Contains", Operator::Contains),
    ("IsNull", Operator::IsNull),
    ("IsBlank", Operator::IsBlank),
    ("IsEmpty", Operator::IsEmpty),
    ("HasValue", Operator::HasValue),
    ("HasNoValue", Operator::HasNoValue),
    ("In", Operator::In),
    ("NotIn", Operator::NotIn),
    ("IsChanged", Operator::IsChanged),
    ("WasSet", Operator::WasSet),
    ("WasSelected", Operator::WasSelected),
    ("WasVisited", Operator::WasVisited),
    ("HasError", Operator::HasError),
    ("IsToday", Operator::Relative(Relative::IsToday)),
    ("IsYesterday", Operator::Relative(Relative::IsYesterday)),
    ("IsTomorrow", Operator::Relative(Relative::IsTomorrow)),
    ("IsThisMonth", Operator::Relative(Relative::IsThisMonth)),
    ("IsNextMonth", Operator::Relative(Relative::IsNextMonth)),
    ("IsLastMonth", Operator::Relative(Relative::IsLastMonth)),
    ("ThisYear", Operator::Relative(Relative::ThisYear)),
    ("NextYear", Operator::Relative(Relative::NextYear)),
    ("LastYear", Operator::Relative(Relative::LastYear)),
    ("IsOn", Operator::Relative(Relative::IsOn)),
    ("IsBefore", Operator::Relative(Relative::IsBefore)),
    ("IsAfter", Operator::Relative(Relative::IsAfter)),
    (
        "LastNumberOfDays",
        Operator::Relative(Relative::LastNumberOfDays),
    ),
    (
        "GreaterThanLastNumberOfDays",
        Operator::Relative(Relative::GreaterThanLastNumberOfDays),
    ),
    (
        "NextNumberOfDays",
        Operator::Relative(Relative::NextNumberOfDays),
    ),
    (
        "LastNumberOfMonths",
        Operator::Relative(Relative::LastNumberOfMonths),
    ),
    (
        "NextNumberOfMonths",
        Operator::Relative(Relative::NextNumberOfMonths),
    ),
    (
        "LastNumberOfYears",
        Operator::Relative(Relative::LastNumberOfYears),
    ),
    (
        "IsAnniversaryOfToday",
        Operator::Relative(Relative::IsAnniversaryOfToday),
    ),
    (
        "IsNotAnniversaryOfToday",
        Operator::Relative(Relative::IsNotAnniversaryOfToday),
    ),
];

impl Operator {
    /// The operator of that metadata name, compared without regard to case.
    pub fn named(name: &str) -> Option<Operator> {
        NAMES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, operator)| *operator)
    }

    /// The name that it has in the metadata.
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(_, operator)| *operator == self)
            .map_or("", |(name, _)| name)
    }

    /// Whether `left <operator> right` holds, with the null rules of decisions.md.
    ///
    /// # Errors
    /// [`Incomparable`] when the types cannot be compared, or the operator asks about the past.
    pub fn holds(self, left: &Value, right: &Value, case: Case) -> Result<bool, Incomparable> {
        use Operator as O;
        let sides = Sides { left, right, case };
        let incomparable = || Incomparable {
            operator: self,
            left: left.type_in_words(),
            right: right.type_in_words(),
        };
        match self {
            O::EqualTo => sides.equal().ok_or_else(incomparable),
            O::NotEqualTo => sides.equal().map(|e| !e).ok_or_else(incomparable),
            O::GreaterThan => sides.ordered(Ordering::is_gt).ok_or_else(incomparable),
            O::LessThan => sides.ordered(Ordering::is_lt).ok_or_else(incomparable),
            O::GreaterThanOrEqualTo => sides.ordered(Ordering::is_ge).ok_or_else(incomparable),
            O::LessThanOrEqualTo => sides.ordered(Ordering::is_le).ok_or_else(incomparable),
            O::StartsWith => Ok(sides.texts(|text, part| text.starts_with(part))),
            O::EndsWith => Ok(sides.texts(|text, part| text.ends_with(part))),
            O::Contains => Ok(sides.contains()),
            O::IsNull | O::HasNoValue => Ok(is_null(left) == wanted(right)),
            O::HasValue => Ok(is_null(left) != wanted(right)),
            O::IsBlank => Ok(is_blank(left) == wanted(right)),
            O::IsEmpty => Ok(is_empty(left) == wanted(right)),
            O::In => Ok(sides.is_in()),
            O::NotIn => Ok(!sides.is_in()),
            O::IsChanged
            | O::WasSet
            | O::WasSelected
            | O::WasVisited
            | O::HasError
            | O::Relative(_) => Err(incomparable()),
        }
    }

    /// The same at a moment, which comparisons with today need.
    ///
    /// # Errors
    /// As [`Operator::holds`].
    pub fn holds_at(
        self,
        left: &Value,
        right: &Value,
        case: Case,
        (now, zone): (Timestamp, &TimeZone),
    ) -> Result<bool, Incomparable> {
        let Operator::Relative(relative) = self else {
            return self.holds(left, right, case);
        };
        let window = relative.window(right, now, zone);
        let held = window.and_then(|window| window.holds(left));
        held.ok_or_else(|| Incomparable {
            operator: self,
            left: left.type_in_words(),
            right: right.type_in_words(),
        })
    }
}

/// The right side of `IsNull` and its like: true unless it says false.
fn wanted(right: &Value) -> bool {
    match right {
        Value::Boolean(wanted) => *wanted,
        Value::Text(text) => !text.eq_ignore_ascii_case("false"),
        _ => true,
    }
}

fn is_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Collection(items) => items.is_empty(),
        _ => false,
    }
}

fn is_empty(value: &Value) -> bool {
    is_null(value) || matches!(value, Value::Text(text) if text.is_empty())
}

fn is_blank(value: &Value) -> bool {
    is_null(value) || matches!(value, Value::Text(text) if text.trim().is_empty())
}

struct Sides<'a> {
    left: &'a Value,
    right: &'a Value,
    case: Case,
}

impl Sides<'_> {
    fn equal(&self) -> Option<bool> {
        compare::equal(self.left, self.right, self.case)
    }

    fn ordered(&self, wanted: fn(Ordering) -> bool) -> Option<bool> {
        if self.left.is_null() || self.right.is_null() {
            return Some(false);
        }
        compare::order(self.left, self.right, self.case).map(wanted)
    }

    fn contains(&self) -> bool {
        match self.left {
            Value::Collection(items) => any_equal(items, self.right, self.case),
            _ => self.texts(|text, part| text.contains(part)),
        }
    }

    fn is_in(&self) -> bool {
        match self.right {
            _ if self.left.is_null() => false,
            Value::Collection(items) => any_equal(items, self.left, self.case),
            _ => self.equal().unwrap_or(false),
        }
    }

    fn texts(&self, holds: fn(&str, &str) -> bool) -> bool {
        match (self.left, self.right) {
            (Value::Null, _) | (_, Value::Null) => false,
            (Value::Text(text), Value::Text(part)) => text::compare(text, part, self.case, holds),
            (left, right) => text::compare(&merge_text(left), &merge_text(right), self.case, holds),
        }
    }
}

fn any_equal(items: &[Value], value: &Value, case: Case) -> bool {
    items
        .iter()
        .any(|item| compare::equal(item, value, case) == Some(true))
}
