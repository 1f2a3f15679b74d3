//! Transform: new values made of others, item by item.

mod items;
mod join;
mod value;

use std::sync::Arc;

use segue_language::{Type, Value};

use self::items::Items;
use super::Onward;
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::interview::view::View;
use crate::{MappedValue, Slot, Transform};

/// How many items a transform makes.
const ITEMS_MAX: usize = 50_000;

/// Puts what is made under the element's own name. What was made before a lookup had to be read
/// is kept.
pub(super) fn make(
    advance: &mut Advance,
    transform: &Transform,
    slot: Slot,
) -> Result<Onward, Stop> {
    let n_made = advance.frame().state.progress;
    let mut made = Vec::new();
    let ended = walk(&advance.view(), transform, n_made, &mut made);
    let state = &mut advance.frame_mut().state;
    state.progress += made.len();
    state.partial.append(&mut made);
    ended?;
    let made = std::mem::take(&mut advance.frame_mut().state.partial);
    advance.write_slot(slot, as_value(transform, made))?;
    Ok(Onward::Next)
}

/// What a transform makes that stands where a value does.
pub(crate) fn whole(view: &View, transform: &Transform) -> Result<Value, Stop> {
    let mut made = Vec::new();
    walk(view, transform, 0, &mut made)?;
    Ok(as_value(transform, made))
}

fn as_value(transform: &Transform, made: Vec<Value>) -> Value {
    match transform.is_collection {
        true => Value::Collection(Arc::new(made)),
        false => made.into_iter().next().unwrap_or_default(),
    }
}

/// Makes the values behind the first `n_made`.
fn walk(
    view: &View,
    transform: &Transform,
    n_made: usize,
    made: &mut Vec<Value>,
) -> Result<(), Stop> {
    if let [mapping] = transform.mappings.as_slice()
        && mapping.target.is_empty()
        && !uses_items(transform)
    {
        return several(view, transform, &mapping.value, n_made, made);
    }
    let depth = value::depth_of_items(transform);
    let mut n_before = n_made;
    items::each(view, transform, depth, &mut |items: &Items| {
        if n_before > 0 {
            n_before -= 1;
            return Ok(transform.is_collection);
        }
        check_room(n_made + made.len())?;
        made.push(value::one(view, transform, items)?);
        Ok(transform.is_collection)
    })
}

/// Whether an item of a source is read.
fn uses_items(transform: &Transform) -> bool {
    !transform.sources.is_empty()
}

/// One value, or, when it is a collection, all its items.
fn several(
    view: &View,
    transform: &Transform,
    value: &MappedValue,
    n_made: usize,
    made: &mut Vec<Value>,
) -> Result<(), Stop> {
    match value::mapped(view, value, &transform.makes)? {
        Value::Collection(items) if transform.is_collection => {
            check_room(items.len())?;
            for item in items.iter().skip(n_made) {
                made.push(value::fitting(view, item.clone(), &transform.makes)?);
            }
        }
        Value::Null if transform.is_collection => {}
        Value::Collection(items) => made.push(items.first().cloned().unwrap_or_default()),
        one => made.push(value::fitting(view, one, &transform.makes)?),
    }
    Ok(())
}

fn check_room(n_items: usize) -> Result<(), Stop> {
    match n_items >= ITEMS_MAX {
        true => Err(Stop::limit(format!(
            "a transform makes at most {ITEMS_MAX} items"
        ))),
        false => Ok(()),
    }
}

/// Whether what is made is records.
fn makes_records(makes: &Type) -> bool {
    matches!(makes, Type::Record(_))
}
