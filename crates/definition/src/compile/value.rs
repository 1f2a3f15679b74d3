//! Values as they are written: `<stringValue>`, `<elementReference>` and their siblings.

use std::sync::Arc;

use segue_language::{Date, Num, Record, Time, Timestamp, Value};

use super::notes::Notes;
use crate::document::Node;

/// A written value, before its references are resolved.
pub(crate) enum Written<'n> {
    /// A literal.
    Literal(Value),
    /// An element whose text names a resource.
    Reference(&'n Node),
    /// An element whose text has merge fields.
    Merged(&'n Node),
    /// An element whose text is a formula.
    Formula(&'n Node),
    /// Several values.
    Collection(Vec<Written<'n>>),
    /// An element that describes a transform.
    Transform(&'n Node),
}

/// What the children of `value` write. An element without any is null.
pub(crate) fn written<'n>(value: &'n Node, notes: &mut Notes) -> Written<'n> {
    if value.child("collectionElements").is_some() {
        let items = value.children("collectionElements");
        return Written::Collection(items.map(|item| written(item, notes)).collect());
    }
    match value.children.iter().find(|child| is_value(&child.tag)) {
        Some(child) if child.is_nil => Written::Literal(Value::Null),
        Some(child) => one(child, notes),
        None => Written::Literal(Value::Null),
    }
}

fn is_value(tag: &str) -> bool {
    matches!(
        tag,
        "stringValue"
            | "booleanValue"
            | "numberValue"
            | "dateValue"
            | "dateTimeValue"
            | "timeValue"
            | "elementReference"
            | "formulaExpression"
            | "sobjectValue"
            | "apexValue"
            | "complexValue"
            | "setupReference"
            | "transform"
    )
}

fn one<'n>(node: &'n Node, notes: &mut Notes) -> Written<'n> {
    match &*node.tag {
        "elementReference" if !node.word().is_empty() => Written::Reference(node),
        "elementReference" => Written::Literal(Value::Null),
        "formulaExpression" => Written::Formula(node),
        "transform" => Written::Transform(node),
        "stringValue" if node.text.contains("{!") => Written::Merged(node),
        _ => Written::Literal(literal(node, notes)),
    }
}

/// The literal that a value element writes; what cannot be read is null and noted.
pub(crate) fn literal(node: &Node, notes: &mut Notes) -> Value {
    let word = node.word();
    let value = match &*node.tag {
        "booleanValue" => boolean(word),
        "numberValue" => word.parse::<Num>().ok().map(Value::Number),
        "dateValue" => date(word),
        "dateTimeValue" => moment(word),
        "timeValue" => time(word),
        "sobjectValue" | "apexValue" => json(&node.text),
        _ => Some(Value::text(&*node.text)),
    };
    value.unwrap_or_else(|| {
        notes.invalid_value(node, "a value of its type");
        Value::Null
    })
}

/// The literal that the children of `value` write, when nothing has to be computed.
pub(crate) fn constant(value: &Node, notes: &mut Notes) -> Option<Value> {
    match written(value, notes) {
        Written::Literal(value) => Some(value),
        Written::Reference(node) => super::scope::global_constant(node.word()),
        Written::Merged(node) => Some(Value::text(&*node.text)),
        Written::Formula(_) | Written::Collection(_) | Written::Transform(_) => None,
    }
}

fn boolean(word: &str) -> Option<Value> {
    match word {
        "true" | "1" => Some(Value::Boolean(true)),
        "false" | "0" => Some(Value::Boolean(false)),
        _ => None,
    }
}

fn date(word: &str) -> Option<Value> {
    let day = word.get(..10).unwrap_or(word);
    day.parse::<Date>().ok().map(Value::Date)
}

fn moment(word: &str) -> Option<Value> {
    let moment: jiff::Timestamp = word.parse().ok()?;
    Some(Value::DateTime(Timestamp::from(moment)))
}

fn time(word: &str) -> Option<Value> {
    let local = word.trim_end_matches('Z');
    local.parse::<Time>().ok().map(Value::Time)
}

fn json(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().map(from_json)
}

fn from_json(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(truth) => Value::Boolean(truth),
        serde_json::Value::Number(number) => number
            .to_string()
            .parse::<Num>()
            .map_or(Value::Null, Value::Number),
        serde_json::Value::String(text) => Value::text(text),
        serde_json::Value::Array(items) => {
            Value::Collection(Arc::new(items.into_iter().map(from_json).collect()))
        }
        serde_json::Value::Object(fields) => {
            let mut record = Record::new("");
            for (name, value) in fields {
                record.set(name, from_json(value));
            }
            Value::Record(Arc::new(record))
        }
    }
}
