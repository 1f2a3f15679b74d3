//! Create Records, also where records may be there already.

use segue_language::{Query, Record, Sort, Text, Value};

use super::records::{change_records, changes_of, records_of, values_of};
use super::{Onward, filter, unexpected};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{Answer, CreateRecords, Matching, Need, NewRecords, OnMatch, RecordFilter};

/// Asks for the records to be created, then puts their ids back.
pub(super) fn create(
    advance: &mut Advance,
    kind: &CreateRecords,
    answer: Option<Answer>,
) -> Result<Onward, Stop> {
    match (answer, &kind.matching) {
        (None, None) => Ok(ask_for(new_records(advance, kind)?, Need::Create)),
        (None, Some(Matching::Field { field, all_or_none })) => {
            let records = changed_or_new(advance, kind)?;
            Ok(ask_for(records, |records| Need::Upsert {
                records,
                field: field.clone(),
                all_or_none: *all_or_none,
            }))
        }
        (None, Some(Matching::Filter { object, filter, .. })) => {
            let query = matches(advance, object, filter)?;
            Ok(Onward::Ask(Need::Rows(query)))
        }
        (Some(Answer::Rows(rows)), Some(Matching::Filter { one, several, .. })) => {
            let todo = if rows.len() > 1 { *several } else { *one };
            found(advance, kind, rows, todo)
        }
        (Some(Answer::Created(ids)), _) => created(advance, kind, ids),
        (Some(Answer::Done), Some(_)) => {
            let ids = std::mem::take(&mut advance.frame_mut().state.partial);
            let ids = ids.iter().filter_map(|id| id.as_text().cloned());
            created(advance, kind, ids.collect())
        }
        (Some(answer), _) => Err(unexpected(&answer)),
    }
}

fn ask_for(records: Vec<Record>, need: impl FnOnce(Vec<Record>) -> Need) -> Onward {
    match records.is_empty() {
        true => Onward::Next,
        false => Onward::Ask(need(records)),
    }
}

fn created(advance: &mut Advance, kind: &CreateRecords, ids: Vec<Text>) -> Result<Onward, Stop> {
    advance.interview.shared.lookups.forget();
    keep_ids(advance, kind, ids)?;
    Ok(Onward::Next)
}

/// The records that are there already, the one that was changed last first.
fn matches(advance: &Advance, object: &Text, chosen: &RecordFilter) -> Result<Query, Stop> {
    Ok(Query {
        object: object.clone(),
        filter: filter(&advance.view(), chosen)?,
        sort: Some(Sort {
            field: "LastModifiedDate".into(),
            descending: true,
        }),
        limit: None,
    })
}

/// Goes on with what was found: creates where that is nothing.
fn found(
    advance: &mut Advance,
    kind: &CreateRecords,
    rows: Vec<Record>,
    todo: OnMatch,
) -> Result<Onward, Stop> {
    let new = new_records(advance, kind)?;
    if rows.is_empty() {
        return Ok(ask_for(new, Need::Create));
    }
    let ids = rows.iter().filter_map(|row| row.id().cloned());
    let ids: Vec<Text> = match todo {
        OnMatch::Keep => return created(advance, kind, ids.take(1).collect()),
        OnMatch::Fail => {
            return Err(Stop::problem(format!(
                "{} records of `{}` match already",
                rows.len(),
                rows[0].object
            )));
        }
        OnMatch::UpdateAll => ids.collect(),
        OnMatch::UpdateLatest => ids.take(1).collect(),
        OnMatch::UpdateFirst => ids.min().into_iter().collect(),
    };
    let Some(values) = new.into_iter().next() else {
        return Ok(Onward::Next);
    };
    let updates: Vec<Record> = ids.iter().map(|id| with_id(&values, id)).collect();
    if updates.iter().any(is_copy) {
        return Ok(Onward::Ask(Need::Upsert {
            records: updates,
            field: "Id".into(),
            all_or_none: true,
        }));
    }
    let state = &mut advance.frame_mut().state;
    state.partial = ids.into_iter().map(Value::Text).collect();
    Ok(Onward::Ask(Need::Update(updates)))
}

/// The record's fields as those of another one: what a new record would get. Of the same one only the
/// changes, since it may be another by now than when it was read.
fn with_id(values: &Record, id: &Text) -> Record {
    let is_same = values.id() == Some(id);
    let mut record = Record::new(values.object.clone());
    record.load("Id", Value::Text(id.clone()));
    let fields = values.fields().iter();
    for field in fields.filter(|field| !is_id(&field.name)) {
        match field.changed {
            true => record.set(field.name.clone(), field.value.clone()),
            false if !is_same => record.load(field.name.clone(), field.value.clone()),
            false => {}
        }
    }
    record
}

/// Whether it holds fields of another record that were only read.
fn is_copy(record: &Record) -> bool {
    let mut fields = record.fields().iter();
    fields.any(|field| !field.changed && !is_id(&field.name))
}

fn is_id(name: &str) -> bool {
    name.eq_ignore_ascii_case("Id")
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

/// Of records that were read before only what has changed, of all others everything.
fn changed_or_new(advance: &Advance, kind: &CreateRecords) -> Result<Vec<Record>, Stop> {
    let NewRecords::From(source) = &kind.source else {
        return new_records(advance, kind);
    };
    let records = records_of(advance, source)?;
    let records = records.iter();
    records
        .map(|record| match record.id() {
            Some(_) => changes_of(record),
            None => Ok(as_new(record)),
        })
        .collect()
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
        let first = ids.first().filter(|id| !id.is_empty());
        let id = first.cloned().map_or(Value::Null, Value::Text);
        advance.write(target, id)?;
    }
    let NewRecords::From(source) = &kind.source else {
        return Ok(());
    };
    let mut ids = ids.into_iter();
    change_records(advance, source, |record| {
        if let Some(id) = ids.next().filter(|id| !id.is_empty()) {
            record.load("Id", Value::Text(id));
            record.settle();
        }
    })
}
