//! Comparisons of days with today: `IsToday`, `LastNumberOfDays`, `IsAnniversaryOfToday`.

use std::sync::Arc;

use jiff::{Span, ToSpan, civil};

use super::wanted;
use crate::{Date, Time, TimeZone, Timestamp, Value, read};

/// Most days, months or years that a comparison goes back or ahead.
const SPAN_MAX: i64 = 100_000;
/// How many years back and ahead an anniversary is looked for.
const ANNIVERSARY_YEARS: (i16, i16) = (150, 50);

/// A comparison of a day or a moment with the day on which it is evaluated. The right side is a
/// number, a day, or, where the name says all, a boolean that may turn the answer round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named as in the metadata")]
pub enum Relative {
    IsToday,
    IsYesterday,
    IsTomorrow,
    IsThisMonth,
    IsNextMonth,
    IsLastMonth,
    ThisYear,
    NextYear,
    LastYear,
    IsOn,
    IsBefore,
    IsAfter,
    LastNumberOfDays,
    GreaterThanLastNumberOfDays,
    NextNumberOfDays,
    LastNumberOfMonths,
    NextNumberOfMonths,
    LastNumberOfYears,
    IsAnniversaryOfToday,
    IsNotAnniversaryOfToday,
}

/// The days that a comparison is true of. It is what a query is given on the right side, since
/// only the clock and the zone of whoever asks say which they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// True inside the spans; else outside, of null too.
    pub is_inside: bool,
    /// The spans.
    pub spans: Vec<Stretch>,
}

/// Days one after the other: from one on, until before another one; none is without an end.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The first day, and the day after the last one.
    pub days: (Option<Date>, Option<Date>),
    /// The first moment, and the moment after the last one.
    pub moments: (Option<Timestamp>, Option<Timestamp>),
}

impl Relative {
    /// Which days it is true of at `now`; none when the right side is of no use.
    pub fn window(self, right: &Value, now: Timestamp, zone: &TimeZone) -> Option<Window> {
        let today = now.to_jiff().to_zoned(zone.clone()).date();
        let (mut is_inside, days) = match self.days(right, today, zone) {
            Some(days) => (true, days),
            None if self.asks_nothing() => (wanted(right), self.plain_days(today)?),
            None => return None,
        };
        if self == Relative::IsNotAnniversaryOfToday {
            is_inside = !is_inside;
        }
        let mut spans: Vec<Stretch> = days.into_iter().map(|days| stretch(days, zone)).collect();
        if self == Relative::LastNumberOfDays
            && let Some(last) = spans.last_mut()
        {
            last.moments.1 = Some(Timestamp(now.0.saturating_add(1)));
        }
        Some(Window { is_inside, spans })
    }

    /// As people say it, before its right side.
    pub fn in_words(self) -> &'static str {
        match self {
            Relative::IsToday => "is today:",
            Relative::IsYesterday => "is yesterday:",
            Relative::IsTomorrow => "is tomorrow:",
            Relative::IsThisMonth => "is in this month:",
            Relative::IsNextMonth => "is in the next month:",
            Relative::IsLastMonth => "is in the last month:",
            Relative::ThisYear => "is in this year:",
            Relative::NextYear => "is in the next year:",
            Relative::LastYear => "is in the last year:",
            Relative::IsOn => "is on",
            Relative::IsBefore => "is before",
            Relative::IsAfter => "is after",
            Relative::LastNumberOfDays => "is in the last days, as many as",
            Relative::GreaterThanLastNumberOfDays => "is before the last days, as many as",
            Relative::NextNumberOfDays => "is in the next days, as many as",
            Relative::LastNumberOfMonths => "is in the last months, as many as",
            Relative::NextNumberOfMonths => "is in the next months, as many as",
            Relative::LastNumberOfYears => "is in the last years, as many as",
            Relative::IsAnniversaryOfToday => "has its anniversary today:",
            Relative::IsNotAnniversaryOfToday => "has no anniversary today:",
        }
    }

    /// Whether its name says all.
    fn asks_nothing(self) -> bool {
        !matches!(
            self,
            Relative::IsOn
                | Relative::IsBefore
                | Relative::IsAfter
                | Relative::LastNumberOfDays
                | Relative::GreaterThanLastNumberOfDays
                | Relative::NextNumberOfDays
                | Relative::LastNumberOfMonths
                | Relative::NextNumberOfMonths
                | Relative::LastNumberOfYears
        )
    }

    /// The days of a comparison that has a right side of its own.
    fn days(self, right: &Value, today: Date, zone: &TimeZone) -> Option<Vec<Days>> {
        let (number, day) = (|| number(right), || day(right, zone));
        let later = |days: i64| later(today, Span::new().try_days(days).ok()?);
        let (month, year) = (today.first_of_month(), today.first_of_year());
        let days = match self {
            Relative::IsOn => (Some(day()?), day()?.tomorrow().ok()),
            Relative::IsBefore => (None, Some(day()?)),
            Relative::IsAfter => (day()?.tomorrow().ok(), None),
            Relative::LastNumberOfDays => (later(-number()?), later(1)),
            Relative::GreaterThanLastNumberOfDays => (None, later(-number()?)),
            Relative::NextNumberOfDays => (later(1), later(number()?.checked_add(1)?)),
            Relative::LastNumberOfMonths => (months(month, -number()?), Some(month)),
            Relative::NextNumberOfMonths => {
                (months(month, 1), months(month, number()?.checked_add(1)?))
            }
            Relative::LastNumberOfYears => (months(year, number()?.checked_mul(-12)?), Some(year)),
            _ => return None,
        };
        Some(vec![days])
    }

    /// The days of a comparison whose name says all.
    fn plain_days(self, today: Date) -> Option<Vec<Days>> {
        let later = |days: i64| later(today, days.days());
        let (month, year) = (today.first_of_month(), today.first_of_year());
        let months = |from: i64| (months(month, from), months(month, from + 1));
        let years = |from: i64| {
            (
                self::months(year, from * 12),
                self::months(year, from * 12 + 12),
            )
        };
        Some(vec![match self {
            Relative::IsToday => (Some(today), later(1)),
            Relative::IsYesterday => (later(-1), Some(today)),
            Relative::IsTomorrow => (later(1), later(2)),
            Relative::IsThisMonth => months(0),
            Relative::IsNextMonth => months(1),
            Relative::IsLastMonth => months(-1),
            Relative::ThisYear => years(0),
            Relative::NextYear => years(1),
            Relative::LastYear => years(-1),
            _ => return Some(anniversaries(today)),
        }])
    }
}

