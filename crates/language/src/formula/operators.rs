//! What the operators between two values accept and do.

use std::cmp::Ordering;

use super::functions::time::{DAY_MILLISECONDS, from_milliseconds, milliseconds};
use super::kind::Kind;
use super::syntax::Binary;
use super::tree::Outcome;
use crate::operator::{equal, order};
use crate::{Case, Date, EvaluationError, Num, Timestamp, Value};

const DAY_MICROSECONDS: i64 = 86_400_000_000;

/// What `left operator right` gives; none when the operator does not accept these.
pub(super) fn kind(operator: Binary, left: Kind, right: Kind) -> Option<Kind> {
    match operator {
        Binary::Equal | Binary::NotEqual => {
            let common = left.common(right)?;
            (common != Kind::Location).then_some(Kind::Boolean)
        }
        Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual => {
            let common = left.common(right)?;
            let ordered = !matches!(common, Kind::Boolean | Kind::Location | Kind::Other);
            ordered.then_some(Kind::Boolean)
        }
        Binary::Add => sum(left, right),
        Binary::Subtract => difference(left, right),
        Binary::Multiply | Binary::Divide | Binary::Power => {
            (left.fits(Kind::Number) && right.fits(Kind::Number)).then_some(Kind::Number)
        }
        Binary::Or | Binary::And | Binary::Concatenate => None,
    }
}

fn sum(left: Kind, right: Kind) -> Option<Kind> {
    use Kind as K;
    match (left, right) {
        (K::Number, moment @ (K::Date | K::DateTime | K::Time)) => Some(moment),
        (K::Date | K::DateTime, K::Date | K::DateTime) | (K::Time, K::Time) => None,
        (K::Text, K::Text) => Some(K::Text),
        (K::Text, other) | (other, K::Text) => other.is_open().then_some(K::Text),
        _ => shifted(left, right),
    }
}

fn difference(left: Kind, right: Kind) -> Option<Kind> {
    use Kind as K;
    match (left, right) {
        (K::Date, K::Date) | (K::DateTime, K::DateTime) | (K::Time, K::Time) => Some(K::Number),
        (K::Any | K::Null, K::Date | K::DateTime | K::Time) => Some(K::Any),
        _ => shifted(left, right),
    }
}

/// Whether a blank counts as an empty text where these are compared: beside a text, and where
/// nothing is known that speaks against it.
pub(super) fn blank_is_empty(left: Kind, right: Kind) -> bool {
    let open = |kind| matches!(kind, Kind::Any | Kind::Null | Kind::Other);
    left == Kind::Text || right == Kind::Text || (open(left) && open(right))
}

/// A number or a moment, and a number by which it moves.
fn shifted(left: Kind, right: Kind) -> Option<Kind> {
    use Kind as K;
    match (left, right) {
        (K::Number | K::Date | K::DateTime | K::Time, K::Number) => Some(left),
        // A text may be behind it, which stays what it is beside a blank.
        (K::Any, other) | (other, K::Any) => plain(other).then_some(K::Any),
        (K::Null, other) | (other, K::Null) => plain(other).then_some(K::Null),
        _ => None,
    }
}

fn plain(kind: Kind) -> bool {
    !matches!(kind, Kind::Boolean | Kind::Location | Kind::Other)
}

/// `left operator right`. A blank gives a blank, except where texts are compared or joined.
pub(super) fn apply(
    operator: Binary,
    left: &Value,
    right: &Value,
    blank_is_empty: bool,
) -> Outcome {
    match operator {
        Binary::Equal => same(left, right, blank_is_empty),
        Binary::NotEqual => Ok(match same(left, right, blank_is_empty)? {
            Value::Boolean(equal) => Value::Boolean(!equal),
            blank => blank,
        }),
        Binary::Less => ordered(operator, left, right, Ordering::is_lt),
        Binary::LessOrEqual => ordered(operator, left, right, Ordering::is_le),
        Binary::Greater => ordered(operator, left, right, Ordering::is_gt),
        Binary::GreaterOrEqual => ordered(operator, left, right, Ordering::is_ge),
        _ => arithmetic(operator, left, right),
    }
}

/// Whether both are the same: a blank is the same as a blank or empty text, but nothing is known
/// of a blank number or date.
pub(super) fn same(left: &Value, right: &Value, blank_is_empty: bool) -> Outcome {
    let equal = match (left, right) {
        (Value::Number(a), Value::Number(b)) => a == b,
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::Null, Value::Text(text)) | (Value::Text(text), Value::Null) => text.is_empty(),
        (Value::Null, Value::Null) if blank_is_empty => true,
        (Value::Null, Value::Record(_)) | (Value::Record(_), Value::Null) => false,
        (Value::Null, _) | (_, Value::Null) => return Ok(Value::Null),
        _ => equal(left, right, Case::Sensitive)
            .ok_or_else(|| inapplicable(Binary::Equal, left, right))?,
    };
    Ok(Value::Boolean(equal))
}

fn ordered(operator: Binary, left: &Value, right: &Value, wanted: fn(Ordering) -> bool) -> Outcome {
    let order = match (left, right) {
        (Value::Null, _) | (_, Value::Null) => return Ok(Value::Null),
        (Value::Number(a), Value::Number(b)) => a.cmp(b),
        _ => order(left, right, Case::Sensitive)
            .ok_or_else(|| inapplicable(operator, left, right))?,
    };
    Ok(Value::Boolean(wanted(order)))
}

