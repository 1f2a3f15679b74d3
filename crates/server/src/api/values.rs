//! Values as JSON, in and out.

use axum::http::StatusCode;
use segue_language::{Record, Text, Value, Values, merge_text};
use serde_json::{Map, Value as Json};

use crate::problem::{Answer, Problem};

/// Longest number that is taken, in characters without an exponent.
const DIGITS_MAX: usize = 80;

/// A value as JSON. A number that a double cannot hold is a text of its digits.
pub(crate) fn to_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Boolean(flag) => (*flag).into(),
        Value::Number(number) => number_to_json(&number.to_string()),
        Value::Record(record) => record_to_json(record),
        Value::Collection(items) => items.iter().map(to_json).collect(),
        Value::DateTime(moment) => moment.to_string().into(),
        Value::Text(_) | Value::Date(_) | Value::Time(_) => merge_text(value).into(),
    }
}

/// A record as an object of its fields.
pub(crate) fn record_to_json(record: &Record) -> Json {
    let fields = record.fields().iter();
    fields
        .map(|field| (field.name.to_string(), to_json(&field.value)))
        .collect::<Map<_, _>>()
        .into()
}

/// Values by name as an object.
pub(crate) fn values_to_json(values: &Values) -> Json {
    let values = values.iter();
    values
        .map(|(name, value)| (name.to_string(), to_json(value)))
        .collect::<Map<_, _>>()
        .into()
}

/// A JSON value as a value; an object becomes a record without an object type.
pub(crate) fn from_json(json: &Json) -> Answer<Value> {
    Ok(match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Boolean(*flag),
        Json::Number(number) => {
            let digits = plain(number.to_string());
            let read = (digits.len() <= DIGITS_MAX).then(|| digits.parse().ok());
            Value::Number(read.flatten().ok_or_else(|| out_of_range(number))?)
        }
        Json::String(text) => Value::text(text.as_str()),
        Json::Array(items) => {
            let items: Answer<Vec<Value>> = items.iter().map(from_json).collect();
            Value::Collection(items?.into())
        }
        Json::Object(fields) => {
            let mut record = Record::new("");
            for (name, json) in fields {
                record.set(name.as_str(), from_json(json)?);
            }
            Value::Record(record.into())
        }
    })
}

/// An object of JSON as values by name.
pub(crate) fn values_from_json(object: &Map<String, Json>) -> Answer<Values> {
    let fields = object.iter();
    fields
        .map(|(name, json)| Ok((Text::from(name.as_str()), from_json(json)?)))
        .collect()
}

fn number_to_json(digits: &str) -> Json {
    if let Ok(whole) = digits.parse::<i64>() {
        return whole.into();
    }
    match digits.parse::<f64>() {
        Ok(double) if double.to_string() == digits => double.into(),
        _ => digits.into(),
    }
}

/// A number written without an exponent.
fn plain(digits: String) -> String {
    if digits.contains(['e', 'E']) {
        return digits.parse::<f64>().unwrap_or(f64::NAN).to_string();
    }
    digits
}

fn out_of_range(number: &serde_json::Number) -> Problem {
    let detail = format!("The number {number} is out of range.");
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "number-out-of-range",
        detail,
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{from_json, to_json};

    #[test]
    fn a_value_comes_back_as_it_was_sent() {
        for json in [
            json!(null),
            json!(true),
            json!(12),
            json!(-0.5),
            json!("text"),
            json!(["a", 1]),
            json!({ "Name": "Acme", "Amount": 10.25 }),
        ] {
            assert_eq!(to_json(&from_json(&json).unwrap()), json);
        }
    }

    #[test]
    fn a_number_that_a_double_cannot_hold_is_told_as_text() {
        let digits = "12345678901234567890.123456789";
        let value = segue_language::Value::Number(digits.parse().unwrap());
        assert_eq!(to_json(&value), json!(digits));
    }

    #[test]
    fn a_number_beyond_all_bounds_is_refused() {
        assert!(from_json(&json!(1e300)).is_err());
    }
}
