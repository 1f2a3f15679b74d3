//! Reading runs: lists, and one with all that its page shows.

use segue_engine::{RunStatus, StageRun};
use segue_language::{Text, Timestamp, Value};
use segue_runtime::{HistoryLine, RunView};
use segue_store::{RunFilter, RunNumber, RunRow, StoreError, parse_id};

use super::eyes::{Eyes, see};
use crate::app::App;
use crate::identity::{Caller, Denied, Permission, RunSight};
use crate::problem::{Answer, Problem};

/// Rows read at once.
const PAGE: u32 = 500;
/// Rows looked at for one page of a list; the cursor goes on from there.
const LOOKED_AT_MAX: usize = 5_000;

/// How many runs can still change, by status.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OpenRuns {
    pub(crate) in_progress: u64,
    pub(crate) suspended: u64,
    pub(crate) error: u64,
}

/// Which runs a list shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) status: Option<RunStatus>,
    /// API name of the orchestration.
    pub(crate) orchestration: Option<String>,
    /// API name of the current or latest stage.
    pub(crate) stage: Option<String>,
    /// Id of the record that started it.
    pub(crate) record: Option<String>,
    /// A text in its name, its orchestration's label or its record's id.
    pub(crate) text: Option<String>,
    /// Only runs that started at that moment or later.
    pub(crate) from: Option<Timestamp>,
    /// Only runs that started before that moment.
    pub(crate) to: Option<Timestamp>,
    /// Only runs older than that one: the next page.
    pub(crate) before: Option<i64>,
    /// At most so many.
    pub(crate) limit: usize,
}

/// A run with what its row says.
#[derive(Clone, Debug)]
pub(crate) struct FoundRun {
    pub(crate) view: RunView,
    pub(crate) row: RunRow,
    /// User name of who started it.
    pub(crate) starter: Option<Text>,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) runs: Vec<FoundRun>,
    /// Where the next page begins.
    pub(crate) next: Option<i64>,
}

impl FoundRun {
    /// Its current or latest stage run.
    pub(crate) fn stage(&self) -> Option<&StageRun> {
        self.view.run.stages.last()
    }
}

/// Counts the runs that can still change.
pub(crate) async fn open_runs(app: &App) -> Answer<OpenRuns> {
    let counted = app.look(|reads| {
        let store = reads.store();
        Ok::<_, StoreError>(OpenRuns {
            in_progress: store.count_open_runs(RunStatus::InProgress)?,
            suspended: store.count_open_runs(RunStatus::Suspended)?,
            error: store.count_open_runs(RunStatus::Error)?,
        })
    });
    Ok(counted.await??)
}

/// Runs that the caller may see, newest first.
pub(crate) async fn list(app: &App, caller: &Caller, wanted: Wanted) -> Answer<Page> {
    see(app, caller, move |eyes| page(eyes, &wanted)).await
}

/// A run that the caller may see.
///
/// # Errors
/// There is none, or the caller may not see it, which looks the same.
pub(crate) async fn one(app: &App, caller: &Caller, id: &Text) -> Answer<FoundRun> {
    let id = id.clone();
    see(app, caller, move |eyes| seen(eyes, &id)).await
}

/// The history of a run that the caller may see.
pub(crate) async fn history(app: &App, caller: &Caller, id: &Text) -> Answer<Vec<HistoryLine>> {
    let id = id.clone();
    see(app, caller, move |eyes| {
        let number = seen(eyes, &id)?.view.number;
        Ok(eyes.reads.history(number))
    })
    .await
}

/// Reads a run as [`one`] does, from inside a reading.
pub(crate) fn seen(eyes: &Eyes<'_>, id: &Text) -> Answer<FoundRun> {
    let unknown = || Problem::unknown("run", id);
    let parsed = parse_id(id).filter(|parsed| parsed.is_a(segue_store::RUN_PREFIX));
    let number = parsed.ok_or_else(unknown)?.part_number().run();
    let row = eyes.reads.store().run(number)?.ok_or_else(unknown)?;
    let found = found(eyes, row)?.ok_or_else(unknown)?;
    if is_visible(eyes, &found) {
        Ok(found)
    } else {
        Err(unknown())
    }
}

