//! Reading runs.

use segue_engine::RunStatus;

use crate::app::App;
use crate::problem::{Answer, Problem};

/// How many runs can still change, by status.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OpenRuns {
    pub(crate) in_progress: u64,
    pub(crate) suspended: u64,
    pub(crate) error: u64,
}

/// Counts the runs that can still change.
pub(crate) async fn open_runs(app: &App) -> Answer<OpenRuns> {
    let counted = app.look(|runtime| {
        let store = runtime.store();
        Ok::<_, segue_store::StoreError>(OpenRuns {
            in_progress: store.count_open_runs(RunStatus::InProgress)?,
            suspended: store.count_open_runs(RunStatus::Suspended)?,
            error: store.count_open_runs(RunStatus::Error)?,
        })
    });
    counted
        .await?
        .map_err(|error| Problem::internal(&error.to_string()))
}
