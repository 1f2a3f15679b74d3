//! The values that generated formulas refer to: one or more of each type, often blank or extreme.

use std::sync::Arc;

use segue_language::{Num, Timestamp, Type, Value, read};

use super::random::Random;

/// A value with its name and type.
pub(super) struct Named {
    pub(super) name: &'static str,
    pub(super) value_type: Type,
    pub(super) value: Value,
}

/// Names by the type that formulas take them for.
pub(super) const NUMBERS: &[&str] = &["n1", "n2", "$Record.Amount__c", "{!$Record.Size__c}"];
pub(super) const TEXTS: &[&str] = &["t1", "t2", "{!$Record.Name}", "pick", "multi"];
pub(super) const BOOLEANS: &[&str] = &["b1", "{!b2}", "ISNEW()", "$Record__IsNew"];
pub(super) const DATES: &[&str] = &["d1", "{! d2 }"];
pub(super) const MOMENTS: &[&str] = &["m1", "$Record.CreatedDate"];
pub(super) const TIMES: &[&str] = &["c1"];
pub(super) const ANYTHING: &[&str] = &["any1", "any2", "list", "$Record__Prior.Name"];

pub(super) fn named(random: &mut Random) -> Vec<Named> {
    let of = |name, value_type, value| Named {
        name,
        value_type,
        value,
    };
    let mut values = Vec::new();
    for name in [
        "n1",
        "n2",
        "$Record.Amount__c",
        "$Record.Size__c",
        "$Record__Prior.Amount__c",
    ] {
        values.push(of(name, Type::Number, number(random)));
    }
    for name in ["t1", "t2", "$Record.Name", "$Record__Prior.Name"] {
        values.push(of(name, Type::Text, text(random)));
    }
    values.push(of("pick", Type::Picklist, text(random)));
    values.push(of(
        "multi",
        Type::Multipicklist,
        Value::text("red;green; blue"),
    ));
    for name in ["b1", "b2", "$Record__IsNew"] {
        values.push(of(name, Type::Boolean, boolean(random)));
    }
    for name in ["d1", "d2"] {
        values.push(of(name, Type::Date, date(random)));
    }
    for name in ["m1", "$Record.CreatedDate"] {
        values.push(of(name, Type::DateTime, moment(random)));
    }
    values.push(of("c1", Type::Time, time(random)));
    values.push(of("any1", Type::Any, anything(random)));
    values.push(of("any2", Type::Any, anything(random)));
    values.push(of(
        "list",
        Type::Any,
        Value::Collection(Arc::new(vec![text(random)])),
    ));
    values
}

fn number(random: &mut Random) -> Value {
    let written = random.of_these(&[
        "0",
        "1",
        "-1",
        "0.5",
        "-12.345",
        "9223372036854775807",
        "-9223372036854775808",
        "123456789012345678901234567890123456789",
        "0.000000000000000000000000000001",
        "1e900",
        "99.995",
        "7",
    ]);
    match random.below(6) {
        0 => Value::Null,
        1 => Value::Number(Num::from(random.next() as i64)),
        _ => Value::Number(written.parse().unwrap()),
    }
}

fn text(random: &mut Random) -> Value {
    match random.below(9) {
        0 => Value::Null,
        1 => Value::text("x".repeat(70_000)),
        2 => Value::text("Grüße 😀\u{301} İ"),
        3 => Value::text("2026-02-29"),
        4 => Value::text("2026-03-02 09:00:00"),
        5 => Value::text("{\"a\": [1, {\"b\": null}]}"),
        6 => Value::text("12.50"),
        7 => Value::text("(a+)+$"),
        _ => Value::text("Acme Corporation"),
    }
}

fn boolean(random: &mut Random) -> Value {
    match random.below(3) {
        0 => Value::Null,
        other => Value::Boolean(other == 1),
    }
}

fn date(random: &mut Random) -> Value {
    let written = random.of_these(&["2026-03-02", "2024-02-29", "0001-01-01", "9999-12-31"]);
    match random.once_in(5) {
        true => Value::Null,
        false => Value::Date(read::date(written).unwrap()),
    }
}

fn moment(random: &mut Random) -> Value {
    match random.below(5) {
        0 => Value::Null,
        1 => Value::DateTime(Timestamp(i64::MAX)),
        2 => Value::DateTime(Timestamp(-62_135_596_800_000_000)),
        _ => Value::DateTime(Timestamp(1_772_442_000_123_456)),
    }
}

fn time(random: &mut Random) -> Value {
    let written = random.of_these(&["00:00:00.000", "23:59:59.999", "09:08:07.006"]);
    match random.once_in(5) {
        true => Value::Null,
        false => Value::Time(read::time(written).unwrap()),
    }
}

fn anything(random: &mut Random) -> Value {
    match random.below(6) {
        0 => number(random),
        1 => text(random),
        2 => boolean(random),
        3 => date(random),
        4 => moment(random),
        _ => time(random),
    }
}