/// A run that the caller may suspend, resume and cancel.
pub(crate) fn managed(eyes: &Eyes<'_>, id: &Text) -> Answer<FoundRun> {
    let found = seen(eyes, id)?;
    if eyes.viewer().manages_runs() {
        return Ok(found);
    }
    Err(Problem::forbidden("This run is not yours to manage."))
}

/// A run that the caller may resume, also by force when she asks for that.
pub(crate) fn resumed(eyes: &Eyes<'_>, id: &Text, is_forced: bool) -> Answer<FoundRun> {
    let found = managed(eyes, id)?;
    if is_forced && !eyes.viewer().forces_resume() {
        return Err(Denied::Lacks(Permission::ForceResume).into());
    }
    Ok(found)
}

/// Reads a page as [`list`] does, from inside a reading.
pub(super) fn page(eyes: &Eyes<'_>, wanted: &Wanted) -> Answer<Page> {
    let mut rows = Rows::new(eyes, wanted)?;
    let mut runs = Vec::new();
    let mut last = None;
    while let Some(row) = rows.next()? {
        let number = row.n.0;
        if let Some(found) = found(eyes, row)?
            && fits(eyes, &found, wanted)
            && is_visible(eyes, &found)
        {
            if runs.len() == wanted.limit {
                return Ok(Page { runs, next: last });
            }
            runs.push(found);
        }
        last = Some(number);
    }
    let next = last.filter(|_| !rows.is_over && rows.n_looked_at >= LOOKED_AT_MAX);
    Ok(Page { runs, next })
}

/// Rows of runs, newest first, page by page.
struct Rows<'e> {
    eyes: &'e Eyes<'e>,
    filter: RunFilter,
    /// Runs that started earlier are not looked at.
    from: Option<Timestamp>,
    versions: Option<Vec<i64>>,
    /// The runs that a record leads to, when one is asked for.
    numbers: Option<Vec<RunNumber>>,
    read: std::vec::IntoIter<RunRow>,
    is_over: bool,
    n_looked_at: usize,
}

