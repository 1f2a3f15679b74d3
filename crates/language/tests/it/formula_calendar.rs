//! Days and moments in formulas: leap years, ends of months, zones, the ends of the calendar.

use crate::world::{World, at, check, check_in, date, moment};

#[test]
fn months_are_added_from_end_to_end() {
    check(
        &World::empty(),
        &[
            ("ADDMONTHS(DATE(2024, 1, 31), 1)", "2024-02-29"),
            ("ADDMONTHS(DATE(2023, 1, 31), 1)", "2023-02-28"),
            ("ADDMONTHS(DATE(2024, 2, 29), 12)", "2025-02-28"),
            ("ADDMONTHS(DATE(2023, 2, 28), 12)", "2024-02-29"),
            ("ADDMONTHS(DATE(2024, 2, 28), 12)", "2025-02-28"),
            ("ADDMONTHS(DATE(2024, 1, 30), 1)", "2024-02-29"),
            ("ADDMONTHS(DATE(2023, 1, 30), 1)", "2023-02-28"),
            ("ADDMONTHS(DATE(9999, 11, 30), 1)", "9999-12-31"),
            ("ADDMONTHS(DATE(2026, 4, 30), 1)", "2026-05-31"),
            ("ADDMONTHS(DATE(2026, 5, 30), 1)", "2026-06-30"),
            ("ADDMONTHS(DATE(2026, 3, 15), -13)", "2025-02-15"),
            ("ADDMONTHS(DATE(2026, 3, 31), -1)", "2026-02-28"),
            ("ADDMONTHS(DATE(2026, 3, 15), 0)", "2026-03-15"),
            ("ADDMONTHS(DATE(2026, 3, 15), 1.9)", "2026-04-15"),
            ("ADDMONTHS(DATE(2026, 3, 15), 10 ^ 9)", "error out-of-range"),
            ("ADDMONTHS(DATE(9999, 12, 1), 1)", "error out-of-range"),
        ],
    );
}

#[test]
fn leap_years_follow_the_gregorian_calendar() {
    check(
        &World::empty(),
        &[
            ("DATE(2000, 2, 29)", "2000-02-29"),
            ("DATE(1900, 2, 29)", "error not-a-date"),
            ("DATE(2100, 2, 29)", "error not-a-date"),
            ("DATE(2024, 2, 28) + 1", "2024-02-29"),
            ("DATE(2023, 2, 28) + 1", "2023-03-01"),
            ("DATE(2024, 3, 1) - DATE(2024, 2, 28)", "2"),
            ("DATE(2025, 1, 1) - DATE(2024, 1, 1)", "366"),
            ("DATE(2026, 3, 2) - DATE(1, 1, 1)", "739676"),
            ("DAYOFYEAR(DATE(2024, 12, 31))", "366"),
            ("DAYOFYEAR(DATE(2023, 12, 31))", "365"),
            ("DATEVALUE('2023-02-29')", "error not-a-date"),
            (
                "IFERROR(DATEVALUE('2024-02-30'), DATE(2024, 2, 29))",
                "2024-02-29",
            ),
        ],
    );
}

#[test]
fn weeks_begin_on_sunday_and_iso_weeks_on_monday() {
    check(
        &World::empty(),
        &[
            ("WEEKDAY(DATE(2026, 3, 1))", "1"),
            ("WEEKDAY(DATE(2026, 3, 7))", "7"),
            ("ISOWEEK(DATE(2026, 1, 4))", "1"),
            ("ISOWEEK(DATE(2026, 1, 5))", "2"),
            ("ISOWEEK(DATE(2024, 12, 30))", "1"),
            ("ISOYEAR(DATE(2024, 12, 30))", "2025"),
            ("ISOWEEK(DATE(2020, 12, 31))", "53"),
        ],
    );
}

#[test]
fn a_moment_has_the_date_of_the_zone() {
    let world = World::empty()
        .with("late", moment("2026-03-02T23:30:00Z"))
        .with("early", moment("2026-03-02T03:30:00Z"));
    let tokyo = at("Asia/Tokyo", "2026-12-31T16:00:00Z");
    check_in(
        &tokyo,
        &world,
        &[
            ("TODAY()", "2027-01-01"),
            ("YEAR(TODAY())", "2027"),
            ("DATEVALUE(late)", "2026-03-03"),
            ("DATEVALUE(early)", "2026-03-02"),
            ("DAY(late)", "3"),
            ("TIMEVALUE(late)", "08:30:00.000"),
            ("HOUR(TIMENOW())", "1"),
            // Texts and dates are moments of UTC, whatever the zone.
            (
                "DATETIMEVALUE('2026-03-02 09:30:00')",
                "2026-03-02 09:30:00Z",
            ),
            ("DATETIMEVALUE(DATE(2026, 3, 2))", "2026-03-02 00:00:00Z"),
            ("TEXT(late)", "2026-03-02 23:30:00Z"),
        ],
    );
    let new_york = at("America/New_York", "2026-03-02T04:59:59Z");
    check_in(
        &new_york,
        &world,
        &[
            ("TODAY()", "2026-03-01"),
            ("DATEVALUE(early)", "2026-03-01"),
            ("DATEVALUE(late)", "2026-03-02"),
        ],
    );
}

#[test]
fn clocks_that_change_do_not_move_moments() {
    // In Berlin, 29 March 2026 has 23 hours and 25 October has 25.
    let berlin = at("Europe/Berlin", "2026-03-29T00:30:00Z");
    let world = World::empty().with("before", moment("2026-03-29T00:59:59Z"));
    check_in(
        &berlin,
        &world,
        &[
            ("TIMEVALUE(before)", "01:59:59.000"),
            ("TIMEVALUE(before + 1 / 86400)", "03:00:00.000"),
            ("(before + 1) - before", "1"),
            ("NOW() + 1", "2026-03-30 00:30:00Z"),
            ("DATEVALUE(NOW() + 1)", "2026-03-30"),
            (
                "TIMEVALUE(DATETIMEVALUE('2026-10-25 00:30:00'))",
                "02:30:00.000",
            ),
            (
                "TIMEVALUE(DATETIMEVALUE('2026-10-25 01:30:00'))",
                "02:30:00.000",
            ),
        ],
    );
}

#[test]
fn seconds_since_1970_go_both_ways() {
    check(
        &World::empty(),
        &[
            ("UNIXTIMESTAMP(DATETIMEVALUE('1970-01-01 00:00:00'))", "0"),
            ("UNIXTIMESTAMP(DATETIMEVALUE('1969-12-31 23:59:59'))", "-1"),
            ("FROMUNIXTIME(-1)", "1969-12-31 23:59:59Z"),
            ("FROMUNIXTIME(2147483648)", "2038-01-19 03:14:08Z"),
            ("FROMUNIXTIME(UNIXTIMESTAMP(NOW())) = NOW()", "true"),
        ],
    );
}

#[test]
fn moments_are_shifted_by_fractions_of_days_to_the_second() {
    let world = World::empty()
        .with("then", moment("2024-02-28T23:59:59Z"))
        .with("day", date("2024-02-29"));
    check(
        &world,
        &[
            ("then + 1 / 24", "2024-02-29 00:59:59Z"),
            ("then + 1 / 86400", "2024-02-29 00:00:00Z"),
            ("then - 0.5", "2024-02-28 11:59:59Z"),
            ("day - 0.9", "2024-02-29"),
            ("day + 365", "2025-02-28"),
            ("day + 366", "2025-03-01"),
            ("ROUND((then - DATETIMEVALUE(day)) * 86400, 0)", "-1"),
        ],
    );
}