fn arithmetic(operator: Binary, left: &Value, right: &Value) -> Outcome {
    match (operator, left, right) {
        (_, Value::Number(a), Value::Number(b)) => numbers(operator, *a, *b),
        (Binary::Add, Value::Text(a), Value::Text(b)) => Ok(Value::text(format!("{a}{b}"))),
        (Binary::Add, Value::Text(text), Value::Null)
        | (Binary::Add, Value::Null, Value::Text(text)) => Ok(Value::Text(text.clone())),
        (_, Value::Null, _) | (_, _, Value::Null) => Ok(Value::Null),
        (Binary::Subtract, Value::Date(a), Value::Date(b)) => Ok(days_between(*a, *b)),
        (Binary::Subtract, Value::DateTime(a), Value::DateTime(b)) => span(*a, *b),
        (Binary::Subtract, Value::Time(a), Value::Time(b)) => {
            let apart = milliseconds(*a) - milliseconds(*b) + DAY_MILLISECONDS;
            Ok(Value::integer(apart % DAY_MILLISECONDS))
        }
        (Binary::Subtract, moment, Value::Number(by)) => {
            shift(moment, -*by).unwrap_or_else(|| Err(inapplicable(operator, left, right)))
        }
        (Binary::Add, moment, Value::Number(by)) | (Binary::Add, Value::Number(by), moment) => {
            shift(moment, *by).unwrap_or_else(|| Err(inapplicable(operator, left, right)))
        }
        _ => Err(inapplicable(operator, left, right)),
    }
}

fn numbers(operator: Binary, a: Num, b: Num) -> Outcome {
    let result = match operator {
        Binary::Add => a.checked_add(b),
        Binary::Subtract => a.checked_sub(b),
        Binary::Multiply => a.checked_mul(b),
        Binary::Power => a.checked_pow(b),
        _ if b.is_zero() => return Err(division_by_zero()),
        _ => a.checked_div(b),
    };
    result.map(Value::Number).ok_or_else(too_large)
}

fn days_between(a: Date, b: Date) -> Value {
    let apart = a
        .since((jiff::Unit::Day, b))
        .expect("dates are near enough to count days");
    Value::integer(i64::from(apart.get_days()))
}

fn span(a: Timestamp, b: Timestamp) -> Outcome {
    let apart = Num::from(a.0.saturating_sub(b.0));
    let days = apart.checked_div(Num::from(DAY_MICROSECONDS));
    days.map(Value::Number).ok_or_else(too_large)
}

/// The moment `by` days later (for a time: milliseconds); none when it is no moment.
fn shift(moment: &Value, by: Num) -> Option<Outcome> {
    match moment {
        Value::Date(date) => Some(shift_date(*date, by)),
        Value::DateTime(moment) => Some(shift_moment(*moment, by)),
        Value::Time(time) => Some(shift_time(milliseconds(*time), by)),
        _ => None,
    }
}

/// Whole days; a fraction is cut off.
fn shift_date(date: Date, by: Num) -> Outcome {
    let days = by
        .truncated(0)
        .to_i64()
        .and_then(|days| i32::try_from(days).ok());
    let span = days.and_then(|days| jiff::Span::new().try_days(days).ok());
    span.and_then(|span| date.checked_add(span).ok())
        .map(Value::Date)
        .ok_or_else(out_of_calendar)
}

/// Rounds what it moves by to whole seconds.
fn shift_moment(moment: Timestamp, by: Num) -> Outcome {
    let seconds = by
        .checked_mul(Num::from(86_400_i64))
        .and_then(|s| s.rounded(0).to_i64());
    let micros = seconds.and_then(|s| s.checked_mul(1_000_000));
    let later = micros
        .and_then(|micros| moment.0.checked_add(micros))
        .map(Timestamp);
    later
        .filter(|later| Timestamp::from(later.to_jiff()) == *later)
        .map(Value::DateTime)
        .ok_or_else(out_of_calendar)
}

fn shift_time(from: i64, by: Num) -> Outcome {
    let by = by
        .rounded(0)
        .checked_rem(Num::from(DAY_MILLISECONDS))
        .and_then(Num::to_i64);
    let later = by.map(|by| from + by).filter(|later| *later >= 0);
    later
        .map(|later| Value::Time(from_milliseconds(later % DAY_MILLISECONDS)))
        .ok_or_else(|| EvaluationError::failed("out-of-range", "The time is before midnight."))
}

pub(super) fn division_by_zero() -> EvaluationError {
    EvaluationError::failed("division-by-zero", "A number is divided by zero.")
}

pub(super) fn too_large() -> EvaluationError {
    EvaluationError::failed(
        "number-out-of-range",
        "The result is too large or undefined.",
    )
}

pub(super) fn out_of_calendar() -> EvaluationError {
    EvaluationError::failed("out-of-range", "The date is outside the years 1 to 9999.")
}

fn inapplicable(operator: Binary, left: &Value, right: &Value) -> EvaluationError {
    let symbol = operator.symbol();
    let (left, right) = (left.type_in_words(), right.type_in_words());
    let message = format!("{symbol} cannot be applied to {left} and {right}.");
    EvaluationError::failed("type-mismatch", message)
}
