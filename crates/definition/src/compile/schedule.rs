//! The schedule of a scheduled flow.

use segue_language::{Date, Frequency, Schedule, Time, read};

use super::notes::Notes;
use crate::document::Node;

/// The schedule that `start` describes; none, with a problem noted, where it cannot be kept.
pub(crate) fn schedule(start: &Node, notes: &mut Notes) -> Option<Schedule> {
    let Some(node) = start.child("schedule") else {
        notes.missing_element(start, "schedule");
        return None;
    };
    let frequency = frequency(node, notes)?;
    let date = match frequency {
        // It starts when it is activated, whatever else it says.
        Frequency::OnActivate => Date::default(),
        _ => start_date(node, notes)?,
    };
    let every = node.text_of("frequencyNumber").and_then(|n| n.parse().ok());
    let day = node.text_of("dayOfMonthToRun").and_then(|n| n.parse().ok());
    Some(Schedule {
        frequency,
        start: date.to_datetime(start_time(node, notes)),
        every: every.unwrap_or(1).max(1),
        day_of_month: day.filter(|day| *day > 0),
    })
}

fn frequency(node: &Node, notes: &mut Notes) -> Option<Frequency> {
    let Some(written) = node.child("frequency") else {
        notes.missing_element(node, "frequency");
        return None;
    };
    let found = Frequency::named(written.word());
    if found.is_none() {
        let expected = format!("one of {}", Frequency::NAMES.join(", "));
        notes.invalid_value(written, &expected);
    }
    found
}

fn start_date(node: &Node, notes: &mut Notes) -> Option<Date> {
    let Some(written) = node.child("startDate") else {
        notes.missing_element(node, "startDate");
        return None;
    };
    let found = read::date(written.word());
    if found.is_none() {
        notes.invalid_value(written, "a date such as 2026-03-02");
    }
    found
}

/// The `Z` behind the time means nothing: it is what clocks of the project's zone show.
fn start_time(node: &Node, notes: &mut Notes) -> Time {
    let Some(written) = node.child("startTime") else {
        return Time::midnight();
    };
    read::time(written.word()).unwrap_or_else(|| {
        notes.invalid_value(written, "a time such as 09:00:00.000Z");
        Time::midnight()
    })
}
