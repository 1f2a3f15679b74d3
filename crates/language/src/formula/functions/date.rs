//! Days and moments.

use super::Function;
use crate::formula::evaluate::Arguments;
use crate::formula::kind::{DATE, DATE_TIME, EVERYTHING, Kind, Kinds, NUMBER, TEXT, TIME};
use crate::formula::operators::out_of_calendar;
use crate::formula::tree::{Node, Outcome};
use crate::{Date, EvaluationError, Num, Time, Timestamp, Value};

use super::time::milliseconds;

const DAY: Kinds = DATE.or(DATE_TIME);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("TODAY", &[], Kind::Date, |arguments| {
        Ok(Value::Date(
            arguments.local(arguments.environment.now).date(),
        ))
    }),
    Function::new("NOW", &[], Kind::DateTime, |arguments| {
        Ok(Value::DateTime(arguments.environment.now))
    }),
    Function::new("DATE", &[NUMBER, NUMBER, NUMBER], Kind::Date, date),
    Function::new("DATEVALUE", &[TEXT.or(DAY)], Kind::Date, date_value),
    Function::new(
        "DATETIMEVALUE",
        &[TEXT.or(DAY)],
        Kind::DateTime,
        date_time_value,
    ),
    part("YEAR", |a| number(a.date(0)?.year())),
    part("MONTH", |a| number(a.date(0)?.month())),
    part("DAY", |a| number(a.date(0)?.day())),
    part("WEEKDAY", |a| {
        number(a.date(0)?.weekday().to_sunday_one_offset())
    }),
    part("DAYOFYEAR", |a| number(a.date(0)?.day_of_year())),
    part("ISOWEEK", |a| number(a.date(0)?.iso_week_date().week())),
    part("ISOYEAR", |a| number(a.date(0)?.iso_week_date().year())),
    Function::special("ADDMONTHS", &[DAY, NUMBER], |checker, call| {
        let moved = checker.expect(&call.arguments[0], DAY, "ADDMONTHS")?;
        let by = checker.expect(&call.arguments[1], NUMBER, "ADDMONTHS")?;
        let function = &ADD_MONTHS;
        let node = Node::Strict(function, add_months, vec![moved.node, by.node]);
        Ok(node.of(moved.kind))
    }),
    Function::new(
        "UNIXTIMESTAMP",
        &[DAY.or(TIME)],
        Kind::Number,
        unix_timestamp,
    ),
    Function::new("FROMUNIXTIME", &[NUMBER], Kind::DateTime, from_unix_time),
    Function::new(
        "FORMATDURATION",
        &[EVERYTHING, EVERYTHING],
        Kind::Text,
        format_duration,
    )
    .optional(1)
    .with_nulls(),
];

/// What ADDMONTHS becomes once the kind of its result is known.
static ADD_MONTHS: Function = Function::new("ADDMONTHS", &[DAY, NUMBER], Kind::Any, add_months);

const fn part(name: &'static str, body: fn(&Arguments<'_>) -> Outcome) -> Function {
    Function::new(name, &[DAY], Kind::Number, body)
}

fn number(part: impl Into<i64>) -> Outcome {
    Ok(Value::integer(part.into()))
}

fn date(arguments: &Arguments<'_>) -> Outcome {
    let (year, month, day) = (
        arguments.count(0)?,
        arguments.count(1)?,
        arguments.count(2)?,
    );
    calendar_day(year, month, day)
        .map(Value::Date)
        .ok_or_else(|| EvaluationError::failed("not-a-date", "DATE: there is no such day."))
}

