//! Equality and order of values, across the types that the platform converts.

use std::cmp::Ordering;

use super::{Case, text};
use crate::{Date, Num, Record, Time, Timestamp, Value, read};

/// Whether both are the same; none when their types cannot be compared.
pub(crate) fn equal(left: &Value, right: &Value, case: Case) -> Option<bool> {
    match (left, right) {
        (Value::Null, Value::Null) => Some(true),
        (Value::Null, Value::Collection(items)) | (Value::Collection(items), Value::Null) => {
            Some(items.is_empty())
        }
        (Value::Null, _) | (_, Value::Null) => Some(false),
        (Value::Text(a), Value::Text(b)) => Some(text::same(a, b, case)),
        (Value::Boolean(a), Value::Boolean(b)) => Some(a == b),
        (Value::Text(text), Value::Boolean(boolean))
        | (Value::Boolean(boolean), Value::Text(text)) => {
            Some(read::boolean(text) == Some(*boolean))
        }
        (Value::Record(a), Value::Record(b)) => Some(same_record(a, b, case)),
        (Value::Collection(a), Value::Collection(b)) => same_items(a, b, case),
        _ => scalars(left, right).map(|order| order == Some(Ordering::Equal)),
    }
}

/// The order of two values that are not null; none when their types have none.
pub(crate) fn order(left: &Value, right: &Value, case: Case) -> Option<Ordering> {
    match (left, right) {
        (Value::Text(a), Value::Text(b)) => Some(text::order(a, b, case)),
        _ => scalars(left, right).flatten(),
    }
}

/// The order of two numbers, dates or times, one of which may be written as a text: the inner
/// none is a text that is not of the other's type.
fn scalars(left: &Value, right: &Value) -> Option<Option<Ordering>> {
    let ordered = match (left, right) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::DateTime(a), Value::DateTime(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::DateTime(b)) => Some(Timestamp::midnight(*a).cmp(b)),
        (Value::DateTime(a), Value::Date(b)) => Some(a.cmp(&Timestamp::midnight(*b))),
        (Value::Text(text), other) => written(text, other)?.map(Ordering::reverse),
        (other, Value::Text(text)) => written(text, other)?,
        _ => return None,
    };
    Some(ordered)
}

/// The order of `value` and what `text` says.
fn written(text: &str, value: &Value) -> Option<Option<Ordering>> {
    let text = text.trim();
    match value {
        Value::Number(number) => Some(text.parse::<Num>().ok().map(|n| number.cmp(&n))),
        Value::Date(date) => Some(read::date(text).map(|d: Date| date.cmp(&d))),
        Value::DateTime(moment) => Some(read::date_time(text).map(|m| moment.cmp(&m))),
        Value::Time(time) => Some(read::time(text).map(|t: Time| time.cmp(&t))),
        _ => None,
    }
}

fn same_items(a: &[Value], b: &[Value], case: Case) -> Option<bool> {
    if a.len() != b.len() {
        return Some(false);
    }
    for (a, b) in a.iter().zip(b) {
        if !equal(a, b, case)? {
            return Some(false);
        }
    }
    Some(true)
}

fn same_record(a: &Record, b: &Record, case: Case) -> bool {
    a.object.eq_ignore_ascii_case(&b.object)
        && has_fields_of(a, b, case)
        && has_fields_of(b, a, case)
}

/// Whether every field of `b` is the same in `a`; a field that is not there is null.
fn has_fields_of(a: &Record, b: &Record, case: Case) -> bool {
    b.fields().iter().all(|field| {
        let value = a.get(&field.name).unwrap_or(&Value::Null);
        equal(value, &field.value, case).unwrap_or(false)
    })
}
