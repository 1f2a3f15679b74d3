//! Run objects: runs, stage runs, step runs, work items and log rows read as records under their
//! documented names, made from the state and the history of their run. A read inside a turn sees
//! what the turn has made of its runs.

mod approval_item;
mod candidates;
mod filter;
mod log;
mod run;
mod stage_run;
mod step_run;
mod submission;
mod submission_detail;
mod work_item;

use std::sync::Arc;

use segue_engine::{Event, Orchestration, Run};
use segue_language::{ObjectType, Query, Record, Text, Timestamp, Value};
use segue_store::{RunNumber, parse_id};

pub(crate) use filter::keeps;

use crate::turn::{LoadedRun, Reading, Stop};

/// What a run object is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Run,
    StageRun,
    StepRun,
    WorkItem,
    Log,
    Submission,
    SubmissionDetail,
    ApprovalItem,
}

const KINDS: [(&str, &str, Kind); 8] = [
    (
        "FlowOrchestrationInstance",
        segue_store::RUN_PREFIX,
        Kind::Run,
    ),
    (
        "FlowOrchestrationStageInstance",
        segue_store::STAGE_RUN_PREFIX,
        Kind::StageRun,
    ),
    (
        "FlowOrchestrationStepInstance",
        segue_store::STEP_RUN_PREFIX,
        Kind::StepRun,
    ),
    (
        "FlowOrchestrationWorkItem",
        segue_store::WORK_ITEM_PREFIX,
        Kind::WorkItem,
    ),
    ("FlowOrchestrationLog", segue_store::LOG_PREFIX, Kind::Log),
    (
        "ApprovalSubmission",
        segue_store::SUBMISSION_PREFIX,
        Kind::Submission,
    ),
    (
        "ApprovalSubmissionDetail",
        segue_store::SUBMISSION_DETAIL_PREFIX,
        Kind::SubmissionDetail,
    ),
    (
        "ApprovalWorkItem",
        segue_store::APPROVAL_ITEM_PREFIX,
        Kind::ApprovalItem,
    ),
];

/// A run as the rows of run objects see it.
struct Subject<'a> {
    number: RunNumber,
    ordinal: i64,
    orchestration: &'a Orchestration,
    run: &'a Run,
    system_user: &'a Text,
    now: Timestamp,
}

/// Whether `object` is a run object.
pub(crate) fn is_run_object(object: &str) -> bool {
    kind(object).is_some()
}

/// The run object of that name.
pub(crate) fn object_type(object: &str) -> Option<&'static ObjectType> {
    kind(object)?;
    segue_definition::standard_object(object)
}

/// Name of the run object to which an id belongs.
pub(crate) fn object_of_id(id: &str) -> Option<&'static str> {
    let id = parse_id(id)?;
    let found = KINDS.iter().find(|(_, prefix, _)| id.is_a(prefix));
    found.map(|(name, ..)| *name)
}

/// One row of a run object by its id.
pub(crate) fn record(reading: Reading<'_>, object: &str, id: &str) -> Option<Arc<Record>> {
    let kind = kind(object)?;
    let run = parse_id(id)?.part_number().run();
    let rows = rows_of(reading, kind, run).ok()?;
    let found = rows
        .into_iter()
        .find(|row| row.id().is_some_and(|own| **own == *id));
    found.map(Arc::new)
}

/// Rows of a query on a run object.
pub(crate) fn rows(reading: Reading<'_>, query: &Query) -> Result<Vec<Record>, Stop> {
    let kind = kind(&query.object).expect("asked for a run object");
    let mut rows = Vec::new();
    for run in candidates::candidates(reading, kind, query)? {
        for row in rows_of(reading, kind, run)? {
            if filter::keeps(reading, &query.filter, &row)? {
                rows.push(row);
            }
        }
    }
    filter::sort(&mut rows, query.sort.as_ref());
    if let Some(limit) = query.limit {
        rows.truncate(limit as usize);
    }
    Ok(rows)
}

