//! Values of actions: as texts of a URL, as JSON, and back from JSON by their declared type.

use segue_language::{ActionType, Num, Value, merge_text, read};
use serde_json::Value as Json;

use super::is_too_deep;

/// Longest number that is read, in characters without an exponent.
const DIGITS_MAX: usize = 80;

/// A value as a text of a path, query or header; none for null.
pub(super) fn to_text(value: &Value, kind: ActionType) -> Result<Option<String>, String> {
    Ok(match coerce(value, kind)? {
        Value::Null => None,
        Value::DateTime(moment) => Some(moment.to_string()),
        other => Some(merge_text(&other)),
    })
}

/// A value as JSON.
pub(super) fn to_json(value: &Value, kind: ActionType) -> Result<Json, String> {
    Ok(match coerce(value, kind)? {
        Value::Null => Json::Null,
        Value::Boolean(flag) => flag.into(),
        Value::Number(number) => number_to_json(&number.to_string()),
        Value::DateTime(moment) => moment.to_string().into(),
        Value::Text(text) if kind == ActionType::Json => {
            if is_too_deep(text.as_bytes()) {
                return Err("is nested too deep".to_owned());
            }
            serde_json::from_str(&text).map_err(|error| format!("is no JSON: {error}"))?
        }
        other => merge_text(&other).into(),
    })
}

/// A JSON value as a value of a declared type.
pub(super) fn from_json(json: &Json, kind: ActionType) -> Result<Value, String> {
    let wrong = || format!("is {}, not {}", in_words(json), kind.name());
    Ok(match (kind, json) {
        (_, Json::Null) => Value::Null,
        (ActionType::Json, json) => Value::text(json.to_string()),
        (ActionType::Boolean, Json::Bool(flag)) => Value::Boolean(*flag),
        (ActionType::Number, Json::Number(number)) => {
            Value::Number(number_of(&number.to_string()).ok_or_else(wrong)?)
        }
        (ActionType::Text, Json::String(text)) => Value::text(text.as_str()),
        (ActionType::Date, Json::String(text)) => {
            read::date(text).map(Value::Date).ok_or_else(wrong)?
        }
        (ActionType::DateTime, Json::String(text)) => read::date_time(text)
            .map(Value::DateTime)
            .ok_or_else(wrong)?,
        (ActionType::Time, Json::String(text)) => {
            read::time(text).map(Value::Time).ok_or_else(wrong)?
        }
        _ => return Err(wrong()),
    })
}

/// A text of a header as a value of a declared type.
pub(super) fn from_text(text: &str, kind: ActionType) -> Result<Value, String> {
    match kind {
        ActionType::Json => Ok(Value::text(text)),
        kind => coerce(&Value::text(text), kind),
    }
}

/// A value of a flow as the declared type: texts are read, everything can be a text.
fn coerce(value: &Value, kind: ActionType) -> Result<Value, String> {
    let wrong = || format!("is {}, not {}", value.type_in_words(), kind.name());
    Ok(match (kind, value) {
        (_, Value::Null) => Value::Null,
        (_, Value::Record(_) | Value::Collection(_)) => return Err(wrong()),
        (ActionType::Text | ActionType::Json, value) => Value::text(merge_text(value)),
        (ActionType::Number, Value::Number(_))
        | (ActionType::Boolean, Value::Boolean(_))
        | (ActionType::Date, Value::Date(_))
        | (ActionType::DateTime, Value::DateTime(_))
        | (ActionType::Time, Value::Time(_)) => value.clone(),
        (ActionType::Number, Value::Text(text)) => {
            Value::Number(number_of(text).ok_or_else(wrong)?)
        }
        (ActionType::Boolean, Value::Text(text)) => {
            Value::Boolean(read::boolean(text).ok_or_else(wrong)?)
        }
        (ActionType::Date, Value::Text(text)) => Value::Date(read::date(text).ok_or_else(wrong)?),
        (ActionType::DateTime, Value::Text(text)) => {
            Value::DateTime(read::date_time(text).ok_or_else(wrong)?)
        }
        (ActionType::DateTime, Value::Date(date)) => {
            Value::DateTime(segue_language::Timestamp::midnight(*date))
        }
        (ActionType::Time, Value::Text(text)) => Value::Time(read::time(text).ok_or_else(wrong)?),
        _ => return Err(wrong()),
    })
}

fn number_of(text: &str) -> Option<Num> {
    let plain = match text.contains(['e', 'E']) {
        true => text.parse::<f64>().ok()?.to_string(),
        false => text.to_owned(),
    };
    (plain.len() <= DIGITS_MAX).then(|| plain.parse().ok())?
}

/// Digits that a double cannot hold are sent as a text.
fn number_to_json(digits: &str) -> Json {
    if let Ok(whole) = digits.parse::<i64>() {
        return whole.into();
    }
    match digits.parse::<f64>() {
        Ok(double) if double.to_string() == digits => double.into(),
        _ => digits.into(),
    }
}

fn in_words(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "a boolean",
        Json::Number(_) => "a number",
        Json::String(_) => "a text",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}
