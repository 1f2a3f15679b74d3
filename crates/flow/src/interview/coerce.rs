//! Values made to fit the type of what holds them.

use std::sync::Arc;

use segue_language::{Num, TimeZone, Timestamp, Type, Value, merge_text, read};

/// `value` as `wanted`, or why not: words that follow the name of what should hold it.
pub(crate) fn coerce(value: Value, wanted: &Type, zone: &TimeZone) -> Result<Value, String> {
    if fits(&value, wanted) {
        return Ok(value);
    }
    match convert(&value, wanted, zone) {
        Some(converted) => Ok(converted),
        None => Err(format!(
            "cannot hold {}: it is {}",
            describe(&value),
            in_words(wanted)
        )),
    }
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

fn convert(value: &Value, wanted: &Type, zone: &TimeZone) -> Option<Value> {
    match (value, wanted) {
        (Value::Text(text), _) => parse(text, wanted),
        (Value::Record(_) | Value::Collection(_), _) => None,
        (_, Type::Text | Type::Picklist | Type::Multipicklist) => {
            Some(Value::text(merge_text(value)))
        }
        (Value::Date(date), Type::DateTime) => Some(Value::DateTime(Timestamp::midnight(*date))),
        (Value::DateTime(moment), Type::Date) => {
            let zoned = moment.to_jiff().to_zoned(zone.clone());
            Some(Value::Date(zoned.date()))
        }
        _ => None,
    }
}

/// `text` read as `wanted`; an empty text is null.
pub(crate) fn parse(text: &str, wanted: &Type) -> Option<Value> {
    let trimmed = text.trim();
    match wanted {
        Type::Any | Type::Text | Type::Picklist | Type::Multipicklist => Some(Value::text(text)),
        Type::Record(_) | Type::Collection(_) => None,
        _ if trimmed.is_empty() => Some(Value::Null),
        Type::Boolean => read::boolean(trimmed).map(Value::Boolean),
        Type::Number => trimmed.parse::<Num>().ok().map(Value::Number),
        Type::Date => read::date(trimmed).map(Value::Date),
        Type::DateTime => read::date_time(trimmed).map(Value::DateTime),
        Type::Time => read::time(trimmed).map(Value::Time),
    }
}

fn describe(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("the text `{text}`"),
        other => other.type_in_words().to_owned(),
    }
}

/// A type in words, for messages.
pub(crate) fn in_words(wanted: &Type) -> String {
    match wanted {
        Type::Any => "any value".to_owned(),
        Type::Boolean => "a boolean".to_owned(),
        Type::Number => "a number".to_owned(),
        Type::Text | Type::Picklist | Type::Multipicklist => "a text".to_owned(),
        Type::Date => "a date".to_owned(),
        Type::DateTime => "a date/time".to_owned(),
        Type::Time => "a time".to_owned(),
        Type::Record(object) if object.is_empty() => "a record".to_owned(),
        Type::Record(object) => format!("a record of `{object}`"),
        Type::Collection(_) => "a collection".to_owned(),
    }
}

/// The items of a collection to be changed; null becomes an empty collection.
pub(crate) fn items_mut(value: &mut Value) -> Option<&mut Vec<Value>> {
    if value.is_null() {
        *value = Value::Collection(Arc::default());
    }
    match value {
        Value::Collection(items) => Some(Arc::make_mut(items)),
        _ => None,
    }
}
