//! Comparisons of days and moments with today.

use segue_language::{Case, Operator, TimeZone, Timestamp, Value, read};

/// 2026-03-02 is a Monday; in Auckland it is the 3rd already.
const NOW: &str = "2026-03-02T12:30:00Z";

fn holds_in(zone: &TimeZone, left: &str, operator: &str, right: &Value) -> Option<bool> {
    let now: Timestamp = read::date_time(NOW).unwrap();
    let left = match read::date(left).filter(|_| left.len() == 10) {
        Some(day) => Value::Date(day),
        None => read::date_time(left).map_or(Value::Null, Value::DateTime),
    };
    let operator = Operator::named(operator).unwrap();
    operator
        .holds_at(&left, right, Case::Sensitive, (now, zone))
        .ok()
}

fn holds(left: &str, operator: &str, right: impl Into<Right>) -> bool {
    holds_in(&TimeZone::UTC, left, operator, &right.into().0).unwrap()
}

struct Right(Value);

impl From<bool> for Right {
    fn from(truth: bool) -> Self {
        Right(Value::Boolean(truth))
    }
}

impl From<i64> for Right {
    fn from(number: i64) -> Self {
        Right(Value::integer(number))
    }
}

impl From<&str> for Right {
    fn from(day: &str) -> Self {
        Right(Value::Date(read::date(day).unwrap()))
    }
}

/// The first and the last day of which it is true, and that the days beside them are not.
fn spans(operator: &str, right: impl Into<Right>, from: &str, to: &str) {
    let right = right.into().0;
    let holds = |day: segue_language::Date| {
        holds_in(&TimeZone::UTC, &day.to_string(), operator, &right).unwrap()
    };
    let (from, to) = (read::date(from).unwrap(), read::date(to).unwrap());
    assert!(holds(from) && holds(to), "{operator} holds at both ends");
    assert!(!holds(from.yesterday().unwrap()), "{operator} before");
    assert!(!holds(to.tomorrow().unwrap()), "{operator} after");
}

#[test]
fn days_months_and_years_beside_today() {
    spans("IsToday", true, "2026-03-02", "2026-03-02");
    spans("IsYesterday", true, "2026-03-01", "2026-03-01");
    spans("IsTomorrow", true, "2026-03-03", "2026-03-03");
    spans("IsThisMonth", true, "2026-03-01", "2026-03-31");
    spans("IsLastMonth", true, "2026-02-01", "2026-02-28");
    spans("IsNextMonth", true, "2026-04-01", "2026-04-30");
    spans("ThisYear", true, "2026-01-01", "2026-12-31");
    spans("LastYear", true, "2025-01-01", "2025-12-31");
    spans("NextYear", true, "2027-01-01", "2027-12-31");
}

#[test]
fn numbers_of_days_months_and_years() {
    spans("LastNumberOfDays", 3, "2026-02-27", "2026-03-02");
    spans("NextNumberOfDays", 3, "2026-03-03", "2026-03-05");
    spans("LastNumberOfMonths", 2, "2026-01-01", "2026-02-28");
    spans("NextNumberOfMonths", 2, "2026-04-01", "2026-05-31");
    spans("LastNumberOfYears", 2, "2024-01-01", "2025-12-31");
    assert!(holds("2026-02-26", "GreaterThanLastNumberOfDays", 3));
    assert!(!holds("2026-02-27", "GreaterThanLastNumberOfDays", 3));
}

#[test]
fn given_days() {
    spans("IsOn", "2026-05-01", "2026-05-01", "2026-05-01");
    assert!(holds("2026-04-30", "IsBefore", "2026-05-01"));
    assert!(!holds("2026-05-01", "IsBefore", "2026-05-01"));
    assert!(holds("2026-05-02", "IsAfter", "2026-05-01"));
    assert!(!holds("2026-05-01", "IsAfter", "2026-05-01"));
}

#[test]
fn anniversaries() {
    assert!(holds("1971-03-02", "IsAnniversaryOfToday", true));
    assert!(!holds("1971-03-03", "IsAnniversaryOfToday", true));
    assert!(!holds("1971-03-02", "IsNotAnniversaryOfToday", true));
    assert!(holds("1971-03-03", "IsNotAnniversaryOfToday", true));
}

#[test]
fn false_on_the_right_turns_the_answer_round() {
    assert!(!holds("2026-03-02", "IsToday", false));
    assert!(holds("2026-03-01", "IsToday", false));
}

#[test]
fn moments_have_their_day_in_the_zone() {
    let auckland = TimeZone::get("Pacific/Auckland").unwrap();
    let holds = |left| holds_in(&auckland, left, "IsToday", &Value::Null).unwrap();
    assert!(holds("2026-03-02T11:00:00Z"), "midnight there");
    assert!(!holds("2026-03-02T10:59:59Z"));
    assert!(holds("2026-03-03T10:59:59Z"));
    assert!(!holds("2026-03-03T11:00:00Z"));
    assert!(holds("2026-03-03"));
}

#[test]
fn what_is_later_today_is_none_of_the_last_days() {
    assert!(holds("2026-03-02T12:30:00Z", "LastNumberOfDays", 1));
    assert!(!holds("2026-03-02T12:31:00Z", "LastNumberOfDays", 1));
}

#[test]
fn null_is_on_no_day() {
    assert!(!holds("", "IsToday", true));
    assert!(!holds("", "LastNumberOfDays", 5));
    assert!(holds("", "IsNotAnniversaryOfToday", true));
}

#[test]
fn other_types_and_senseless_numbers_are_refused() {
    let refused = |operator, right: &Value| holds_in(&TimeZone::UTC, NOW, operator, right);
    assert_eq!(refused("LastNumberOfDays", &Value::Null), None);
    assert_eq!(refused("LastNumberOfDays", &Value::integer(-1)), None);
    assert_eq!(
        refused("LastNumberOfYears", &Value::integer(i64::MAX)),
        None
    );
    assert_eq!(refused("IsOn", &Value::text("soon")), None);
    let left = Value::Boolean(true);
    let at = (Timestamp(0), &TimeZone::UTC);
    let today = Operator::named("IsToday").unwrap();
    assert!(
        today
            .holds_at(&left, &Value::Null, Case::Sensitive, at)
            .is_err()
    );
}
