//! When scheduled things start, and how far offsets reach, by the calendar of a zone.

use segue_language::{
    Frequency, Offset, OffsetUnit, Schedule, TimeZone, Timestamp, read, weekday_named,
};

fn at(text: &str) -> Timestamp {
    read::date_time(text).expect("a moment")
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone")
}

fn schedule(frequency: Frequency, start: &str) -> Schedule {
    Schedule {
        frequency,
        start: start.parse().expect("a time"),
        every: 1,
        day_of_month: None,
        days_of_week: Vec::new(),
        zone: None,
    }
}

/// The first starts of what is activated at `moment`.
fn starts(schedule: &Schedule, moment: &str, zone: &TimeZone, n: usize) -> Vec<String> {
    let first = schedule.first(at(moment), zone);
    let starts = std::iter::successors(first, |before| schedule.after(*before, zone));
    starts.take(n).map(|start| start.to_string()).collect()
}

#[test]
fn once_is_once_and_never_in_the_past() {
    let once = schedule(Frequency::Once, "2026-03-02T09:00");
    let utc = TimeZone::UTC;
    let found = starts(&once, "2026-03-01T00:00:00Z", &utc, 3);
    assert_eq!(found, ["2026-03-02T09:00:00Z"]);
    let found = starts(&once, "2026-03-02T09:00:00Z", &utc, 3);
    assert_eq!(found, ["2026-03-02T09:00:00Z"], "at that very moment");
    assert!(starts(&once, "2026-03-02T09:00:01Z", &utc, 3).is_empty());
}

#[test]
fn on_activate_is_the_moment_of_activation() {
    let now = schedule(Frequency::OnActivate, "2020-01-01T00:00");
    let found = starts(&now, "2026-03-02T09:13:00Z", &TimeZone::UTC, 3);
    assert_eq!(found, ["2026-03-02T09:13:00Z"]);
}

#[test]
fn daily_keeps_the_clock_of_the_zone_when_it_is_changed() {
    let daily = schedule(Frequency::Daily, "2026-03-01T02:30");
    let found = starts(&daily, "2026-03-28T00:00:00Z", &zone("Europe/Berlin"), 3);
    let expected = [
        "2026-03-28T01:30:00Z",
        // Clocks go from 2:00 to 3:00: 2:30 is 3:30 of the new time.
        "2026-03-29T01:30:00Z",
        "2026-03-30T00:30:00Z",
    ];
    assert_eq!(found, expected);
    let found = starts(&daily, "2026-10-24T12:00:00Z", &zone("Europe/Berlin"), 2);
    // 2:30 comes twice: it starts once, at the first.
    assert_eq!(found, ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]);
}

#[test]
fn hourly_starts_in_every_hour_of_a_day_of_25() {
    let hourly = schedule(Frequency::Hourly, "2026-01-01T00:15");
    let berlin = zone("Europe/Berlin");
    let found = starts(&hourly, "2026-10-25T00:00:00Z", &berlin, 3);
    let expected = [
        "2026-10-25T00:15:00Z",
        "2026-10-25T01:15:00Z",
        "2026-10-25T02:15:00Z",
    ];
    assert_eq!(found, expected);
    let every = Schedule { every: 6, ..hourly };
    let found = starts(&every, "2026-01-01T01:00:00Z", &TimeZone::UTC, 2);
    assert_eq!(found, ["2026-01-01T06:15:00Z", "2026-01-01T12:15:00Z"]);
}

#[test]
fn weekdays_leave_the_weekend_out() {
    let weekdays = schedule(Frequency::Weekdays, "2026-03-01T08:00");
    let found = starts(&weekdays, "2026-03-06T00:00:00Z", &TimeZone::UTC, 2);
    assert_eq!(found, ["2026-03-06T08:00:00Z", "2026-03-09T08:00:00Z"]);
}

#[test]
fn weekly_keeps_its_day() {
    let weekly = schedule(Frequency::Weekly, "2026-03-04T08:00");
    let found = starts(&weekly, "2026-03-05T00:00:00Z", &TimeZone::UTC, 2);
    assert_eq!(found, ["2026-03-11T08:00:00Z", "2026-03-18T08:00:00Z"]);
}

#[test]
fn months_that_lack_the_day_start_on_their_last() {
    let monthly = schedule(Frequency::Monthly, "2026-01-31T06:00");
    let found = starts(&monthly, "2026-02-01T00:00:00Z", &TimeZone::UTC, 3);
    let expected = [
        "2026-02-28T06:00:00Z",
        "2026-03-31T06:00:00Z",
        "2026-04-30T06:00:00Z",
    ];
    assert_eq!(found, expected);
    let fifth = Schedule {
        day_of_month: Some(5),
        ..monthly
    };
    let found = starts(&fifth, "2026-02-01T00:00:00Z", &TimeZone::UTC, 2);
    assert_eq!(found, ["2026-02-05T06:00:00Z", "2026-03-05T06:00:00Z"]);
}

