//! Inner joins: a record for each pair of items that have the same key.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_language::{Record, Text, Type, Value, merge_text};

use super::check_room;
use crate::interview::stop::Stop;
use crate::interview::view::View;
use crate::{Join, JoinSide};

/// The joined records, in the order of the left side.
pub(super) fn joined(view: &View, join: &Join, makes: &Type) -> Result<Value, Stop> {
    let object = match makes {
        Type::Record(object) => object.clone(),
        _ => Text::default(),
    };
    let [left, right] = &join.sides;
    let (lefts, rights) = (
        view.evaluate(&left.collection)?,
        view.evaluate(&right.collection)?,
    );
    let mut by_key: FxHashMap<String, Vec<&Value>> = FxHashMap::default();
    for item in rights.items() {
        if let Some(key) = key_of(view, right, item)? {
            by_key.entry(key).or_default().push(item);
        }
    }
    let mut made = Vec::new();
    for item in lefts.items() {
        let Some(key) = key_of(view, left, item)? else {
            continue;
        };
        for other in by_key.get(&key).into_iter().flatten() {
            check_room(made.len())?;
            made.push(pair(view, join, &object, [item, other])?);
        }
    }
    Ok(Value::Collection(Arc::new(made)))
}

/// What an item is found by; none when a part of it is null, which equals nothing.
fn key_of(view: &View, side: &JoinSide, item: &Value) -> Result<Option<String>, Stop> {
    view.charge(1)?;
    let mut key = String::new();
    for path in &side.key {
        let value = view.follow(item, path)?;
        if value.is_null() {
            return Ok(None);
        }
        key.push_str(&merge_text(&value));
        key.push('\u{0}');
    }
    Ok(Some(key))
}

fn pair(view: &View, join: &Join, object: &Text, sides: [&Value; 2]) -> Result<Value, Stop> {
    view.charge(join.fields.len() as u64)?;
    let mut record = Record::new(object.clone());
    for field in &join.fields {
        let value = view.follow(sides[field.side], &field.field)?;
        record.set(field.to.clone(), value);
    }
    Ok(Value::Record(Arc::new(record)))
}