type Days = (Option<Date>, Option<Date>);

fn anniversaries(today: Date) -> Vec<Days> {
    let (back, ahead) = ANNIVERSARY_YEARS;
    let years = today.year().saturating_sub(back)..=today.year().saturating_add(ahead);
    let days = years.filter_map(|year| Date::new(year, today.month(), today.day()).ok());
    days.map(|day| (Some(day), day.tomorrow().ok())).collect()
}

/// The first of the month that many months later.
fn months(first: Date, later: i64) -> Option<Date> {
    self::later(first, Span::new().try_months(later).ok()?)
}

fn later(day: Date, by: Span) -> Option<Date> {
    day.checked_add(by).ok()
}

fn number(right: &Value) -> Option<i64> {
    let number = match right {
        Value::Number(number) => number.to_i64()?,
        Value::Text(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    (0..=SPAN_MAX).contains(&number).then_some(number)
}

fn day(right: &Value, zone: &TimeZone) -> Option<Date> {
    match right {
        Value::Date(day) => Some(*day),
        Value::DateTime(moment) => Some(moment.to_jiff().to_zoned(zone.clone()).date()),
        Value::Text(text) => read::date(text.trim().get(..10)?),
        _ => None,
    }
}

fn stretch((from, until): Days, zone: &TimeZone) -> Stretch {
    Stretch {
        days: (from, until),
        moments: (
            from.map(|day| midnight(day, zone)),
            until.map(|day| midnight(day, zone)),
        ),
    }
}

/// The begin of a day where clocks show `zone`.
fn midnight(day: Date, zone: &TimeZone) -> Timestamp {
    let begin: civil::DateTime = day.to_datetime(Time::midnight());
    match begin.to_zoned(zone.clone()) {
        Ok(zoned) => zoned.timestamp().into(),
        Err(_) => Timestamp::midnight(day),
    }
}

impl Window {
    /// Whether it is true of a value; none when that is neither a day nor a moment.
    pub fn holds(&self, left: &Value) -> Option<bool> {
        let is_inside = match left {
            Value::Null => false,
            Value::Date(day) => self.spans.iter().any(|span| within(day, &span.days)),
            Value::DateTime(at) => self.spans.iter().any(|span| within(at, &span.moments)),
            Value::Text(text) => {
                let text = text.trim();
                return match (read::date(text), read::date_time(text)) {
                    (Some(day), _) if text.len() == 10 => self.holds(&Value::Date(day)),
                    (_, Some(moment)) => self.holds(&Value::DateTime(moment)),
                    _ => None,
                };
            }
            _ => return None,
        };
        Some(is_inside == self.is_inside)
    }

    /// As the right side of a query's comparison.
    pub fn to_value(&self) -> Value {
        let day = |day: Option<Date>| day.map_or(Value::Null, Value::Date);
        let moment = |at: Option<Timestamp>| at.map_or(Value::Null, Value::DateTime);
        let spans = self.spans.iter().map(|span| {
            let ((a, b), (c, d)) = (span.days, span.moments);
            Value::Collection(Arc::new(vec![day(a), day(b), moment(c), moment(d)]))
        });
        let items = std::iter::once(Value::Boolean(self.is_inside)).chain(spans);
        Value::Collection(Arc::new(items.collect()))
    }

    /// What [`Window::to_value`] made.
    pub fn of_value(value: &Value) -> Option<Window> {
        let (first, spans) = value.items().split_first()?;
        let day = |value: &Value| match value {
            Value::Date(day) => Some(*day),
            _ => None,
        };
        let moment = |value: &Value| match value {
            Value::DateTime(at) => Some(*at),
            _ => None,
        };
        let spans = spans.iter().map(|span| match span.items() {
            [a, b, c, d] => Some(Stretch {
                days: (day(a), day(b)),
                moments: (moment(c), moment(d)),
            }),
            _ => None,
        });
        Some(Window {
            is_inside: first.is_true(),
            spans: spans.collect::<Option<Vec<_>>>()?,
        })
    }
}

fn within<T: PartialOrd>(at: &T, (from, until): &(Option<T>, Option<T>)) -> bool {
    from.as_ref().is_none_or(|from| at >= from) && until.as_ref().is_none_or(|until| at < until)
}
