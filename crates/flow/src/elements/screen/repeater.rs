//! Repeaters: fields answered as often as the person wants.

use std::sync::Arc;

use segue_language::{Record, Text, Value};

use super::component::is_blank;
use super::settle::{Parsed, record};
use super::{choices, input};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{FieldKind, ScreenField};

/// How often the fields of a repeater can be answered.
const REPEATER_ITEMS_MAX: usize = 500;

/// Reads a collection of records, one per item: the fields' answers by name.
pub(super) fn parse(
    advance: &Advance,
    fields: &[ScreenField],
    answer: &Value,
) -> Result<Parsed, Stop> {
    let items = match answer {
        Value::Collection(items) => items.as_slice(),
        Value::Null => &[],
        item => std::slice::from_ref(item),
    };
    if items.len() > REPEATER_ITEMS_MAX {
        let why = format!("can be repeated at most {REPEATER_ITEMS_MAX} times");
        return Ok(Err(why));
    }
    let mut read = Vec::new();
    for item in items {
        match parse_item(advance, fields, item)? {
            Ok(item) => read.push(item),
            Err(why) => return Ok(Err(why)),
        }
    }
    Ok(Ok(outputs(read)))
}

fn parse_item(advance: &Advance, fields: &[ScreenField], item: &Value) -> Result<Parsed, Stop> {
    let Value::Record(answers) = item else {
        return Ok(Err("takes a list of maps, one for each item".to_owned()));
    };
    if let Some(unknown) = unknown(answers, fields) {
        return Ok(Err(format!("has no field `{unknown}`")));
    }
    let mut values = Vec::new();
    for field in fields {
        let given = answers.get(&field.name).cloned().unwrap_or_default();
        match parse_field(advance, field, &given)? {
            Ok(value) if field.required && is_blank(&value) => {
                return Ok(Err(format!("`{}` must be answered", field.name)));
            }
            Ok(value) => values.push((field.name.clone(), value)),
            Err(why) => return Ok(Err(format!("`{}` {why}", field.name))),
        }
    }
    Ok(Ok(record(values)))
}

fn parse_field(advance: &Advance, field: &ScreenField, given: &Value) -> Result<Parsed, Stop> {
    let zone = advance.environment.zone;
    Ok(match &field.kind {
        FieldKind::Input {
            value_type, scale, ..
        } => input::parse(given, value_type, *scale, zone),
        FieldKind::Choices { .. } => choices::parse(advance, field, given)?,
        _ => Ok(given.clone()),
    })
}

fn unknown(answers: &Record, fields: &[ScreenField]) -> Option<Text> {
    let is_known = |name: &Text| fields.iter().any(|f| f.name.eq_ignore_ascii_case(name));
    let names = answers.fields().iter().map(|field| &field.name);
    names.into_iter().find(|name| !is_known(name)).cloned()
}

/// What a repeater leaves: all items, of which all were added by the person.
pub(super) fn outputs(items: Vec<Value>) -> Value {
    let items = Value::Collection(Arc::new(items));
    record(vec![
        (Text::from("AllItems"), items.clone()),
        (Text::from("AddedItems"), items),
        (
            Text::from("RemovedItems"),
            Value::Collection(Arc::default()),
        ),
    ])
}
