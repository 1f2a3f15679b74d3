//! Values as JSON: what an event's payload brings, and what run objects show of inputs.

use segue_language::{Text, Value, Values, merge_text};

/// Outputs from a payload: a JSON array of `{name, value}`, or an object of names and values.
pub(crate) fn payload(text: &str) -> Values {
    match serde_json::from_str(text) {
        Ok(serde_json::Value::Array(items)) => items.iter().filter_map(named).collect(),
        Ok(serde_json::Value::Object(fields)) => fields
            .iter()
            .map(|(name, value)| (Text::from(name.as_str()), from_json(value)))
            .collect(),
        _ => Vec::new(),
    }
}

fn named(item: &serde_json::Value) -> Option<(Text, Value)> {
    let name = item.get("name")?.as_str()?;
    Some((Text::from(name), from_json(item.get("value")?)))
}

fn from_json(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Bool(flag) => Value::Boolean(*flag),
        serde_json::Value::Number(number) => number
            .to_string()
            .parse()
            .map_or(Value::Null, Value::Number),
        serde_json::Value::String(text) => Value::text(text.as_str()),
        serde_json::Value::Array(items) => {
            Value::Collection(items.iter().map(from_json).collect::<Vec<_>>().into())
        }
        serde_json::Value::Null | serde_json::Value::Object(_) => Value::Null,
    }
}

/// Inputs as a JSON array of `{name, type, value}`.
pub(crate) fn inputs_as_json(inputs: &Values) -> String {
    let items: Vec<serde_json::Value> = inputs
        .iter()
        .map(|(name, value)| {
            serde_json::json!({
                "name": &**name,
                "type": type_name(value),
                "value": to_json(value),
            })
        })
        .collect();
    serde_json::Value::Array(items).to_string()
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Boolean(_) => "Boolean",
        Value::Number(_) => "Number",
        Value::Date(_) => "Date",
        Value::DateTime(_) => "DateTime",
        Value::Time(_) => "Time",
        Value::Record(_) => "SObject",
        Value::Null | Value::Text(_) | Value::Collection(_) => "String",
    }
}

fn to_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Boolean(flag) => (*flag).into(),
        Value::Record(record) => record
            .fields()
            .iter()
            .map(|field| (field.name.to_string(), to_json(&field.value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Collection(items) => items.iter().map(to_json).collect(),
        other => merge_text(other).into(),
    }
}
