//! Values of a scenario: YAML scalars typed by the field they are for, and compared with what is.

use std::sync::Arc;

use segue_language::{Num, Record, Text, Type, Value, merge_text, read};

use super::document::{Kind, Node};

/// What a text with `${…}` in it stands for.
pub(super) trait Resolve {
    /// The text with its names replaced; one name alone may be a value of any type.
    ///
    /// # Errors
    /// One sentence about the name that is unknown.
    fn resolve(&self, text: &str) -> Result<Value, String>;
}

/// A node as a value of the wanted type.
///
/// # Errors
/// One sentence about what does not fit.
pub(super) fn typed(node: &Node, wanted: &Type, names: &dyn Resolve) -> Result<Value, String> {
    match &node.kind {
        Kind::Null => Ok(Value::Null),
        Kind::List(items) => list(items, wanted, names),
        Kind::Map(entries) => {
            record(entries, wanted, names).map(|record| Value::Record(Arc::new(record)))
        }
        Kind::Boolean(answer) if *wanted == Type::Any => Ok(Value::Boolean(*answer)),
        Kind::Number(text) if *wanted == Type::Any => number(text),
        Kind::Boolean(_) | Kind::Number(_) | Kind::Text(_) => {
            scalar(&node.scalar().unwrap_or_default(), wanted, names)
        }
    }
}

fn list(items: &[Node], wanted: &Type, names: &dyn Resolve) -> Result<Value, String> {
    if let Type::Multipicklist | Type::Picklist | Type::Text = wanted {
        let texts: Result<Vec<String>, String> = items
            .iter()
            .map(|item| Ok(merge_text(&typed(item, &Type::Text, names)?)))
            .collect();
        return Ok(Value::text(texts?.join(";")));
    }
    let item_type = match wanted {
        Type::Collection(item) => item,
        _ => &Type::Any,
    };
    let values: Result<Vec<Value>, String> = items
        .iter()
        .map(|item| typed(item, item_type, names))
        .collect();
    Ok(Value::Collection(Arc::new(values?)))
}

fn record(entries: &[(Node, Node)], wanted: &Type, names: &dyn Resolve) -> Result<Record, String> {
    let object = match wanted {
        Type::Record(object) => object.clone(),
        _ => Text::from(""),
    };
    let mut record = Record::new(object);
    for (name, node) in entries {
        record.set(
            name.scalar().unwrap_or_default(),
            typed(node, &Type::Any, names)?,
        );
    }
    Ok(record)
}

fn scalar(text: &str, wanted: &Type, names: &dyn Resolve) -> Result<Value, String> {
    let value = if text.contains("${") {
        names.resolve(text)?
    } else {
        Value::text(text)
    };
    match &value {
        Value::Text(text) => of_text(text, wanted),
        _ => Ok(value),
    }
}

fn of_text(text: &str, wanted: &Type) -> Result<Value, String> {
    let read = match wanted {
        Type::Boolean => read::boolean(text).map(Value::Boolean),
        Type::Number => return number(text),
        Type::Date => read::date(text).map(Value::Date),
        Type::DateTime => read::date_time(text).map(Value::DateTime),
        Type::Time => read::time(text).map(Value::Time),
        Type::Any | Type::Text | Type::Picklist | Type::Multipicklist => Some(Value::text(text)),
        // One item may stand for a collection of one, an id for its record.
        Type::Collection(item) => Some(Value::Collection(Arc::new(vec![of_text(text, item)?]))),
        Type::Record(_) => Some(Value::text(text)),
    };
    read.ok_or_else(|| format!("`{text}` is no {}", noun(wanted)))
}

fn number(text: &str) -> Result<Value, String> {
    text.parse::<Num>()
        .map(Value::Number)
        .map_err(|fault| fault.to_string())
}

fn noun(wanted: &Type) -> &'static str {
    match wanted {
        Type::Any => "value",
        Type::Boolean => "true or false",
        Type::Number => "number",
        Type::Text | Type::Picklist | Type::Multipicklist => "text",
        Type::Date => "date",
        Type::DateTime => "moment",
        Type::Time => "time of day",
        Type::Record(_) => "record",
        Type::Collection(_) => "list",
    }
}

/// Whether what is expected is what is found. A map is compared field by field, a record by its
/// id with a text, a multi-select picklist by its texts with a list.
///
/// # Errors
/// One sentence about an expectation that cannot be read.
pub(super) fn matches(expected: &Node, found: &Value, names: &dyn Resolve) -> Result<bool, String> {
    match (&expected.kind, found) {
        (Kind::Null, found) => Ok(found.is_null()),
        (_, Value::Null) => Ok(false),
        (Kind::Map(entries), Value::Record(record)) => all_match(entries, record, names),
        (Kind::List(items), Value::Collection(values)) => {
            Ok(items.len() == values.len() && each_matches(items, values, names)?)
        }
        (_, Value::Record(record)) => {
            let wanted = typed(expected, &Type::Text, names)?;
            Ok(record.id() == wanted.as_text())
        }
        (_, found) => {
            Ok(typed(expected, &type_of(found), names).is_ok_and(|value| value == *found))
        }
    }
}

fn all_match(
    entries: &[(Node, Node)],
    record: &Record,
    names: &dyn Resolve,
) -> Result<bool, String> {
    for (name, expected) in entries {
        let found = record
            .get(&name.scalar().unwrap_or_default())
            .unwrap_or(&Value::Null);
        if !matches(expected, found, names)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn each_matches(items: &[Node], values: &[Value], names: &dyn Resolve) -> Result<bool, String> {
    for (item, value) in items.iter().zip(values) {
        if !matches(item, value, names)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn type_of(value: &Value) -> Type {
    match value {
        Value::Boolean(_) => Type::Boolean,
        Value::Number(_) => Type::Number,
        Value::Text(_) => Type::Text,
        Value::Date(_) => Type::Date,
        Value::DateTime(_) => Type::DateTime,
        Value::Time(_) => Type::Time,
        Value::Null | Value::Record(_) | Value::Collection(_) => Type::Any,
    }
}

/// A value as a failure shows it.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Collection(items) => {
            let items: Vec<String> = items.iter().map(shown).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Record(record) => {
            let fields: Vec<String> = record
                .fields()
                .iter()
                .map(|field| format!("{}: {}", field.name, shown(&field.value)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
        scalar => merge_text(scalar),
    }
}

/// A node as a failure shows it.
pub(super) fn written(node: &Node) -> String {
    match &node.kind {
        Kind::Null => "null".to_owned(),
        Kind::List(items) => {
            format!(
                "[{}]",
                items.iter().map(written).collect::<Vec<_>>().join(", ")
            )
        }
        Kind::Map(entries) => {
            let entry = |(name, node): &(Node, Node)| {
                format!("{}: {}", name.scalar().unwrap_or_default(), written(node))
            };
            format!(
                "{{{}}}",
                entries.iter().map(entry).collect::<Vec<_>>().join(", ")
            )
        }
        Kind::Boolean(_) | Kind::Number(_) | Kind::Text(_) => node.scalar().unwrap_or_default(),
    }
}
