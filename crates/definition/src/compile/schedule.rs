//! The schedule of a scheduled flow.

use segue_language::{Date, Frequency, Schedule, Time, TimeZone, Weekday, read, weekday_named};

use super::notes::Notes;
use crate::document::Node;

/// The schedule that `start` describes; none, with a problem noted, where it cannot be kept. Numbers
/// that are 0 say nothing: the platform writes them where there is nothing to say.
pub(crate) fn schedule(root: &Node, start: &Node, notes: &mut Notes) -> Option<Schedule> {
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
    let every = number(node, "frequencyNumber", 1_000, notes);
    let day = number(node, "dayOfMonthToRun", 31, notes);
    Some(Schedule {
        frequency,
        start: date.to_datetime(start_time(node, notes)),
        every: every.max(1),
        day_of_month: i8::try_from(day).ok().filter(|day| *day > 0),
        days_of_week: days_of_week(node, notes),
        zone: zone(root, start, notes),
    })
}

/// A whole number from 0; 0 where there is none.
fn number(node: &Node, name: &str, max: u32, notes: &mut Notes) -> u32 {
    let Some(written) = node.child(name) else {
        return 0;
    };
    let found = written.word().parse().ok().filter(|n| *n <= max);
    found.unwrap_or_else(|| {
        notes.invalid_value(written, &format!("a whole number up to {max}"));
        0
    })
}

/// Days of the week, one to an element or several with commas or semicolons between them.
fn days_of_week(node: &Node, notes: &mut Notes) -> Vec<Weekday> {
    let mut days = Vec::new();
    for name in ["daysOfWeekToRun", "daysOfWeek"] {
        for written in node.children(name) {
            let words = written.word().split([',', ';']).map(str::trim);
            for word in words.filter(|word| !word.is_empty()) {
                match weekday_named(word) {
                    Some(day) if !days.contains(&day) => days.push(day),
                    Some(_) => {}
                    None => notes.invalid_value(written, "days of the week such as Monday"),
                }
            }
        }
    }
    days
}

/// Whose clocks count: the flow says it at its start or as a whole.
fn zone(root: &Node, start: &Node, notes: &mut Notes) -> Option<TimeZone> {
    const NAME: &str = "timeZoneSidKey";
    let written = start.child(NAME).or_else(|| root.child(NAME))?;
    let found = TimeZone::get(written.word()).ok();
    if found.is_none() {
        notes.invalid_value(written, "the name of a time zone such as Europe/Paris");
    }
    found
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
