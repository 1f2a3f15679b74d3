//! Times of day, which count milliseconds.

use super::Function;
use crate::formula::evaluate::Arguments;
use crate::formula::kind::{DATE_TIME, Kind, TEXT, TIME};
use crate::formula::tree::Outcome;
use crate::{EvaluationError, Time, Value};

pub(in crate::formula) const DAY_MILLISECONDS: i64 = 86_400_000;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("TIMENOW", &[], Kind::Time, |arguments| {
        let now = arguments.local(arguments.environment.now).time();
        Ok(Value::Time(from_milliseconds(milliseconds(now))))
    }),
    Function::new(
        "TIMEVALUE",
        &[TEXT.or(TIME).or(DATE_TIME)],
        Kind::Time,
        time_value,
    ),
    Function::new("HOUR", &[TIME], Kind::Number, |arguments| {
        Ok(Value::integer(arguments.time(0)?.hour().into()))
    }),
    Function::new("MINUTE", &[TIME], Kind::Number, |arguments| {
        Ok(Value::integer(arguments.time(0)?.minute().into()))
    }),
    Function::new("SECOND", &[TIME], Kind::Number, |arguments| {
        Ok(Value::integer(arguments.time(0)?.second().into()))
    }),
    Function::new("MILLISECOND", &[TIME], Kind::Number, |arguments| {
        Ok(Value::integer(arguments.time(0)?.millisecond().into()))
    }),
];

/// Since midnight.
pub(in crate::formula) fn milliseconds(time: Time) -> i64 {
    let minutes = i64::from(time.hour()) * 60 + i64::from(time.minute());
    (minutes * 60 + i64::from(time.second())) * 1_000 + i64::from(time.millisecond())
}

/// The time so long after midnight, less than a day.
pub(in crate::formula) fn from_milliseconds(milliseconds: i64) -> Time {
    let (seconds, rest) = (milliseconds / 1_000, milliseconds % 1_000);
    let (minutes, second) = (seconds / 60, seconds % 60);
    let (hour, minute) = (minutes / 60, minutes % 60);
    let nanoseconds = rest as i32 * 1_000_000;
    Time::new(hour as i8, minute as i8, second as i8, nanoseconds).expect("less than a day")
}

fn time_value(arguments: &Arguments<'_>) -> Outcome {
    match arguments.get(0) {
        Value::Text(text) if text.is_empty() => Ok(Value::Null),
        Value::Text(text) => read(text).map(Value::Time).ok_or_else(|| {
            let start: String = text.chars().take(40).collect();
            let message = format!("TIMEVALUE: `{start}` is not a time like 09:00:00.000.");
            EvaluationError::failed("not-a-time", message)
        }),
        Value::DateTime(moment) => {
            let time = arguments.local(*moment).time();
            Ok(Value::Time(from_milliseconds(milliseconds(time))))
        }
        _ => Ok(Value::Time(arguments.time(0)?)),
    }
}

/// `9:00:00.000`: the milliseconds are a number, and have to be there.
fn read(text: &str) -> Option<Time> {
    let (clock, thousandths) = text.split_once('.')?;
    let parts: Vec<i64> = clock
        .split(':')
        .map(|part| digits(part, 2))
        .collect::<Option<_>>()?;
    let [hour, minute, second] = parts[..] else {
        return None;
    };
    let nanoseconds = digits(thousandths, 3)? as i32 * 1_000_000;
    Time::new(hour as i8, minute as i8, second as i8, nanoseconds).ok()
}

fn digits(text: &str, most: usize) -> Option<i64> {
    let plain = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}
