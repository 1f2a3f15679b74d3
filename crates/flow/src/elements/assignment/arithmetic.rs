//! Add and Subtract on numbers, days and moments.

use segue_language::{Date, Num, Value};

use crate::interview::stop::Stop;

/// Adds a number; null counts as 0.
pub(super) fn add(held: &mut Value, value: &Value) -> Result<(), Stop> {
    *held = combine(held, value, "added to", Num::checked_add, 1)?;
    Ok(())
}

/// Subtracts a number; null counts as 0.
pub(super) fn subtract(held: &mut Value, value: &Value) -> Result<(), Stop> {
    *held = combine(held, value, "subtracted from", Num::checked_sub, -1)?;
    Ok(())
}

type Operation = fn(Num, Num) -> Option<Num>;

fn combine(
    held: &Value,
    value: &Value,
    words: &str,
    operation: Operation,
    sign: i64,
) -> Result<Value, Stop> {
    let impossible = || {
        let (value, held) = (value.type_in_words(), held.type_in_words());
        Stop::problem(format!("{value} cannot be {words} {held}"))
    };
    match (held, value) {
        (held, Value::Null) => Ok(held.clone()),
        (Value::Null, Value::Number(number)) => operation(Num::ZERO, *number)
            .map(Value::Number)
            .ok_or_else(impossible),
        (Value::Number(a), Value::Number(b)) => operation(*a, *b)
            .map(Value::Number)
            .ok_or_else(|| Stop::problem("the number is too large")),
        (Value::Date(date), Value::Number(days)) => whole(*days)
            .and_then(|days| later(*date, sign * days))
            .map(Value::Date)
            .ok_or_else(|| Stop::problem("the date is out of range")),
        (Value::DateTime(moment), Value::Number(days)) => whole(*days)
            .map(|days| Value::DateTime(moment.plus_seconds(sign * days * 86_400)))
            .ok_or_else(|| Stop::problem("the date/time is out of range")),
        _ => Err(impossible()),
    }
}

/// Days in range of any date.
fn whole(days: Num) -> Option<i64> {
    const DAYS_MAX: i64 = 10_000_000;
    let days = days.truncated(0).to_i64()?;
    (days.abs() <= DAYS_MAX).then_some(days)
}

fn later(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}
