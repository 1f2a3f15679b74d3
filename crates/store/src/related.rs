//! Which runs have to do with a record: their trigger or the context of their work items.

use crate::{Result, RunNumber, Tx, View};

impl View {
    /// Runs related to a record, newest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn related_runs(&self, _record: &str, _limit: u32) -> Result<Vec<RunNumber>> {
        todo!()
    }
}

impl Tx<'_> {
    /// Relates a run to a record; doing so twice is the same as once.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn relate(&self, _record: &str, _run: RunNumber) -> Result<()> {
        todo!()
    }
}
