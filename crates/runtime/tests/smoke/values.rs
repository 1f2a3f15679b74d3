//! Values by type, guided by the names of what they are for.

use std::sync::Arc;

use segue_language::{Record, Text, Timestamp, Type, Value};

use crate::stage::Stage;

/// The moment of all smoke runs.
pub(crate) const NOW: Timestamp = Timestamp(1_772_442_000_000_000);

/// Texts that one field or another may want.
const TEXTS: [&str; 10] = [
    "Smoke",
    "smoke@example.com",
    "5551234567",
    "https://example.com/smoke",
    "12345",
    "A1b2c3d4!",
    "2026-03-02",
    "Yes",
    "Sm",
    "001000000000001AAA",
];
/// Numbers that one field or another may want.
const NUMBERS: [i64; 8] = [1, 2, 10, 0, 100, 5, 12_345, -1];

/// The value of that type for what is called `name`; a greater `attempt` gives another one.
pub(crate) fn value(stage: &Stage, name: &str, value_type: &Type, attempt: usize) -> Value {
    match value_type {
        Type::Any | Type::Text => text(stage, name, attempt),
        Type::Boolean => Value::Boolean(attempt.is_multiple_of(2)),
        Type::Number => Value::integer(NUMBERS[attempt % NUMBERS.len()]),
        Type::Picklist | Type::Multipicklist => Value::text(TEXTS[attempt % TEXTS.len()]),
        Type::Date => Value::Date(day(attempt)),
        Type::DateTime => Value::DateTime(NOW.plus_seconds(3_600 * attempt as i64)),
        Type::Time => Value::Time("09:00:00".parse().expect("a time")),
        Type::Record(object) => stage.record(object).unwrap_or_else(|| blank(object)),
        Type::Collection(item) => {
            let items = match &**item {
                Type::Record(object) => stage.records(object),
                other => vec![value(stage, name, other, attempt)],
            };
            Value::Collection(Arc::new(items))
        }
    }
}

fn blank(object: &Text) -> Value {
    Value::Record(Arc::new(Record::new(object.clone())))
}

fn day(attempt: usize) -> segue_language::Date {
    let days = [
        "2026-03-02",
        "2026-04-15",
        "2025-12-31",
        "1990-06-15",
        "2031-01-01",
    ];
    days[attempt % days.len()].parse().expect("a date")
}

/// A text as the name suggests it.
fn text(stage: &Stage, name: &str, attempt: usize) -> Value {
    if let Some(id) = stage.id_for(name).filter(|_| attempt < 2) {
        return Value::Text(id);
    }
    let lower = name.to_ascii_lowercase();
    let hint = [
        ("mail", 1),
        ("phone", 2),
        ("url", 3),
        ("link", 3),
        ("number", 4),
        ("zip", 4),
        ("postal", 4),
        ("password", 5),
        ("date", 6),
    ];
    let first = hint
        .iter()
        .find(|(part, _)| lower.contains(part))
        .map_or(0, |(_, at)| *at);
    Value::text(TEXTS[(first + attempt) % TEXTS.len()])
}
