//! Which runs a query on a run object can be about: as few as its filter allows.

use std::collections::BTreeSet;

use segue_engine::RunStatus;
use segue_language::{Comparison, Logic, Operator, Query, Value};
use segue_store::{RunFilter, RunNumber, StoreError, View, run_of};

use super::Kind;
use crate::turn::{Reading, Stop};

/// Runs looked through by a query that names no id.
const RUNS_MAX: u32 = 50_000;
/// Runs or items that one record or assignee leads to.
const RELATED_MAX: u32 = 10_000;

/// Numbers of runs, each once, oldest first; those that the turn touched are among them.
pub(super) fn candidates(
    reading: Reading<'_>,
    kind: Kind,
    query: &Query,
) -> Result<BTreeSet<RunNumber>, Stop> {
    let stored =
        stored(reading.view, kind, query).map_err(|error| Stop::Broken(error.to_string()))?;
    let mut runs: BTreeSet<RunNumber> = stored.into_iter().collect();
    runs.extend(reading.runs.iter().map(|touched| touched.loaded.number));
    Ok(runs)
}

fn stored(view: &View, kind: Kind, query: &Query) -> Result<Vec<RunNumber>, StoreError> {
    if query.filter.logic == Logic::All {
        for comparison in &query.filter.comparisons {
            if let Some(runs) = by_id(comparison) {
                return Ok(runs);
            }
        }
        for comparison in &query.filter.comparisons {
            if let Some(runs) = narrowed(view, comparison)? {
                return Ok(runs);
            }
        }
        for comparison in &query.filter.comparisons {
            if let Some(runs) = by_status(view, kind, comparison)? {
                return Ok(runs);
            }
        }
    }
    let all = view.runs(&RunFilter {
        limit: RUNS_MAX,
        ..RunFilter::default()
    })?;
    Ok(all.into_iter().map(|row| row.n).collect())
}

/// The values that a field may have, when the comparison says so.
fn wanted(comparison: &Comparison) -> Vec<&Value> {
    match comparison.operator {
        Operator::EqualTo => vec![&comparison.value],
        Operator::In => comparison.value.items().iter().collect(),
        _ => Vec::new(),
    }
}

/// An id of a run or of one of its parts leads to the run.
fn by_id(comparison: &Comparison) -> Option<Vec<RunNumber>> {
    let field = comparison.field.to_ascii_lowercase();
    let is_id = field == "id"
        || field.ends_with("instanceid")
        || matches!(
            &*field,
            "approvalsubmissionid" | "approvalworkitemid" | "floworchestrationworkitemid"
        );
    let values = wanted(comparison);
    if !is_id || values.is_empty() {
        return None;
    }
    let ids = values.into_iter().filter_map(Value::as_text);
    Some(ids.filter_map(|id| run_of(id)).collect())
}

fn narrowed(view: &View, comparison: &Comparison) -> Result<Option<Vec<RunNumber>>, StoreError> {
    let [Value::Text(value)] = wanted(comparison)[..] else {
        return Ok(None);
    };
    let field = comparison.field.to_ascii_lowercase();
    match &*field {
        "relatedrecordid" | "relatedrecord" | "triggeringrecord" => {
            view.related_runs(value, RELATED_MAX).map(Some)
        }
        _ => Ok(None),
    }
}

/// Runs that are open in the way a status says.
fn by_status(
    view: &View,
    kind: Kind,
    comparison: &Comparison,
) -> Result<Option<Vec<RunNumber>>, StoreError> {
    let [Value::Text(value)] = wanted(comparison)[..] else {
        return Ok(None);
    };
    if !comparison.field.eq_ignore_ascii_case("Status") {
        return Ok(None);
    }
    let Some(statuses) = run_statuses(kind, value) else {
        return Ok(None);
    };
    let mut runs = Vec::new();
    for status in statuses {
        runs.extend(view.open_runs(*status, RunNumber::default(), RUNS_MAX)?);
    }
    Ok(Some(runs))
}

/// Statuses of the runs that can have rows of that status; none where it can be any.
fn run_statuses(kind: Kind, status: &str) -> Option<&'static [RunStatus]> {
    let is = |word: &str| status.eq_ignore_ascii_case(word);
    match kind {
        Kind::Run | Kind::Submission if is("InProgress") => Some(&[RunStatus::InProgress]),
        Kind::Run | Kind::StageRun | Kind::Submission if is("Suspended") => {
            Some(&[RunStatus::Suspended])
        }
        Kind::Submission if is("Errored") => Some(&[RunStatus::Error]),
        Kind::Run if is("Error") => Some(&[RunStatus::Error]),
        Kind::StageRun if is("InProgress") => Some(&[RunStatus::InProgress]),
        Kind::StepRun if is("InProgress") => Some(&[RunStatus::InProgress, RunStatus::Suspended]),
        Kind::WorkItem | Kind::ApprovalItem if is("Assigned") => {
            Some(&[RunStatus::InProgress, RunStatus::Suspended])
        }
        Kind::Run
        | Kind::StageRun
        | Kind::StepRun
        | Kind::WorkItem
        | Kind::Log
        | Kind::Submission
        | Kind::SubmissionDetail
        | Kind::ApprovalItem => None,
    }
}
