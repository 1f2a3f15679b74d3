//! Update Records.

use segue_language::Record;

use super::records::{ask_or_go_on, change_records, changes_of, records_of, values_of};
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
