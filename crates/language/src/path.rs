//! Dotted references such as `$Record.Owner.Name`, and following them through records.

use std::fmt;
use std::sync::Arc;

use crate::{Record, Text, Value};

/// A dotted reference, split at its dots. Never empty.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path(Arc<[Text]>);

impl Path {
    /// Splits `text` at its dots; surrounding `{!` and `}` are dropped.
    pub fn new(text: &str) -> Self {
        let inner = text.trim();
        let inner = inner
            .strip_prefix("{!")
            .and_then(|t| t.strip_suffix('}'))
            .unwrap_or(inner);
        Path(
            inner
                .split('.')
                .map(|segment| Text::from(segment.trim()))
                .collect(),
        )
    }

    /// The first segment: the resource.
    pub fn head(&self) -> &Text {
        &self.0[0]
    }

    /// What follows the first segment.
    pub fn tail(&self) -> &[Text] {
        &self.0[1..]
    }

    /// All segments.
    pub fn segments(&self) -> &[Text] {
        &self.0
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("."))
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A lookup that has to be read before a reference can be followed further.
#[derive(Clone, Debug, PartialEq)]
pub struct Unloaded {
    /// The record that holds the lookup; has an id.
    pub record: Arc<Record>,
    /// The relationship to follow: `Owner`, `Parent__r`.
    pub relationship: Text,
}

/// Follows `path` into a value. A field that a record does not have is null, and so is any field
/// of null; a relationship that was not read yet is asked for.
///
/// # Errors
/// [`Unloaded`] names the lookup to read first.
pub fn follow(value: &Value, path: &[Text]) -> Result<Value, Unloaded> {
    let Some((name, rest)) = path.split_first() else {
        return Ok(value.clone());
    };
    let Value::Record(record) = value else {
        return Ok(Value::Null);
    };
    match record.get(name) {
        Some(field) => follow(field, rest),
        None if rest.is_empty() || record.id().is_none() => Ok(Value::Null),
        None => Err(Unloaded {
            record: record.clone(),
            relationship: name.clone(),
        }),
    }
}

/// Follows `path` into a value like [`follow`], and reads each lookup on the way that was not
/// read yet with `lookup`, which gives the related record or null.
///
/// # Errors
/// Passes on the first error of `lookup`.
pub fn follow_with<E>(
    value: &Value,
    path: &[Text],
    lookup: &mut dyn FnMut(&Unloaded) -> Result<Value, E>,
) -> Result<Value, E> {
    let (mut value, mut rest) = (value.clone(), path);
    while let Some((name, after)) = rest.split_first() {
        let Value::Record(record) = &value else {
            return Ok(Value::Null);
        };
        value = match record.get(name) {
            Some(field) => field.clone(),
            None if after.is_empty() || record.id().is_none() => return Ok(Value::Null),
            None => lookup(&Unloaded {
                record: record.clone(),
                relationship: name.clone(),
            })?,
        };
        rest = after;
    }
    Ok(value)
}