impl<'e> Rows<'e> {
    fn new(eyes: &'e Eyes<'e>, wanted: &Wanted) -> Answer<Rows<'e>> {
        let versions = match &wanted.orchestration {
            Some(name) => Some(versions(eyes, name)?),
            None => None,
        };
        let before = before(eyes, wanted)?;
        let numbers = match &wanted.record {
            Some(record) => Some(eyes.reads.store().related_runs(record, PAGE)?),
            None => None,
        };
        let numbers = numbers.map(|mut numbers| {
            numbers.retain(|number| before.is_none_or(|before| *number < before));
            numbers.sort_unstable();
            numbers
        });
        Ok(Rows {
            eyes,
            filter: RunFilter {
                definition: versions.as_deref().and_then(only),
                status: wanted.status,
                before,
                limit: PAGE,
            },
            from: wanted.from,
            versions,
            numbers,
            read: Vec::new().into_iter(),
            is_over: false,
            n_looked_at: 0,
        })
    }

    fn next(&mut self) -> Answer<Option<RunRow>> {
        while self.n_looked_at < LOOKED_AT_MAX {
            let Some(row) = self.next_row()? else {
                return Ok(None);
            };
            self.n_looked_at += 1;
            if self.from.is_some_and(|from| row.started < from) {
                self.is_over = true;
                return Ok(None);
            }
            let versions = self.versions.as_deref();
            if versions.is_none_or(|versions| versions.contains(&row.definition)) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    fn next_row(&mut self) -> Answer<Option<RunRow>> {
        let store = self.eyes.reads.store();
        if let Some(numbers) = &mut self.numbers {
            let number = numbers.pop();
            return Ok(number
                .map(|number| store.run(number))
                .transpose()?
                .flatten());
        }
        if self.read.len() == 0 && !self.is_over {
            let rows = store.runs(&self.filter)?;
            self.is_over = rows.len() < PAGE as usize;
            self.filter.before = rows.last().map(|row| row.n);
            self.read = rows.into_iter();
        }
        Ok(self.read.next())
    }
}

/// The first run that is too new: by the page before, or by when it started.
fn before(eyes: &Eyes<'_>, wanted: &Wanted) -> Answer<Option<RunNumber>> {
    let too_late = match wanted.to {
        Some(to) => eyes.reads.store().first_run_since(to)?,
        None => None,
    };
    let page = wanted.before.map(RunNumber);
    Ok(page.into_iter().chain(too_late).min())
}

fn only(versions: &[i64]) -> Option<i64> {
    match versions {
        [version] => Some(*version),
        _ => None,
    }
}

/// Numbers of the versions of an orchestration.
pub(super) fn versions(eyes: &Eyes<'_>, name: &str) -> Answer<Vec<i64>> {
    let versions = eyes.reads.definition_versions()?;
    let named = versions
        .into_iter()
        .filter(|version| version.is_orchestration && version.name.eq_ignore_ascii_case(name));
    Ok(named.map(|version| version.version).collect())
}

fn found(eyes: &Eyes<'_>, row: RunRow) -> Answer<Option<FoundRun>> {
    let Some(view) = eyes.reads.run(row.n.0) else {
        return Ok(None);
    };
    let starter = match &row.starter {
        Some(id) => eyes.reads.store().user(id)?.map(|user| user.username),
        None => None,
    };
    Ok(Some(FoundRun { view, row, starter }))
}

fn is_visible(eyes: &Eyes<'_>, found: &FoundRun) -> bool {
    let open = found.view.run.open_items();
    let assignees: Vec<Text> = open.map(|item| item.assignee.id.clone()).collect();
    eyes.viewer().sees_run(RunSight {
        starter: found.row.starter.as_deref(),
        assignees: &assignees,
    })
}

/// Whether the caller sees a run: its stages, inputs and outputs, and its history.
pub(crate) fn sees_run(eyes: &Eyes<'_>, view: &RunView) -> bool {
    let open = view.run.open_items();
    let assignees: Vec<Text> = open.map(|item| item.assignee.id.clone()).collect();
    eyes.viewer().sees_run(RunSight {
        starter: Some(&view.run.starter),
        assignees: &assignees,
    })
}

fn fits(eyes: &Eyes<'_>, found: &FoundRun, wanted: &Wanted) -> bool {
    let definition = &found.view.orchestration;
    let is_in_stage = |name: &String| {
        let stage = found
            .stage()
            .map(|stage| &definition.stage(stage.stage).name);
        stage.is_some_and(|stage| stage.eq_ignore_ascii_case(name))
    };
    let is_of_record = |record: &String| found.row.record.as_deref() == Some(record.as_str());
    let holds_text = |text: &String| {
        let text = text.to_lowercase();
        let texts = [&*found.view.name, &definition.label, &found.view.id];
        let record = found.row.record.as_deref();
        let mut texts = texts.into_iter().chain(record);
        texts.any(|known| known.to_lowercase().contains(&text))
            || record_name(eyes, found).is_some_and(|name| name.to_lowercase().contains(&text))
    };
    wanted
        .status
        .is_none_or(|status| found.view.run.status == status)
        && wanted.stage.as_ref().is_none_or(is_in_stage)
        && wanted.record.as_ref().is_none_or(is_of_record)
        && wanted.text.as_ref().is_none_or(holds_text)
}

/// The name of the record that started a run, when the viewer may read it.
fn record_name(eyes: &Eyes<'_>, found: &FoundRun) -> Option<Text> {
    let record = eyes.record(found.row.record.as_deref()?)?;
    record.get("Name").and_then(Value::as_text).cloned()
}
