//! The list of runs, and the failed ones by their cause.

use segue_engine::RunStatus;
use segue_language::{Text, Timestamp, Value};
use segue_runtime::{Reads, RunView};
use segue_store::{RunFilter, RunNumber, StoreError};

use crate::app::App;
use crate::problem::{Answer, Problem};

/// Runs on one page.
const PAGE: usize = 50;
/// Runs looked at for one page, when a search passes over most of them.
const LOOKED_AT_MAX: usize = 2_000;
/// Failed runs that are grouped.
const FAILED_MAX: u32 = 500;

/// Which runs a list shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// In the names of the run, its orchestration and its record.
    pub(crate) search: String,
    pub(crate) status: Option<RunStatus>,
    /// API name of the orchestration; empty for all.
    pub(crate) orchestration: String,
    /// Only runs older than that one.
    pub(crate) before: Option<i64>,
}

/// A run in a list.
#[derive(Clone, Debug)]
pub(crate) struct RunLine {
    pub(crate) id: Text,
    pub(crate) name: Text,
    pub(crate) label: String,
    pub(crate) status: RunStatus,
    /// Label of its current or latest stage.
    pub(crate) stage: String,
    pub(crate) record: Option<RecordName>,
    pub(crate) started: Timestamp,
    pub(crate) error: Option<Text>,
}

/// A record by its name.
#[derive(Clone, Debug)]
pub(crate) struct RecordName {
    pub(crate) object: Text,
    pub(crate) id: Text,
    pub(crate) name: String,
}

/// A page of the list.
#[derive(Clone, Debug, Default)]
pub(crate) struct RunPage {
    pub(crate) lines: Vec<RunLine>,
    /// Where the next page begins, when there is one.
    pub(crate) next: Option<i64>,
}

/// Failed runs with the same cause.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) label: String,
    pub(crate) message: Text,
    pub(crate) recoverable: bool,
    pub(crate) runs: Vec<Text>,
}

/// A page of the runs that are wanted, newest first.
pub(crate) async fn run_list(app: &App, wanted: Wanted) -> Answer<RunPage> {
    let read = app.look(move |reads| page(reads, &wanted)).await?;
    read.map_err(|error| Problem::internal(&error.to_string()))
}

/// Failed runs by cause, the most frequent one first.
pub(crate) async fn failures(app: &App) -> Answer<Vec<Failure>> {
    let read = app.look(grouped).await?;
    read.map_err(|error| Problem::internal(&error.to_string()))
}

/// Names and labels of the active orchestrations.
pub(crate) async fn orchestrations(app: &App) -> Answer<Vec<(Text, String)>> {
    app.look(|reads| {
        let active = reads.active_orchestrations();
        let named = active.iter();
        named.map(|o| (o.name.clone(), o.label.clone())).collect()
    })
    .await
}

fn page(reads: &Reads<'_>, wanted: &Wanted) -> Result<RunPage, StoreError> {
    let mut found = RunPage::default();
    let mut before = wanted.before;
    let mut n_left = LOOKED_AT_MAX;
    while n_left > 0 {
        let rows = reads.store().runs(&RunFilter {
            status: wanted.status,
            before: before.map(RunNumber),
            limit: u32::try_from(PAGE).expect("a page is small"),
            ..RunFilter::default()
        })?;
        for row in &rows {
            if found.lines.len() == PAGE {
                found.next = before;
                return Ok(found);
            }
            before = Some(row.n.0);
            let Some(view) = reads.run(row.n.0) else {
                continue;
            };
            let line = line(reads, &view);
            if is_wanted(&view.orchestration.name, &line, wanted) {
                found.lines.push(line);
            }
        }
        if rows.len() < PAGE {
            return Ok(found);
        }
        n_left = n_left.saturating_sub(rows.len());
    }
    found.next = before;
    Ok(found)
}

fn is_wanted(name: &Text, line: &RunLine, wanted: &Wanted) -> bool {
    let is_of = wanted.orchestration.is_empty() || name.eq_ignore_ascii_case(&wanted.orchestration);
    let search = wanted.search.to_lowercase();
    let record = line.record.as_ref().map_or("", |record| &record.name);
    let mut names = [&*line.name, &line.id, &line.label, record].into_iter();
    is_of && (search.is_empty() || names.any(|name| name.to_lowercase().contains(&search)))
}

fn line(reads: &Reads<'_>, view: &RunView) -> RunLine {
    let run = &view.run;
    let stage = run.latest_stage();
    let stage = stage.map(|stage| view.orchestration.stage(stage.stage).label.clone());
    RunLine {
        id: view.id.clone(),
        name: view.name.clone(),
        label: view.orchestration.label.clone(),
        status: run.status,
        stage: stage.unwrap_or_default(),
        record: record_of(reads, view),
        started: run.started_at,
        error: run.error.as_ref().map(|error| error.message.clone()),
    }
}

/// The record that started a run, by its name today.
pub(crate) fn record_of(reads: &Reads<'_>, view: &RunView) -> Option<RecordName> {
    let trigger = view.run.trigger.as_ref()?;
    let record = reads.record(&trigger.object, &trigger.id);
    let name = record.as_ref().and_then(|record| record.get("Name"));
    let name = name.and_then(Value::as_text).unwrap_or(&trigger.id);
    Some(RecordName {
        object: trigger.object.clone(),
        id: trigger.id.clone(),
        name: name.to_string(),
    })
}

fn grouped(reads: &Reads<'_>) -> Result<Vec<Failure>, StoreError> {
    let rows = reads.store().runs(&RunFilter {
        status: Some(RunStatus::Error),
        limit: FAILED_MAX,
        ..RunFilter::default()
    })?;
    let mut failures: Vec<Failure> = Vec::new();
    for view in rows.iter().filter_map(|row| reads.run(row.n.0)) {
        let Some(error) = &view.run.error else {
            continue;
        };
        let label = &view.orchestration.label;
        let same = failures
            .iter_mut()
            .find(|f| f.message == error.message && f.label == *label);
        match same {
            Some(failure) => failure.runs.push(view.id.clone()),
            None => failures.push(Failure {
                label: label.clone(),
                message: error.message.clone(),
                recoverable: error.recoverable,
                runs: vec![view.id.clone()],
            }),
        }
    }
    failures.sort_by_key(|failure| std::cmp::Reverse(failure.runs.len()));
    Ok(failures)
}
