//! Update Records.

use segue_language::{Record, Value};

use super::records::{ask_or_go_on, change_records, id_of, records_of, values_of};
use super::{Onward, filter};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{Answer, Need, Reference, UpdateRecords};

/// Asks for the records to be written; afterwards they count as unchanged.
pub(super) fn update(
    advance: &mut Advance,
    kind: &UpdateRecords,
    answer: Option<Answer>,
) -> Result<Onward, Stop> {
    if let (Some(Answer::Done), UpdateRecords::From(source)) = (&answer, kind) {
        change_records(advance, source, Record::settle)?;
    }
    ask_or_go_on(advance, answer, |advance| match kind {
        UpdateRecords::From(source) => changes(advance, source),
        UpdateRecords::Where {
            object,
            filter: chosen,
            fields,
        } => {
            let view = advance.view();
            Ok(Some(Need::UpdateWhere {
                object: object.clone(),
                filter: filter(&view, chosen)?,
                fields: values_of(&view, fields)?,
            }))
        }
    })
}

fn changes(advance: &Advance, source: &Reference) -> Result<Option<Need>, Stop> {
    let records = records_of(advance, source)?;
    let changed: Result<Vec<Record>, Stop> = records.iter().map(|r| changes_of(r)).collect();
    Ok(Some(changed?)
        .filter(|changed| !changed.is_empty())
        .map(Need::Update))
}

/// The record's Id and the fields changed since it was read.
fn changes_of(record: &Record) -> Result<Record, Stop> {
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
