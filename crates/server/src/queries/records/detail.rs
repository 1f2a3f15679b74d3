//! One record: its fields, the runs that have to do with it, the work for whoever looks.

use segue_engine::submission_status;
use segue_language::{FieldSource, FieldType, ObjectType, Record, Text, Timestamp, Value};
use segue_runtime::RunView;
use segue_store::StoreError;

use super::activity::{Act, activity};
use super::list::object_line;
use super::{ObjectLine, RecordName, in_words, is_long, name_of, title};
use crate::app::App;
use crate::identity::Caller;
use crate::pages::form::File;
use crate::problem::{Answer, Problem};
use crate::queries::approvals::{Lock, can_recall, lock_of, processes};
use crate::queries::eyes::{Eyes, owner, see};
use crate::queries::files;
use crate::queries::items::{self, ItemLine, Looking, StageLine, stages};

/// Runs shown with a record.
const RUNS_MAX: u32 = 20;

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
    /// Its lock, when it is locked.
    pub(crate) lock: Option<Lock>,
    /// The approval processes to which the caller may submit it: name and label.
    pub(crate) processes: Vec<(Text, String)>,
    pub(crate) runs: Vec<RelatedRun>,
    pub(crate) work: Vec<ItemLine>,
    /// What happened lately.
    pub(crate) activity: Vec<Act>,
    pub(crate) files: Vec<File>,
}

/// A field with its value.
#[derive(Clone, Debug)]
pub(crate) struct FieldValue {
    pub(crate) label: String,
    pub(crate) text: String,
    /// Where a lookup leads.
    pub(crate) link: Option<RecordName>,
    /// Whether it is written on several lines.
    pub(crate) is_long: bool,
}

impl FieldValue {
    /// Whether it holds nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.link.is_none()
    }
}

/// A run that has to do with a record.
#[derive(Clone, Debug)]
pub(crate) struct RelatedRun {
    pub(crate) id: Text,
    pub(crate) name: Text,
    pub(crate) orchestration: String,
    /// Its status; that of the submission where it is one.
    pub(crate) status: &'static str,
    /// Whether the caller may take it back.
    pub(crate) can_recall: bool,
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
    let looking = Looking::at(app);
    see(app, caller, move |eyes| {
        let unknown = || Problem::unknown("record", &id);
        let record = eyes.record(&id).ok_or_else(unknown)?;
        let found = eyes.reads.object(&object).ok_or_else(unknown)?;
        if !record.object.eq_ignore_ascii_case(&found.name) {
            return Err(unknown());
        }
        read(eyes, found, &record, &looking)
    })
    .await
}

fn read(
    eyes: &Eyes<'_>,
    object: &ObjectType,
    record: &Record,
    looking: &Looking,
) -> Answer<Detail> {
    let id = record.id().cloned().unwrap_or_default();
    let (access, owner) = (eyes.access(&object.name)?, owner(record));
    let is_in = |reach: crate::identity::Reach| reach.includes(eyes.viewer(), owner.as_deref());
    let runs = runs(eyes, &id)?;
    let can_edit = is_in(access.edits());
    Ok(Detail {
        activity: activity(eyes, &runs),
        files: files::of_record(eyes, &id)?,
        object: object_line(eyes, object)?,
        name: title(object, record),
        fields: fields(eyes, object, record),
        created: moment(record, "CreatedDate"),
        updated: moment(record, "LastModifiedDate"),
        can_edit,
        can_delete: is_in(access.deletes()),
        sees_runs: eyes.viewer().manages_runs(),
        lock: lock_of(eyes, &id)?,
        processes: processes(eyes, (can_edit, &runs)),
        runs: runs.into_iter().map(|view| related(eyes, view)).collect(),
        work: items::about(eyes, &id, looking)?,
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
                is_long: is_long(field),
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

fn runs(eyes: &Eyes<'_>, record: &str) -> Result<Vec<RunView>, StoreError> {
    let numbers = eyes.reads.store().related_runs(record, RUNS_MAX)?;
    Ok(numbers.iter().filter_map(|n| eyes.reads.run(n.0)).collect())
}

fn related(eyes: &Eyes<'_>, view: RunView) -> RelatedRun {
    let status = match view.orchestration.approval {
        Some(_) => submission_status(&view.orchestration, &view.run).label(),
        None => view.run.status.label(),
    };
    RelatedRun {
        can_recall: can_recall(eyes, &view),
        stages: stages(&view),
        id: view.id,
        name: view.name,
        orchestration: view.orchestration.label.clone(),
        status,
        started: view.run.started_at,
    }
}

/// Numbers of the runs that have to do with a record which the caller may see.
///
/// # Errors
/// There is no such record, or the caller may not see it, which looks the same.
pub(crate) async fn related_runs(app: &App, caller: &Caller, id: &Text) -> Answer<Vec<i64>> {
    let id = id.clone();
    see(app, caller, move |eyes| {
        let known = eyes.record(&id);
        known.ok_or_else(|| Problem::unknown("record", &id))?;
        let numbers = eyes.reads.store().related_runs(&id, RUNS_MAX)?;
        Ok(numbers.into_iter().map(|number| number.0).collect())
    })
    .await
}