#[test]
fn a_leap_day_is_the_28th_in_other_years() {
    let yearly = schedule(Frequency::Yearly, "2024-02-29T06:00");
    let found = starts(&yearly, "2026-01-01T00:00:00Z", &TimeZone::UTC, 3);
    let expected = [
        "2026-02-28T06:00:00Z",
        "2027-02-28T06:00:00Z",
        "2028-02-29T06:00:00Z",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_schedule_of_long_ago_finds_its_next_start_at_once() {
    for name in Frequency::NAMES {
        let frequency = Frequency::named(name).expect("a frequency");
        let old = schedule(frequency, "1971-05-17T23:59:59");
        let next = old.after(at("2026-03-02T09:00:00Z"), &zone("America/New_York"));
        let is_single = matches!(frequency, Frequency::Once | Frequency::OnActivate);
        assert_eq!(next.is_none(), is_single, "{name}");
        assert!(next.is_none_or(|next| next > at("2026-03-02T09:00:00Z")));
    }
}

#[test]
fn offsets_of_days_keep_the_clock_and_those_of_hours_the_distance() {
    let berlin = zone("Europe/Berlin");
    let offset = |number, unit| Offset { number, unit };
    let from = at("2026-03-28T11:00:00Z");
    let reached = |number, unit| offset(number, unit).from(from, &berlin).expect("in range");
    assert_eq!(reached(1, OffsetUnit::Days), at("2026-03-29T10:00:00Z"));
    assert_eq!(reached(24, OffsetUnit::Hours), at("2026-03-29T11:00:00Z"));
    assert_eq!(
        reached(-90, OffsetUnit::Minutes),
        at("2026-03-28T09:30:00Z")
    );
    assert_eq!(reached(2, OffsetUnit::Weeks), at("2026-04-11T10:00:00Z"));
    assert_eq!(reached(11, OffsetUnit::Months), at("2027-02-28T11:00:00Z"));
}

#[test]
fn an_offset_beyond_the_calendar_is_none() {
    for unit in OffsetUnit::NAMES {
        let unit = OffsetUnit::named(unit).expect("a unit");
        for number in [i64::MAX, i64::MIN] {
            let offset = Offset { number, unit };
            assert_eq!(offset.from(Timestamp(0), &TimeZone::UTC), None, "{unit:?}");
        }
    }
}

/// Start, what it says besides, the zone, the moment of activation, and the first starts.
type Case<'a> = (Schedule, &'a str, &'a str, &'a [&'a str]);

fn on(days: &str, schedule: Schedule) -> Schedule {
    let days = days
        .split(' ')
        .map(|day| weekday_named(day).expect("a day"));
    Schedule {
        days_of_week: days.collect(),
        ..schedule
    }
}

fn each(every: u32, schedule: Schedule) -> Schedule {
    Schedule { every, ..schedule }
}

fn on_day(day: i8, schedule: Schedule) -> Schedule {
    Schedule {
        day_of_month: Some(day),
        ..schedule
    }
}

fn agree(cases: &[Case<'_>]) {
    for (schedule, place, moment, expected) in cases {
        let found = starts(schedule, moment, &zone(place), expected.len());
        assert_eq!(found, *expected, "{schedule:?} in {place}");
    }
}

#[test]
fn weeks_begin_on_sunday_and_have_several_days() {
    use Frequency::Weekly;
    agree(&[
        // Wednesday the 4th: Monday of its week is over.
        (
            on("Monday Wed FRIDAY", schedule(Weekly, "2026-03-04T08:00")),
            "UTC",
            "2026-03-01T00:00:00Z",
            &[
                "2026-03-04T08:00:00Z",
                "2026-03-06T08:00:00Z",
                "2026-03-09T08:00:00Z",
            ],
        ),
        // Every other week: that of Sunday the 8th is left out.
        (
            each(2, on("sun sat", schedule(Weekly, "2026-03-04T08:00"))),
            "UTC",
            "2026-03-01T00:00:00Z",
            &[
                "2026-03-07T08:00:00Z",
                "2026-03-15T08:00:00Z",
                "2026-03-21T08:00:00Z",
            ],
        ),
        // The day of the first start is none of them.
        (
            on("Tue", schedule(Weekly, "2026-03-04T08:00")),
            "UTC",
            "2026-03-01T00:00:00Z",
            &["2026-03-10T08:00:00Z"],
        ),
        // Across the end of a year, and one that began long ago.
        (
            on("Thu Fri", schedule(Weekly, "2019-05-02T23:00")),
            "UTC",
            "2026-12-31T23:00:01Z",
            &["2027-01-01T23:00:00Z", "2027-01-07T23:00:00Z"],
        ),
    ]);
}

#[test]
fn months_end_where_they_end_in_leap_years_too() {
    use Frequency::{Monthly, Yearly};
    agree(&[
        (
            on_day(31, schedule(Monthly, "2027-11-15T06:00")),
            "UTC",
            "2027-11-01T00:00:00Z",
            &[
                "2027-11-30T06:00:00Z",
                "2027-12-31T06:00:00Z",
                "2028-01-31T06:00:00Z",
                "2028-02-29T06:00:00Z",
            ],
        ),
        (
            each(3, on_day(30, schedule(Monthly, "2026-11-30T06:00"))),
            "UTC",
            "2026-12-01T00:00:00Z",
            &["2027-02-28T06:00:00Z", "2027-05-30T06:00:00Z"],
        ),
        // 2100 is no leap year.
        (
            schedule(Yearly, "2096-02-29T06:00"),
            "UTC",
            "2099-12-01T00:00:00Z",
            &["2100-02-28T06:00:00Z", "2101-02-28T06:00:00Z"],
        ),
        (
            each(4, schedule(Yearly, "2024-02-29T06:00")),
            "UTC",
            "2024-03-01T00:00:00Z",
            &["2028-02-29T06:00:00Z", "2032-02-29T06:00:00Z"],
        ),
    ]);
}

#[test]
fn a_clock_that_jumps_starts_each_day_once() {
    use Frequency::{Daily, Hourly, Monthly, Weekdays, Weekly};
    agree(&[
        // New York, 8 March 2026: 2:30 is 3:30 of the new time.
        (
            schedule(Daily, "2026-03-07T02:30"),
            "America/New_York",
            "2026-03-07T12:00:00Z",
            &["2026-03-08T07:30:00Z", "2026-03-09T06:30:00Z"],
        ),
        // New York, 1 November 2026: 1:30 comes twice, the first counts.
        (
            schedule(Daily, "2026-03-07T01:30"),
            "America/New_York",
            "2026-11-01T00:00:00Z",
            &["2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"],
        ),
        // Between the two of them the second is not a start.
        (
            schedule(Daily, "2026-03-07T01:30"),
            "America/New_York",
            "2026-11-01T05:30:01Z",
            &["2026-11-02T06:30:00Z"],
        ),
        (
            on("Sunday", schedule(Weekly, "2026-03-01T02:30")),
            "Europe/Berlin",
            "2026-03-25T00:00:00Z",
            &["2026-03-29T01:30:00Z", "2026-04-05T00:30:00Z"],
        ),
        (
            on_day(29, schedule(Monthly, "2026-01-29T02:30")),
            "Europe/Berlin",
            "2026-03-01T00:00:00Z",
            &["2026-03-29T01:30:00Z", "2026-04-29T00:30:00Z"],
        ),
        // Lord Howe moves by half an hour; hours keep their length.
        (
            schedule(Hourly, "2026-04-05T01:00"),
            "Australia/Lord_Howe",
            "2026-04-04T14:30:00Z",
            &["2026-04-04T15:00:00Z", "2026-04-04T16:00:00Z"],
        ),
        (
            schedule(Weekdays, "2026-03-01T23:30"),
            "Asia/Kathmandu",
            "2026-03-06T17:45:01Z",
            &["2026-03-09T17:45:00Z", "2026-03-10T17:45:00Z"],
        ),
        // Samoa had no 30 December 2011: its start is the moment after.
        (
            schedule(Daily, "2011-12-29T08:00"),
            "Pacific/Apia",
            "2011-12-29T18:00:01Z",
            &["2011-12-30T18:00:00Z"],
        ),
    ]);
}

#[test]
fn the_zone_of_the_schedule_counts_before_that_of_the_project() {
    let tokyo = Schedule {
        zone: Some(zone("Asia/Tokyo")),
        ..schedule(Frequency::Daily, "2026-03-01T09:00")
    };
    let found = starts(&tokyo, "2026-03-02T01:00:00Z", &zone("Europe/Berlin"), 2);
    assert_eq!(found, ["2026-03-03T00:00:00Z", "2026-03-04T00:00:00Z"]);
}
