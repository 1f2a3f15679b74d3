//! Adding to collections, counting them and removing from them.

use segue_language::{Num, Value};

use crate::AssignmentOperator;
use crate::interview::coerce::items_mut;
use crate::interview::compare::same;
use crate::interview::stop::Stop;

/// How many items a collection can hold.
const COLLECTION_ITEMS_MAX: usize = 50_000;

/// Appends an item, or all items of a collection.
pub(super) fn append(held: &mut Value, value: Value) -> Result<(), Stop> {
    let items = collection(held)?;
    match value {
        Value::Collection(more) => {
            check_room(items.len() + more.len())?;
            items.extend(more.iter().cloned());
        }
        item => {
            check_room(items.len() + 1)?;
            items.push(item);
        }
    }
    Ok(())
}

/// Puts an item, or all items of a collection, before the others.
pub(super) fn add_at_start(held: &mut Value, value: &Value) -> Result<(), Stop> {
    let more = one_or_many(value);
    let items = collection(held)?;
    check_room(items.len() + more.len())?;
    items.splice(0..0, more.iter().cloned());
    Ok(())
}

/// How many items there are; none in null.
pub(super) fn count(value: &Value) -> Value {
    let n_items = match value {
        Value::Null => 0,
        Value::Collection(items) => items.len(),
        _ => 1,
    };
    Value::Number(Num::from(i64::try_from(n_items).unwrap_or(i64::MAX)))
}

/// Removes items as the operator says.
pub(super) fn remove(
    held: &mut Value,
    operator: AssignmentOperator,
    value: &Value,
) -> Result<(), Stop> {
    use AssignmentOperator as O;
    if held.is_null() {
        return Ok(());
    }
    let items = collection(held)?;
    let first = || items.iter().position(|item| same(item, value));
    match operator {
        O::RemoveFirst => {
            if let Some(position) = first() {
                items.remove(position);
            }
        }
        O::RemoveBeforeFirst => {
            if let Some(position) = first() {
                items.drain(..position);
            }
        }
        O::RemoveAfterFirst => {
            if let Some(position) = first() {
                items.truncate(position + 1);
            }
        }
        O::RemovePosition => remove_position(items, value)?,
        O::RemoveUncommon => items.retain(|item| is_among(item, one_or_many(value))),
        _ => items.retain(|item| !is_among(item, one_or_many(value))),
    }
    Ok(())
}

fn remove_position(items: &mut Vec<Value>, value: &Value) -> Result<(), Stop> {
    let Value::Number(position) = value else {
        let value = value.type_in_words();
        return Err(Stop::problem(format!(
            "a position is a number, not {value}"
        )));
    };
    let index = position.to_i64().and_then(|p| usize::try_from(p - 1).ok());
    match index.filter(|index| *index < items.len()) {
        Some(index) => {
            items.remove(index);
            Ok(())
        }
        None => Err(Stop::problem(format!(
            "there is no position {position} in a collection of {} items",
            items.len()
        ))),
    }
}

fn one_or_many(value: &Value) -> &[Value] {
    match value {
        Value::Null => &[],
        Value::Collection(items) => items,
        item => std::slice::from_ref(item),
    }
}

fn is_among(item: &Value, others: &[Value]) -> bool {
    others.iter().any(|other| same(item, other))
}

fn collection(held: &mut Value) -> Result<&mut Vec<Value>, Stop> {
    let held_is = held.type_in_words();
    items_mut(held).ok_or_else(|| {
        Stop::problem(format!(
            "items can be added to or removed from a collection only, not {held_is}"
        ))
    })
}

fn check_room(n_items: usize) -> Result<(), Stop> {
    match n_items > COLLECTION_ITEMS_MAX {
        true => Err(Stop::limit(format!(
            "a collection holds at most {COLLECTION_ITEMS_MAX} items"
        ))),
        false => Ok(()),
    }
}