fn calendar_day(year: i64, month: i64, day: i64) -> Option<Date> {
    let year = i16::try_from(year)
        .ok()
        .filter(|year| (1..=9999).contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn date_value(arguments: &Arguments<'_>) -> Outcome {
    let Value::Text(text) = arguments.get(0) else {
        return Ok(Value::Date(arguments.date(0)?));
    };
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let mut digits = Digits(text);
    let date = digits
        .date()
        .filter(|_| !digits.0.starts_with(|c: char| c.is_ascii_digit()));
    date.map(Value::Date).ok_or_else(|| {
        let message = format!(
            "DATEVALUE: `{}` is not a date like 2026-03-02.",
            start(text)
        );
        EvaluationError::failed("not-a-date", message)
    })
}

fn date_time_value(arguments: &Arguments<'_>) -> Outcome {
    let text = match arguments.get(0) {
        Value::Text(text) if text.is_empty() => return Ok(Value::Null),
        Value::Text(text) => text,
        Value::Date(date) => return Ok(Value::DateTime(Timestamp::midnight(*date))),
        moment @ Value::DateTime(_) => return Ok(moment.clone()),
        _ => return Err(arguments.wrong(0, "a text, a date or a date/time")),
    };
    Digits(text)
        .date_time()
        .map(Value::DateTime)
        .ok_or_else(|| {
            let message = format!(
                "DATETIMEVALUE: `{}` is not like 2026-03-02 09:00:00.",
                start(text)
            );
            EvaluationError::failed("not-a-date", message)
        })
}

fn start(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The rest of a text that is read as numbers and the signs between them.
struct Digits<'a>(&'a str);

impl Digits<'_> {
    /// `2026-3-2`: four digits for the year, one or two for the others.
    fn date(&mut self) -> Option<Date> {
        let year = self.number(4, 4)?;
        self.sign('-')?;
        let month = self.number(1, 2)?;
        self.sign('-')?;
        let day = self.number(1, 2)?;
        calendar_day(year, month, day)
    }

    /// `2026-3-2 9:00:00`, in UTC; what follows is not looked at.
    fn date_time(&mut self) -> Option<Timestamp> {
        let date = self.date()?;
        self.sign(' ').or_else(|| self.sign('T'))?;
        let hour = self.number(1, 2)?;
        self.sign(':')?;
        let minute = self.number(1, 2)?;
        self.sign(':')?;
        let second = self.number(1, 2)?;
        let time = Time::new(hour as i8, minute as i8, second as i8, 0).ok()?;
        Some(Timestamp::of(date.to_datetime(time)))
    }

    fn number(&mut self, least: usize, most: usize) -> Option<i64> {
        let n = self
            .0
            .bytes()
            .take(most)
            .take_while(u8::is_ascii_digit)
            .count();
        let (number, rest) = self.0.split_at_checked(n).filter(|_| n >= least)?;
        self.0 = rest;
        number.parse().ok()
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        self.0 = self.0.strip_prefix(sign)?;
        Some(())
    }
}

/// The last day of a month becomes the last day of another, and a day that the other month does
/// not have, too.
fn add_months(arguments: &Arguments<'_>) -> Outcome {
    let months = i32::try_from(arguments.count(1)?).expect("counts fit 32 bits");
    match arguments.get(0) {
        Value::DateTime(moment) => {
            let utc = jiff::tz::TimeZone::UTC.to_datetime(moment.to_jiff());
            let date = months_later(utc.date(), months)?;
            Ok(Value::DateTime(Timestamp::of(date.to_datetime(utc.time()))))
        }
        _ => Ok(Value::Date(months_later(arguments.date(0)?, months)?)),
    }
}

fn months_later(date: Date, months: i32) -> Result<Date, EvaluationError> {
    let span = jiff::Span::new()
        .try_months(months)
        .map_err(|_| out_of_calendar())?;
    let later = date.checked_add(span).map_err(|_| out_of_calendar())?;
    Ok(match date == date.last_of_month() {
        true => later.last_of_month(),
        false => later,
    })
}

fn unix_timestamp(arguments: &Arguments<'_>) -> Outcome {
    let seconds = match arguments.get(0) {
        Value::Time(time) => milliseconds(*time) / 1_000,
        Value::DateTime(moment) => moment.0 / 1_000_000,
        _ => Timestamp::midnight(arguments.date(0)?).0 / 1_000_000,
    };
    Ok(Value::integer(seconds))
}

fn from_unix_time(arguments: &Arguments<'_>) -> Outcome {
    let micros = arguments.number(0)?.checked_mul(Num::from(1_000_000_i64));
    let moment = micros
        .and_then(|micros| micros.rounded(0).to_i64())
        .map(Timestamp);
    moment
        .filter(|moment| Timestamp::from(moment.to_jiff()) == *moment)
        .map(Value::DateTime)
        .ok_or_else(out_of_calendar)
}

/// `FORMATDURATION(seconds)`, `(seconds, withDays)`, or of the span between two moments or times.
fn format_duration(arguments: &Arguments<'_>) -> Outcome {
    match (arguments.get(0), arguments.get(1)) {
        (Value::Number(seconds), days @ (Value::Null | Value::Boolean(_))) => {
            let seconds = seconds
                .abs()
                .truncated(0)
                .to_i64()
                .ok_or_else(out_of_calendar)?;
            Ok(Value::text(duration(seconds, days.is_true())))
        }
        (Value::DateTime(a), Value::DateTime(b)) => {
            let seconds = a.0.abs_diff(b.0) / 1_000_000;
            Ok(Value::text(duration(seconds as i64, true)))
        }
        (Value::Time(a), Value::Time(b)) => {
            let seconds = (milliseconds(*a) - milliseconds(*b)).abs() / 1_000;
            Ok(Value::text(duration(seconds, false)))
        }
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        _ => Err(arguments.wrong(0, "seconds, or two date/times or times")),
    }
}

fn duration(seconds: i64, with_days: bool) -> String {
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    let (hours, minutes) = (minutes / 60, minutes % 60);
    if with_days {
        let (days, hours) = (hours / 24, hours % 24);
        return format!("{days}:{hours:02}:{minutes:02}:{seconds:02}");
    }
    format!("{hours:02}:{minutes:02}:{seconds:02}")
}