fn kind(object: &str) -> Option<Kind> {
    let mut kinds = KINDS.iter();
    let found = kinds.find(|(name, ..)| name.eq_ignore_ascii_case(object));
    found.map(|(_, _, kind)| *kind)
}

/// All rows that one run has of a kind.
fn rows_of(reading: Reading<'_>, kind: Kind, run: RunNumber) -> Result<Vec<Record>, Stop> {
    let touched = reading
        .runs
        .iter()
        .find(|touched| touched.loaded.number == run);
    if let Some(touched) = touched {
        return all_of(reading, kind, &touched.loaded, &touched.events);
    }
    let row = reading
        .view
        .run(run)
        .map_err(|error| Stop::Broken(error.to_string()))?;
    let Some(row) = row else {
        return Ok(Vec::new());
    };
    let loaded = LoadedRun::decode(row, &reading.deployed.definitions).map_err(Stop::Broken)?;
    all_of(reading, kind, &loaded, &[])
}

/// All rows of a kind; `fresh` is what happened to the run in the turn under way.
fn all_of(
    reading: Reading<'_>,
    kind: Kind,
    loaded: &LoadedRun,
    fresh: &[Event],
) -> Result<Vec<Record>, Stop> {
    let is_submission = loaded.deployed.orchestration.approval.is_some();
    let rows = match kind {
        Kind::Log => return log::rows(reading, loaded, fresh),
        Kind::Submission | Kind::SubmissionDetail | Kind::ApprovalItem if !is_submission => {
            return Ok(Vec::new());
        }
        Kind::SubmissionDetail => submission_detail::rows(reading, loaded, fresh),
        Kind::Submission => submission::row(reading, loaded).map(|row| vec![row]),
        Kind::ApprovalItem => approval_item::rows(reading, loaded),
        Kind::Run | Kind::StageRun | Kind::StepRun | Kind::WorkItem => {
            return Ok(made(reading, kind, loaded));
        }
    };
    rows.map_err(|error| Stop::Broken(error.to_string()))
}

fn made(reading: Reading<'_>, kind: Kind, loaded: &LoadedRun) -> Vec<Record> {
    let subject = Subject {
        number: loaded.number,
        ordinal: loaded.deployed.ordinal,
        orchestration: &loaded.deployed.orchestration,
        run: &loaded.run,
        system_user: &reading.deployed.system_user,
        now: reading.now,
    };
    match kind {
        Kind::Run => vec![run::row(&subject)],
        Kind::StageRun => stage_run::rows(&subject),
        Kind::StepRun => step_run::rows(&subject),
        Kind::WorkItem => work_item::rows(&subject),
        Kind::Log | Kind::Submission | Kind::SubmissionDetail | Kind::ApprovalItem => Vec::new(),
    }
}

/// A row as it is filled in.
struct Row(Record);

impl Row {
    fn new(object: &'static str, id: Text, system_user: &Text) -> Row {
        let mut row = Row(Record::new(object));
        row.put("Id", Value::Text(id));
        row.put("IsDeleted", Value::Boolean(false));
        row.put("OwnerId", Value::Text(system_user.clone()));
        row.put("CreatedById", Value::Text(system_user.clone()));
        row.put("LastModifiedById", Value::Text(system_user.clone()));
        row
    }

    fn put(&mut self, name: &'static str, value: Value) {
        self.0.load(name, value);
    }

    fn text(&mut self, name: &'static str, text: &str) {
        let value = if text.is_empty() {
            Value::Null
        } else {
            Value::text(text)
        };
        self.put(name, value);
    }

    fn times(&mut self, created: Timestamp, changed: Timestamp) {
        self.put("CreatedDate", Value::DateTime(created));
        self.put("LastModifiedDate", Value::DateTime(changed));
        self.put("SystemModstamp", Value::DateTime(changed));
    }
}

fn seconds(from: Timestamp, to: Timestamp) -> Value {
    Value::integer((to.0 - from.0).max(0) / 1_000_000)
}
