//! Items of repeaters as values: those that are there at first, and what is left of them.

use std::sync::Arc;

use segue_language::{Record, Text, Value};

use super::{REPEATER_ITEMS_MAX, all_fields};
use crate::elements::screen::settle::record;
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{FieldKind, Operand, Reference, ScreenField};

/// The field that says which record an item stands for.
pub(super) const ID: &str = "Id";

/// The fields of an item that hold something, those in sections too.
pub(super) fn leaves(fields: &[ScreenField]) -> Vec<&ScreenField> {
    let mut leaves = Vec::new();
    all_fields::each(fields, &mut |field| match &field.kind {
        FieldKind::DisplayText(_) | FieldKind::Section { .. } | FieldKind::Repeater { .. } => {}
        FieldKind::Input { .. }
        | FieldKind::Choices { .. }
        | FieldKind::Component(_)
        | FieldKind::RecordField { .. } => leaves.push(field),
    });
    leaves
}

pub(super) fn unknown(item: &Record, fields: &[ScreenField], is_known: bool) -> Option<Text> {
    let leaves = leaves(fields);
    let is_field = |name: &Text| leaves.iter().any(|f| f.name.eq_ignore_ascii_case(name));
    let names = item.fields().iter().map(|field| &field.name);
    let mut names = names.filter(|name| !(is_known && name.eq_ignore_ascii_case(ID)));
    names.find(|name| !is_field(name)).cloned()
}

/// What a repeater holds at first: the items of its source.
pub(in crate::elements::screen) fn default(
    advance: &Advance,
    fields: &[ScreenField],
    source: Option<&Operand>,
) -> Result<Value, Stop> {
    let first = first_items(advance, fields, source)?;
    Ok(outputs(first.clone(), &first))
}

/// The items of the source: each field takes what the record holds under its name, and a record's
/// field what it holds there.
pub(super) fn first_items(
    advance: &Advance,
    fields: &[ScreenField],
    source: Option<&Operand>,
) -> Result<Vec<Value>, Stop> {
    let Some(source) = source else {
        return Ok(Vec::new());
    };
    let records = advance.view().evaluate(source)?;
    let records = records.items().iter().filter_map(Value::as_record);
    let records = records.take(REPEATER_ITEMS_MAX);
    let item = |from: &Arc<Record>| {
        let id = from.id().cloned().map(Value::Text);
        let id = id.map(|id| (Text::from(ID), id));
        let values = leaves(fields).into_iter().map(|field| {
            let value = from.get(own_name(field)).cloned().unwrap_or_default();
            (field.name.clone(), value)
        });
        record(id.into_iter().chain(values).collect())
    };
    Ok(records.map(item).collect())
}

/// The field of a record for which a field of an item stands.
fn own_name(field: &ScreenField) -> &str {
    match &field.kind {
        FieldKind::RecordField {
            target: Reference::Slot(_, path),
            ..
        } => path.last().map_or(&field.name, |own| own),
        _ => &field.name,
    }
}

pub(super) fn with_id<'r>(items: &'r [Value], id: &str) -> Option<&'r Record> {
    let mut records = items.iter().filter_map(Value::as_record);
    let found = records.find(|item| item.id().is_some_and(|known| **known == *id));
    found.map(AsRef::as_ref)
}

pub(super) fn all_items(held: &Value) -> &[Value] {
    let all = held.as_record().and_then(|held| held.get("AllItems"));
    all.map_or(&[], Value::items)
}

/// What a repeater leaves: all items, those that the person added, those of the source that she
/// removed.
pub(super) fn outputs(items: Vec<Value>, first: &[Value]) -> Value {
    let id = |item: &Value| item.as_record().and_then(|item| item.id().cloned());
    let is_of =
        |item: &Value, others: &[Value]| id(item).is_some_and(|id| with_id(others, &id).is_some());
    let added = items.iter().filter(|item| !is_of(item, first)).cloned();
    let added: Vec<Value> = added.collect();
    let removed = first.iter().filter(|item| !is_of(item, &items)).cloned();
    let removed: Vec<Value> = removed.filter(|item| id(item).is_some()).collect();
    let list = |items: Vec<Value>| Value::Collection(Arc::new(items));
    record(vec![
        (Text::from("AllItems"), list(items)),
        (Text::from("AddedItems"), list(added)),
        (Text::from("RemovedItems"), list(removed)),
    ])
}
