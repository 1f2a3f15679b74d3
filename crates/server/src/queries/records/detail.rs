//! One record: its fields, the runs that have to do with it, the work for whoever looks.

use segue_language::{
    FieldSource, FieldType, Filter, Lookup, ObjectType, Query, Record, Sort, Text, Timestamp, Value,
};
use segue_store::StoreError;

use super::list::object_line;
use super::{ObjectLine, RecordName, in_words, name_of, title};
use crate::app::App;
use crate::identity::Caller;
use crate::problem::{Answer, Problem};
use crate::queries::eyes::{Eyes, owner, see};
use crate::queries::items::{self, ItemLine, StageLine, stages};

/// Runs shown with a record.
const RUNS_MAX: u32 = 20;
/// Records offered for a lookup.
const OFFERED_MAX: u32 = 200;

/// A record as its page shows it.
#[derive(Clone, Debug)]
pub(crate) struct Detail {
    pub(crate) object: ObjectLine,
    pub(crate) id: Text,
    pub(crate) name: String,
    /// All fields that people know, in order.
    pub(crate) fields: Vec<FieldValue>,
    pub(crate) created: Option<Timestamp>,
    pub(crate) updated: Option<Timestamp>,
    pub(crate) can_edit: bool,
    pub(crate) can_delete: bool,
    /// Whether the pages of its runs are open to the caller.
    pub(crate) sees_runs: bool,
    pub(crate) runs: Vec<RelatedRun>,
    pub(crate) work: Vec<ItemLine>,
}

/// A field with its value.
#[derive(Clone, Debug)]
pub(crate) struct FieldValue {
    pub(crate) label: String,
    pub(crate) text: String,
    /// Where a lookup leads.
    pub(crate) link: Option<RecordName>,
}

/// A run that has to do with a record.
#[derive(Clone, Debug)]
pub(crate) struct RelatedRun {
    pub(crate) id: Text,
    pub(crate) name: Text,
    pub(crate) orchestration: String,
    pub(crate) status: &'static str,
    pub(crate) started: Timestamp,
    pub(crate) stages: Vec<StageLine>,
}

/// Reads a record that the caller may see.
///
/// # Errors
/// There is none, or the caller may not see it, which looks the same.
pub(crate) async fn detail(
    app: &App,
    caller: &Caller,
    (object, id): (Text, Text),
) -> Answer<Detail> {
    see(app, caller, move |eyes| {
        let unknown = || Problem::unknown("record", &id);
        let record = eyes.record(&id).ok_or_else(unknown)?;
        let found = eyes.reads.object(&object).ok_or_else(unknown)?;
        if !record.object.eq_ignore_ascii_case(&found.name) {
            return Err(unknown());
        }
        read(eyes, found, &record)
    })
    .await
}

fn read(eyes: &Eyes<'_>, object: &ObjectType, record: &Record) -> Answer<Detail> {
    let id = record.id().cloned().unwrap_or_default();
    let (access, owner) = (eyes.access(&object.name)?, owner(record));
    let is_in = |reach: crate::identity::Reach| reach.includes(eyes.viewer(), owner.as_deref());
    Ok(Detail {
        object: object_line(eyes, object)?,
        name: title(object, record),
        fields: fields(eyes, object, record),
        created: moment(record, "CreatedDate"),
        updated: moment(record, "LastModifiedDate"),
        can_edit: is_in(access.edits()),
        can_delete: is_in(access.deletes()),
        sees_runs: eyes.viewer().manages_runs(),
        runs: runs(eyes, &id)?,
        work: items::about(eyes, &id)?,
        id,
    })
}

fn fields(eyes: &Eyes<'_>, object: &ObjectType, record: &Record) -> Vec<FieldValue> {
    let shown = object.fields.iter().filter(|field| is_shown(field));
    shown
        .map(|field| {
            let value = record.get(&field.name).cloned().unwrap_or_default();
            let link = match (&value, &field.lookup) {
                (Value::Text(id), Some(_)) => name_of(eyes, id),
                _ => None,
            };
            FieldValue {
                label: field.label.clone(),
                text: in_words(&value, Some(field)),
                link,
            }
        })
        .collect()
}

/// System fields are the store's, except who owns the record.
fn is_shown(field: &FieldType) -> bool {
    field.source != FieldSource::System || &*field.name == "OwnerId"
}

fn moment(record: &Record, field: &str) -> Option<Timestamp> {
    match record.get(field) {
        Some(Value::DateTime(moment)) => Some(*moment),
        _ => None,
    }
}

fn runs(eyes: &Eyes<'_>, record: &str) -> Result<Vec<RelatedRun>, StoreError> {
    let numbers = eyes.reads.store().related_runs(record, RUNS_MAX)?;
    let views = numbers.iter().filter_map(|n| eyes.reads.run(n.0));
    Ok(views
        .map(|view| RelatedRun {
            stages: stages(&view),
            id: view.id,
            name: view.name,
            orchestration: view.orchestration.label.clone(),
            status: view.run.status.label(),
            started: view.run.started_at,
        })
        .collect())
}

/// What a lookup offers: the records of its objects that the caller may read, by name.
pub(crate) fn choices(
    eyes: &Eyes<'_>,
    lookup: &Lookup,
    now: Timestamp,
) -> Answer<Vec<(Text, String)>> {
    let mut offered = Vec::new();
    for object in lookup.to.iter().filter_map(|name| eyes.reads.object(name)) {
        let by_name = object.field("Name").map(|field| Sort {
            field: field.name.clone(),
            descending: false,
        });
        let query = Query {
            object: object.name.clone(),
            filter: Filter::all(),
            sort: by_name,
            limit: Some(OFFERED_MAX),
        };
        for record in eyes.reads.records(&query, now)? {
            if eyes.reads(&record)? {
                let id = record.id().cloned().unwrap_or_default();
                offered.push((id, title(object, &record)));
            }
        }
    }
    Ok(offered)
}
