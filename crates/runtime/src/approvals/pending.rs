//! Submissions of a record that are not over: while one is, there is no second.

use segue_engine::submission_status;
use segue_language::Text;
use segue_store::RunNumber;

use super::{is_submission_of, submission_name};
use crate::people::conflict;
use crate::turn::{LoadedRun, Stop, Turn};

/// Code of a refusal because of a submission that is under way.
const ALREADY_SUBMITTED: &str = "already-submitted";
/// Runs of one record among which its submissions are looked for.
const RELATED_MAX: u32 = 1_000;

impl Turn<'_> {
    /// Goes on when no submission of the record is under way.
    pub(super) fn require_not_submitted(&mut self, record: &Text) -> Result<(), Stop> {
        let Some(index) = self.pending_submission(record)? else {
            return Ok(());
        };
        let loaded = &self.runs[index].loaded;
        let status = submission_status(&loaded.deployed.orchestration, &loaded.run).label();
        let name = self.stored(submission_name(self.tx, loaded.number))?;
        let why = format!("record {record} is submitted already: {name} is {status}");
        Err(conflict(ALREADY_SUBMITTED, why))
    }

    /// Those that this turn touched come first: one that it started leads from its record to itself
    /// only at its end.
    fn pending_submission(&mut self, record: &Text) -> Result<Option<usize>, Stop> {
        let id = segue_store::canonical_id(record);
        let touched = self
            .runs
            .iter()
            .position(|run| is_pending(&run.loaded, &id));
        if touched.is_some() {
            return Ok(touched);
        }
        for run in self.stored(self.tx.related_runs(&id, RELATED_MAX))? {
            if self.is_stored_as_open(run)? {
                let index = self.touch(run)?;
                if is_pending(&self.runs[index].loaded, &id) {
                    return Ok(Some(index));
                }
            }
        }
        Ok(None)
    }

    fn is_stored_as_open(&self, run: RunNumber) -> Result<bool, Stop> {
        let row = self.stored(self.tx.run(run))?;
        Ok(row.is_some_and(|row| !row.status.is_final()))
    }
}

fn is_pending(loaded: &LoadedRun, record: &str) -> bool {
    !loaded.run.status.is_final() && is_submission_of(loaded, record)
}
