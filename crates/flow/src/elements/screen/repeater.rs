//! Repeaters: fields answered as often as the person wants. While an item is read, checked or shown,
//! its fields hold what it says, so that conditions, formulas and dependent picklists look at it.

mod items;

use segue_language::{Record, Text, Value};

use super::accept::Before;
use super::settle::{FieldError, Parsed, Settled, parse, record, write_through};
use super::{check, fields as all_fields, is_locked, is_visible, settle, shown};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{FieldKind, Operand, Screen, ScreenField, ShownField};

pub(super) use items::default;
use items::{ID, all_items, first_items, leaves, outputs, unknown, with_id};

/// How often the fields of a repeater can be answered.
pub(super) const REPEATER_ITEMS_MAX: usize = 500;

/// Reads a collection of records, one per item: the fields' answers by name. What is wrong with an
/// item is noted at its field: `Guests.0.Name`.
pub(super) fn read(
    advance: &mut Advance,
    (repeater, fields, source): (&ScreenField, &[ScreenField], Option<&Operand>),
    answer: &Value,
    errors: &mut Vec<FieldError>,
) -> Result<Parsed, Stop> {
    let given = match answer {
        Value::Collection(items) => items.as_slice(),
        Value::Null => &[],
        item => std::slice::from_ref(item),
    };
    if given.len() > REPEATER_ITEMS_MAX {
        let why = format!("can be repeated at most {REPEATER_ITEMS_MAX} times");
        return Ok(Err(why));
    }
    let first = first_items(advance, fields, source)?;
    let mut items = Vec::new();
    for (number, item) in given.iter().enumerate() {
        let Value::Record(item) = item else {
            return Ok(Err("takes a list of maps, one for each item".to_owned()));
        };
        let known = item.id().and_then(|id| with_id(&first, id));
        if let Some(unknown) = unknown(item, fields, known.is_some()) {
            return Ok(Err(format!("has no field `{unknown}`")));
        }
        let mut reading = Reading {
            place: format!("{}.{number}", repeater.name),
            item,
            known,
            errors,
        };
        items.push(within(advance, |advance| reading.item(advance, fields))?);
    }
    Ok(Ok(outputs(items, &first)))
}

/// An item that is being read.
struct Reading<'r> {
    /// The repeater and the number of the item.
    place: String,
    item: &'r Record,
    /// What it was at first.
    known: Option<&'r Record>,
    errors: &'r mut Vec<FieldError>,
}

impl Reading<'_> {
    fn item(&mut self, advance: &mut Advance, fields: &[ScreenField]) -> Result<Value, Stop> {
        let mut values = Vec::new();
        if let Some(id) = self.known.and_then(Record::id) {
            values.push((Text::from(ID), Value::Text(id.clone())));
        }
        for field in leaves(fields) {
            if is_visible(advance, field)? {
                let value = self.field(advance, field)?;
                hold(advance, field, value.clone())?;
                values.push((field.name.clone(), value));
            } else {
                hold(advance, field, Value::Null)?;
                values.push((field.name.clone(), Value::Null));
            }
        }
        Ok(record(values))
    }

    fn field(&mut self, advance: &mut Advance, field: &ScreenField) -> Result<Value, Stop> {
        let first = match self.known.and_then(|known| known.get(&field.name)) {
            Some(value) => value.clone(),
            None => settle::default(advance, field)?,
        };
        let Some(answer) = self.item.get(&field.name) else {
            return Ok(first);
        };
        let read = match parse(advance, field, answer)? {
            Ok(value) if value != first && is_locked(advance, field)? => {
                Err("is read-only".to_owned())
            }
            read => read,
        };
        Ok(read.unwrap_or_else(|why| {
            let place = format!("{}.{}", self.place, field.name);
            self.errors.push((place.into(), why));
            Value::Null
        }))
    }
}

/// Notes what is wrong with each item.
pub(super) fn check(
    advance: &mut Advance,
    repeater: &ScreenField,
    fields: &[ScreenField],
    settled: &mut Settled,
) -> Result<(), Stop> {
    let held = advance.frame().state.values[repeater.slot.0].clone();
    for (number, item) in all_items(&held).iter().enumerate() {
        let found: Vec<FieldError> = within(advance, |advance| {
            enter(advance, fields, item)?;
            let mut found = Vec::new();
            for field in leaves(fields) {
                let name = Text::from(format!("{}.{number}.{}", repeater.name, field.name));
                if settled.is_refused(&name) || !is_visible(advance, field)? {
                    continue;
                }
                let why = check::complaint(advance, field)?;
                found.extend(why.map(|why| (name, why)));
            }
            Ok(found)
        })?;
        settled.errors.extend(found);
    }
    Ok(())
}

/// Shows the items of all repeaters of a screen.
pub(super) fn show_items(
    advance: &mut Advance,
    screen: &Screen,
    shown: &mut [ShownField],
) -> Result<(), Stop> {
    let mut repeaters = Vec::new();
    all_fields::each(&screen.fields, &mut |field| {
        if let FieldKind::Repeater { fields, .. } = &field.kind {
            repeaters.push((field, fields));
        }
    });
    for (repeater, fields) in repeaters {
        let held = advance.frame().state.values[repeater.slot.0].clone();
        let mut rows = Vec::new();
        for item in all_items(&held) {
            rows.push(within(advance, |advance| {
                enter(advance, fields, item)?;
                shown::shown_fields(advance, screen, fields, true)
            })?);
        }
        if let Some(field) = find(shown, &repeater.name) {
            field.rows = rows;
        }
    }
    Ok(())
}

fn find<'s>(shown: &'s mut [ShownField], name: &str) -> Option<&'s mut ShownField> {
    for field in shown {
        if *field.name == *name {
            return Some(field);
        }
        if let Some(found) = find(&mut field.fields, name) {
            return Some(found);
        }
    }
    None
}

/// Does something with an item in the fields; afterwards they hold what they held.
fn within<T>(
    advance: &mut Advance,
    part: impl FnOnce(&mut Advance) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let before = Before::of(advance);
    let done = part(advance);
    before.restore(advance);
    done
}

/// Lets the fields hold what an item says.
fn enter(advance: &mut Advance, fields: &[ScreenField], item: &Value) -> Result<(), Stop> {
    let item = item.as_record();
    for field in leaves(fields) {
        let value = item.and_then(|item| item.get(&field.name));
        hold(advance, field, value.cloned().unwrap_or_default())?;
    }
    Ok(())
}

fn hold(advance: &mut Advance, field: &ScreenField, value: Value) -> Result<(), Stop> {
    write_through(advance, field, &value)?;
    advance.frame_mut().state.values[field.slot.0] = value;
    Ok(())
}
