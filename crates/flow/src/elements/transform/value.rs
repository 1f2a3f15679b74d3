//! One value that a transform makes: a record with its fields, or a plain value.

use std::sync::Arc;

use segue_language::{Num, Record, Text, Type, Value};

use super::items::{self, Items};
use super::{ITEMS_MAX, check_room, join, makes_records};
use crate::interview::coerce::coerce;
use crate::interview::stop::Stop;
use crate::interview::view::View;
use crate::{MappedValue, Mapping, TargetStep, Transform};

/// A mapping and what is left of the path to its field.
type Rest<'t> = (&'t Mapping, &'t [TargetStep]);

/// How many sources inside each other make one item each: those that no collection inside a made
/// record takes.
pub(super) fn depth_of_items(transform: &Transform) -> usize {
    let depths = transform.mappings.iter().map(|mapping| {
        let sources = mapping.sources.iter();
        let deepest = sources.map(|source| items::depth_of(transform, *source) + 1);
        let n_inside = mapping.target.iter().filter(|step| step.is_each).count();
        deepest.max().unwrap_or(0).saturating_sub(n_inside)
    });
    depths.max().unwrap_or(0)
}

/// Makes one value where `items` are.
pub(super) fn one(view: &View, transform: &Transform, items: &Items) -> Result<Value, Stop> {
    let mappings = transform.mappings.iter();
    let rest: Vec<Rest<'_>> = mappings.map(|m| (m, m.target.as_slice())).collect();
    match (&transform.makes, rest.as_slice()) {
        (makes, [(mapping, [])]) => {
            let value = mapped(view, &mapping.value, makes)?;
            fitting(view, value, makes)
        }
        (Type::Record(object), rest) => {
            record(view, transform, object.clone(), rest, items.depth).map(as_value)
        }
        (_, rest) => record(view, transform, Text::default(), rest, items.depth).map(as_value),
    }
}

fn as_value(record: Record) -> Value {
    Value::Record(Arc::new(record))
}

fn record(
    view: &View,
    transform: &Transform,
    object: Text,
    rest: &[Rest<'_>],
    depth: usize,
) -> Result<Record, Stop> {
    view.charge(1 + rest.len() as u64)?;
    let mut record = Record::new(object);
    for (at, (mapping, path)) in rest.iter().enumerate() {
        let Some((step, after)) = path.split_first() else {
            continue;
        };
        if after.is_empty() && !step.is_each {
            let value = mapped(view, &mapping.value, &Type::Any)?;
            record.set(step.field.clone(), value);
        } else if is_first(rest, at, step) {
            let value = nested(view, transform, rest, step, depth)?;
            record.set(step.field.clone(), value);
        }
    }
    Ok(record)
}

/// Whether no mapping before it leads into the same field: all of them make its value together.
fn is_first(rest: &[Rest<'_>], at: usize, step: &TargetStep) -> bool {
    let mut before = rest[..at].iter();
    !before.any(|(_, path)| path.first().is_some_and(|known| same(known, step)))
}

fn same(a: &TargetStep, b: &TargetStep) -> bool {
    a.field.eq_ignore_ascii_case(&b.field)
}

/// A record, or a collection, that a field of a made record holds.
fn nested(
    view: &View,
    transform: &Transform,
    rest: &[Rest<'_>],
    step: &TargetStep,
    depth: usize,
) -> Result<Value, Stop> {
    let inside: Vec<Rest<'_>> = rest
        .iter()
        .filter(|(_, path)| path.first().is_some_and(|known| same(known, step)))
        .map(|(mapping, path)| (*mapping, &path[1..]))
        .collect();
    if !step.is_each {
        return record(view, transform, Text::default(), &inside, depth).map(as_value);
    }
    let among: Vec<usize> = inside
        .iter()
        .flat_map(|(mapping, _)| mapping.sources.iter().copied())
        .collect();
    let mut made = Vec::new();
    items::from(view, transform, (depth, depth + 1), &among, &mut |_| {
        check_room(made.len())?;
        made.push(match inside.as_slice() {
            [(mapping, [])] => mapped(view, &mapping.value, &Type::Any)?,
            inside => as_value(record(view, transform, Text::default(), inside, depth + 1)?),
        });
        Ok(true)
    })?;
    Ok(Value::Collection(Arc::new(made)))
}

/// The value of a mapping.
pub(super) fn mapped(view: &View, value: &MappedValue, makes: &Type) -> Result<Value, Stop> {
    match value {
        MappedValue::Value(operand) => view.evaluate(operand),
        MappedValue::Count(collection) => {
            let n_items = match view.evaluate(collection)? {
                Value::Null => 0,
                Value::Collection(items) => items.len(),
                _ => 1,
            };
            Ok(Value::integer(i64::try_from(n_items).unwrap_or(i64::MAX)))
        }
        MappedValue::Sum { collection, field } => sum(view, &view.evaluate(collection)?, field),
        MappedValue::Item { collection, index } => {
            let collection = view.evaluate(collection)?;
            item_at(&collection, &view.evaluate(index)?)
        }
        MappedValue::Join(join) => join::joined(view, join, makes),
    }
}

/// Nulls count as 0; the sum of nothing is 0.
fn sum(view: &View, collection: &Value, field: &[Text]) -> Result<Value, Stop> {
    let items = match collection {
        Value::Collection(items) => items.as_slice(),
        Value::Null => &[],
        one => std::slice::from_ref(one),
    };
    view.charge(items.len() as u64)?;
    let mut sum = Num::ZERO;
    for item in items {
        sum = match view.follow(item, field)? {
            Value::Null => sum,
            Value::Number(number) => sum
                .checked_add(number)
                .ok_or_else(|| Stop::problem("the sum is too large"))?,
            other => {
                let other = other.type_in_words();
                return Err(Stop::problem(format!("{other} cannot be added up")));
            }
        };
    }
    Ok(Value::Number(sum))
}

fn item_at(collection: &Value, index: &Value) -> Result<Value, Stop> {
    let place = match index {
        Value::Null => Some(0),
        Value::Number(number) => number.to_i64().and_then(|n| usize::try_from(n).ok()),
        _ => None,
    };
    let Some(place) = place.filter(|place| *place < ITEMS_MAX) else {
        let index = index.type_in_words();
        return Err(Stop::problem(format!(
            "the place of an item is a whole number from 0, not {index}"
        )));
    };
    Ok(collection.items().get(place).cloned().unwrap_or_default())
}

/// A plain value as the type that is made.
pub(super) fn fitting(view: &View, value: Value, makes: &Type) -> Result<Value, Stop> {
    if makes_records(makes) && value.as_record().is_some() {
        return Ok(value);
    }
    coerce(value, makes, view.environment.zone)
        .map_err(|why| Stop::problem(format!("what is made {why}")))
}
