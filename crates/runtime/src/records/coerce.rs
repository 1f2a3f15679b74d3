//! Values made to fit a type: a text read as a number or date where that is what is asked for.

use segue_language::{Num, TimeZone, Timestamp, Type, Value, merge_text};

/// `value` as a value of `wanted`.
///
/// # Errors
/// One sentence when it is of another type.
pub fn coerce(value: Value, wanted: &Type) -> Result<Value, String> {
    let value = value.kept();
    if fits(&value, wanted) {
        return Ok(value);
    }
    converted(&value, wanted).ok_or_else(|| {
        format!(
            "expected {}, found {}",
            in_words(wanted),
            value.type_in_words()
        )
    })
}

fn fits(value: &Value, wanted: &Type) -> bool {
    matches!(
        (value, wanted),
        (Value::Null, _)
            | (_, Type::Any)
            | (Value::Boolean(_), Type::Boolean)
            | (Value::Number(_), Type::Number)
            | (
                Value::Text(_),
                Type::Text | Type::Picklist | Type::Multipicklist
            )
            | (Value::Date(_), Type::Date)
            | (Value::DateTime(_), Type::DateTime)
            | (Value::Time(_), Type::Time)
            | (Value::Record(_), Type::Record(_))
            | (Value::Collection(_), Type::Collection(_))
    )
}

fn converted(value: &Value, wanted: &Type) -> Option<Value> {
    match (value, wanted) {
        (
            Value::Text(text),
            Type::Number | Type::Boolean | Type::Date | Type::DateTime | Type::Time,
        ) => read(text, wanted),
        (Value::Date(date), Type::DateTime) => Some(Value::DateTime(Timestamp::midnight(*date))),
        (Value::DateTime(moment), Type::Date) => {
            Some(Value::Date(moment.to_jiff().to_zoned(TimeZone::UTC).date()))
        }
        (
            Value::Number(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::DateTime(_)
            | Value::Time(_),
            Type::Text | Type::Picklist | Type::Multipicklist,
        ) => Some(Value::text(merge_text(value))),
        (Value::Collection(items), Type::Multipicklist | Type::Text) => Some(joined(items)),
        _ => None,
    }
}

fn read(text: &str, wanted: &Type) -> Option<Value> {
    if text.trim().is_empty() {
        return Some(Value::Null);
    }
    match wanted {
        Type::Number => text.trim().parse::<Num>().ok().map(Value::Number),
        Type::Boolean => text
            .trim()
            .to_ascii_lowercase()
            .parse()
            .ok()
            .map(Value::Boolean),
        Type::Date => text.trim().parse().ok().map(Value::Date),
        Type::DateTime => moment(text.trim()).map(Value::DateTime),
        Type::Time => text
            .trim_end_matches(['Z', 'z'])
            .parse()
            .ok()
            .map(Value::Time),
        _ => None,
    }
}

fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Some(moment.into());
    }
    let civil: jiff::civil::DateTime = text.trim_end_matches(['Z', 'z']).parse().ok()?;
    Some(Timestamp::of(civil))
}

fn joined(items: &[Value]) -> Value {
    let texts: Vec<String> = items.iter().map(merge_text).collect();
    Value::text(texts.join(";"))
}

fn in_words(wanted: &Type) -> &'static str {
    match wanted {
        Type::Any => "anything",
        Type::Boolean => "a boolean",
        Type::Number => "a number",
        Type::Text | Type::Picklist | Type::Multipicklist => "a text",
        Type::Date => "a date",
        Type::DateTime => "a date/time",
        Type::Time => "a time",
        Type::Record(_) => "a record",
        Type::Collection(_) => "a collection",
    }
}
