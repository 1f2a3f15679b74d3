//! How long the runs took that ended last, and how they ended.

use segue_engine::RunStatus;
use segue_language::{Text, Timestamp};
use segue_store::{RunFilter, RunNumber, RunRow, run_id};

use super::eyes::{Eyes, see};
use super::runs::{Wanted, versions};
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;

/// Runs that are shown at most.
const SHOWN_MAX: usize = 200;
/// Runs that are looked at to find them.
const LOOKED_AT_MAX: u32 = 1_000;

/// A run that ended.
#[derive(Clone, Debug)]
pub(crate) struct Ended {
    pub(crate) id: Text,
    /// How it ended: Completed, Canceled or Error.
    pub(crate) status: RunStatus,
    pub(crate) at: Timestamp,
    /// How long it took, in microseconds.
    pub(crate) took: i64,
}

/// The runs that ended last among those that are wanted, in the order of their ends.
pub(crate) async fn ended(app: &App, caller: &Caller, wanted: Wanted) -> Answer<Vec<Ended>> {
    see(app, caller, move |eyes| read(eyes, &wanted)).await
}

fn read(eyes: &Eyes<'_>, wanted: &Wanted) -> Answer<Vec<Ended>> {
    if !eyes.viewer().sees_all_runs() {
        return Ok(Vec::new());
    }
    let versions = match &wanted.orchestration {
        Some(name) => Some(versions(eyes, name)?),
        None => None,
    };
    let store = eyes.reads.store();
    let before = match wanted.to {
        Some(to) => store.first_run_since(to)?,
        None => None,
    };
    let rows = store.runs(&RunFilter {
        before,
        limit: LOOKED_AT_MAX,
        ..RunFilter::default()
    })?;
    let is_wanted = |row: &&RunRow| {
        versions
            .as_ref()
            .is_none_or(|all| all.contains(&row.definition))
            && wanted.from.is_none_or(|from| row.started >= from)
            && wanted.status.is_none_or(|status| row.status == status)
    };
    let mut runs: Vec<Ended> = rows.iter().filter(is_wanted).filter_map(end).collect();
    runs.sort_by_key(|run| run.at);
    let n_over = runs.len().saturating_sub(SHOWN_MAX);
    Ok(runs.split_off(n_over))
}

fn end(row: &RunRow) -> Option<Ended> {
    let at = row.ended?;
    Some(Ended {
        id: run_id(RunNumber(row.n.0)),
        status: row.status,
        at,
        took: (at.0 - row.started.0).max(0),
    })
}
