//! What the elements that write records share, and Roll Back Records.

use std::sync::Arc;

use segue_language::{Record, Text, Value, Values};

use super::{Onward, unexpected};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::interview::view::View;
use crate::{Answer, Assigned, Need, Reference};

/// Undoes what the transaction wrote so far.
pub(super) fn roll_back(advance: &mut Advance, answer: Option<Answer>) -> Result<Onward, Stop> {
    ask_or_go_on(advance, answer, |_| Ok(Some(Need::RollBack)))
}

/// Asks for a write whose answer is only that it is done; without anything to write it goes on.
pub(super) fn ask_or_go_on(
    advance: &mut Advance,
    answer: Option<Answer>,
    need: impl FnOnce(&mut Advance) -> Result<Option<Need>, Stop>,
) -> Result<Onward, Stop> {
    match answer {
        None => Ok(need(advance)?.map_or(Onward::Next, Onward::Ask)),
        Some(Answer::Done) => {
            advance.interview.shared.lookups.forget();
            Ok(Onward::Next)
        }
        Some(answer) => Err(unexpected(&answer)),
    }
}

/// The record or records that a reference holds; none in null.
pub(super) fn records_of(advance: &Advance, source: &Reference) -> Result<Vec<Arc<Record>>, Stop> {
    let view = advance.view();
    let held = view.read(source)?;
    let items = match &held {
        Value::Null => &[],
        Value::Collection(items) => items.as_slice(),
        item => std::slice::from_ref(item),
    };
    view.charge(items.len() as u64)?;
    let records = items.iter().filter(|item| !item.is_null());
    records
        .map(|item| {
            item.as_record().cloned().ok_or_else(|| {
                let found = item.type_in_words();
                Stop::problem(format!("a record was expected, not {found}"))
            })
        })
        .collect()
}

/// Changes each record that a reference holds, in its place.
pub(super) fn change_records(
    advance: &mut Advance,
    source: &Reference,
    mut change: impl FnMut(&mut Record),
) -> Result<(), Stop> {
    advance.modify(source, |held| {
        match held {
            Value::Record(record) => change(Arc::make_mut(record)),
            Value::Collection(items) => Arc::make_mut(items).iter_mut().for_each(|item| {
                if let Value::Record(record) = item {
                    change(Arc::make_mut(record));
                }
            }),
            _ => {}
        }
        Ok(())
    })
}

/// Names and computed values.
pub(super) fn values_of(view: &View, assigned: &[Assigned]) -> Result<Values, Stop> {
    let values = assigned.iter();
    values
        .map(|(name, operand)| Ok((name.clone(), view.evaluate(operand)?)))
        .collect()
}

/// The record's id.
///
/// # Errors
/// A record without one cannot be written.
pub(super) fn id_of(record: &Record, verb: &str) -> Result<Text, Stop> {
    record.id().cloned().ok_or_else(|| {
        Stop::problem(format!(
            "a record of `{}` without an Id cannot be {verb}",
            record.object
        ))
    })
}

/// The record's Id and the fields changed since it was read.
pub(super) fn changes_of(record: &Record) -> Result<Record, Stop> {
    let mut changed = Record::new(record.object.clone());
    changed.load("Id", Value::Text(id_of(record, "updated")?));
    for field in record.changes() {
        let is_part = matches!(field.value, Value::Record(_) | Value::Collection(_));
        if !is_part && !field.name.eq_ignore_ascii_case("Id") {
            changed.set(field.name.clone(), field.value.clone());
        }
    }
    Ok(changed)
}
