//! Create Records.

use segue_language::{Record, Text, Value};

use super::records::{change_records, records_of, values_of};
use super::{Onward, unexpected};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{Answer, CreateRecords, Need, NewRecords};

/// Asks for the records to be created, then puts their ids back.
pub(super) fn create(
    advance: &mut Advance,
    kind: &CreateRecords,
    answer: Option<Answer>,
) -> Result<Onward, Stop> {
    match answer {
        None => {
            let records = new_records(advance, kind)?;
            Ok(match records.is_empty() {
                true => Onward::Next,
                false => Onward::Ask(Need::Create(records)),
            })
        }
        Some(Answer::Created(ids)) => {
            advance.interview.shared.lookups.forget();
            keep_ids(advance, kind, ids)?;
            Ok(Onward::Next)
        }
        Some(answer) => Err(unexpected(&answer)),
    }
}

fn new_records(advance: &Advance, kind: &CreateRecords) -> Result<Vec<Record>, Stop> {
    match &kind.source {
        NewRecords::Fields { object, fields } => {
            let mut record = Record::new(object.clone());
            for (field, value) in values_of(&advance.view(), fields)? {
                record.set(field, value);
            }
            Ok(vec![record])
        }
        NewRecords::From(source) => {
            let records = records_of(advance, source)?;
            Ok(records.iter().map(|record| as_new(record)).collect())
        }
    }
}

/// The record with every field to be written, those that were only read told apart: a copy takes
/// of them what can be written. Related records are no fields.
fn as_new(record: &Record) -> Record {
    let mut new = Record::new(record.object.clone());
    for field in record.fields() {
        match (&field.value, field.changed) {
            (Value::Record(_) | Value::Collection(_), _) => {}
            (value, true) => new.set(field.name.clone(), value.clone()),
            (value, false) => new.load(field.name.clone(), value.clone()),
        }
    }
    new
}

fn keep_ids(advance: &mut Advance, kind: &CreateRecords, ids: Vec<Text>) -> Result<(), Stop> {
    if let Some(target) = &kind.id_to {
        let id = ids.first().cloned().map_or(Value::Null, Value::Text);
        advance.write(target, id)?;
    }
    let NewRecords::From(source) = &kind.source else {
        return Ok(());
    };
    let mut ids = ids.into_iter();
    change_records(advance, source, |record| {
        if let Some(id) = ids.next() {
            record.load("Id", Value::Text(id));
            record.settle();
        }
    })
}
