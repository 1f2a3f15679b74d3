//! Values as `segue eval` writes them.

use segue_language::{Value, merge_text};
use serde_json::Value as Json;

/// As plain text; blank is `null`.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::DateTime(moment) => moment.to_string(),
        _ => merge_text(value),
    }
}

/// As JSON: booleans and null as such, all else as text.
pub(super) fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Boolean(boolean) => Json::Bool(*boolean),
        _ => Json::String(plain(value)),
    }
}
