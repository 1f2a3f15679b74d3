//! Get Records.

mod related;

use std::sync::Arc;

use segue_language::{Query, Record, Type, Value};

use super::{Onward, filter, unexpected};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{Answer, GetRecords, Need, RowsOutput, Stored};

/// Asks for the rows, then puts them where they go.
pub(super) fn get(
    advance: &mut Advance,
    kind: &GetRecords,
    answer: Option<Answer>,
) -> Result<Onward, Stop> {
    let rows = match answer {
        None => {
            related::begin(advance);
            return Ok(Onward::Ask(Need::Rows(query(advance, kind)?)));
        }
        Some(Answer::Rows(rows)) => rows,
        Some(answer) => return Err(unexpected(&answer)),
    };
    advance.view().charge(rows.len() as u64)?;
    if kind.related.is_empty() {
        keep(advance, kind, rows)?;
        return Ok(Onward::Next);
    }
    match related::next(advance, kind, rows)? {
        Ok(query) => Ok(Onward::Ask(Need::Rows(query))),
        Err(rows) => {
            keep(advance, kind, rows)?;
            Ok(Onward::Next)
        }
    }
}

fn query(advance: &Advance, kind: &GetRecords) -> Result<Query, Stop> {
    let view = advance.view();
    let limit = match &kind.limit {
        _ if takes_first(advance, kind) => Some(1),
        Some(limit) => row_limit(&view.evaluate(limit)?)?,
        None => None,
    };
    Ok(Query {
        object: kind.object.clone(),
        filter: filter(&view, &kind.filter)?,
        sort: kind.sort.clone(),
        limit,
    })
}

fn row_limit(limit: &Value) -> Result<Option<u32>, Stop> {
    match limit {
        Value::Null => Ok(None),
        Value::Number(number) => {
            let rows = number.to_i64().and_then(|rows| u32::try_from(rows).ok());
            rows.map(Some)
                .ok_or_else(|| Stop::problem(format!("{number} is no number of records")))
        }
        other => {
            let other = other.type_in_words();
            Err(Stop::problem(format!("a limit is a number, not {other}")))
        }
    }
}

/// Whether only the first row is of use: the output has room for one.
fn takes_first(advance: &Advance, kind: &GetRecords) -> bool {
    kind.first_only
        || match &kind.output {
            RowsOutput::Element(_) => false,
            RowsOutput::Fields(_) => true,
            RowsOutput::Variable(target) => matches!(advance.type_of(target), Type::Record(_)),
        }
}

fn keep(advance: &mut Advance, kind: &GetRecords, rows: Vec<Record>) -> Result<(), Stop> {
    let is_kept = rows.is_empty() && !kind.null_when_none;
    let is_one = takes_first(advance, kind);
    match &kind.output {
        RowsOutput::Element(slot) => advance.write_slot(*slot, as_value(rows, is_one)),
        _ if is_kept => Ok(()),
        RowsOutput::Variable(target) if rows.is_empty() => advance.write(target, Value::Null),
        RowsOutput::Variable(target) => advance.write(target, as_value(rows, is_one)),
        RowsOutput::Fields(stored) => keep_fields(advance, stored, rows.first()),
    }
}

fn as_value(rows: Vec<Record>, is_one: bool) -> Value {
    let mut records = rows.into_iter().map(|row| Value::Record(Arc::new(row)));
    match is_one {
        true => records.next().unwrap_or_default(),
        false => Value::Collection(Arc::new(records.collect())),
    }
}

fn keep_fields(advance: &mut Advance, stored: &[Stored], row: Option<&Record>) -> Result<(), Stop> {
    for (field, target) in stored {
        let value = row.and_then(|row| row.get(field)).cloned();
        advance.write(target, value.unwrap_or_default())?;
    }
    Ok(())
}
