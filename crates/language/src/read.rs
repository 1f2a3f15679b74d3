//! Values written as texts: the forms that conditions, literals and conversions accept.

use crate::{Date, Time, Timestamp};

/// `true` or `false` in any case.
pub fn boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        return Some(true);
    }
    text.eq_ignore_ascii_case("false").then_some(false)
}

/// `2026-03-02`.
pub fn date(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// `2026-03-02T09:00:00Z`, also with a space, a fraction, an offset, without a zone (UTC), a date
/// alone (midnight), or 24:00 (midnight after it).
pub fn date_time(text: &str) -> Option<Timestamp> {
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Some(moment.into());
    }
    let plain = text.trim_end_matches(['Z', 'z']);
    if let Ok(civil) = plain.parse::<jiff::civil::DateTime>() {
        return Some(Timestamp::of(civil));
    }
    let (day, clock) = plain.split_once(['T', ' '])?;
    let next_midnight = clock.starts_with("24:00") && !clock[5..].contains(|c| c > '0' && c <= '9');
    let day = date(day).filter(|_| next_midnight)?;
    Some(Timestamp::midnight(day.tomorrow().ok()?))
}

/// `09:00`, `09:00:00` or `09:00:00.000`, a `Z` at the end or not.
pub fn time(text: &str) -> Option<Time> {
    text.trim_end_matches(['Z', 'z']).parse().ok()
}
