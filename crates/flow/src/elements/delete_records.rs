//! Delete Records.

use segue_language::{Record, Value};

use super::records::{ask_or_go_on, id_of, records_of};
use super::{Onward, filter};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{Answer, DeleteRecords, Need, Reference};

/// Asks for the records to be deleted.
pub(super) fn delete(
    advance: &mut Advance,
    kind: &DeleteRecords,
    answer: Option<Answer>,
) -> Result<Onward, Stop> {
    ask_or_go_on(advance, answer, |advance| match kind {
        DeleteRecords::From(source) => chosen(advance, source),
        DeleteRecords::Where {
            object,
            filter: chosen,
        } => Ok(Some(Need::DeleteWhere {
            object: object.clone(),
            filter: filter(&advance.view(), chosen)?,
        })),
    })
}

fn chosen(advance: &Advance, source: &Reference) -> Result<Option<Need>, Stop> {
    let mut records = Vec::new();
    for record in records_of(advance, source)? {
        let mut named = Record::new(record.object.clone());
        named.load("Id", Value::Text(id_of(&record, "deleted")?));
        records.push(named);
    }
    Ok(Some(records)
        .filter(|records| !records.is_empty())
        .map(Need::Delete))
}
