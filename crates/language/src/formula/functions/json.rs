//! Values out of JSON texts. What cannot be found or read is blank.

use serde_json::Value as Json;

use super::Function;
use crate::Value;
use crate::formula::evaluate::Arguments;
use crate::formula::kind::{Kind, TEXT};
use crate::formula::tree::Outcome;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("JSONVALUE", &[TEXT, TEXT], Kind::Text, |arguments| {
        let (text, key) = (arguments.text(0)?, arguments.text(1)?);
        let json = serde_json::from_str::<Json>(text).unwrap_or_default();
        Ok(written(json.get(key)))
    }),
    Function::new("JSONPATHVALUE", &[TEXT, TEXT], Kind::Text, json_path_value),
];

fn json_path_value(arguments: &Arguments<'_>) -> Outcome {
    let (text, path) = (arguments.text(0)?, arguments.text(1)?);
    let json = serde_json::from_str::<Json>(text).unwrap_or_default();
    let rest = path.trim().strip_prefix('$').unwrap_or(path.trim());
    let found = keys(rest).and_then(|keys| {
        let follow = |json, key: String| descend(json, &key);
        keys.into_iter().try_fold(&json, follow)
    });
    Ok(written(found))
}

fn descend<'a>(json: &'a Json, key: &str) -> Option<&'a Json> {
    match json {
        Json::Object(fields) => fields.get(key),
        Json::Array(items) => items.get(position(key, items.len())?),
        _ => None,
    }
}

/// A negative position counts from the end.
fn position(key: &str, n_items: usize) -> Option<usize> {
    let position: isize = key.parse().ok()?;
    match usize::try_from(position) {
        Ok(position) => Some(position),
        Err(_) => n_items.checked_sub(position.unsigned_abs()),
    }
}

/// The steps of `.a.b[0]['c']`.
fn keys(path: &str) -> Option<Vec<String>> {
    let mut keys = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        let key;
        (key, rest) = match rest.strip_prefix('[') {
            Some(inside) => inside.split_once(']')?,
            None => {
                let plain = rest.strip_prefix('.').unwrap_or(rest);
                let end = plain.find(['.', '[']).unwrap_or(plain.len());
                plain.split_at(end)
            }
        };
        let key = key.trim().trim_matches(['\'', '"']);
        if key.is_empty() {
            return None;
        }
        keys.push(key.to_owned());
    }
    Some(keys)
}

fn written(found: Option<&Json>) -> Value {
    match found {
        None | Some(Json::Null) => Value::Null,
        Some(Json::String(text)) => Value::text(text.as_str()),
        Some(other) => Value::text(other.to_string()),
    }
}
