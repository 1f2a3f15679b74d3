//! Which runs have to do with a record: their trigger or the context of their work items.

use crate::{Result, RunNumber, Tx, View};

impl View {
    /// Runs related to a record, newest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn related_runs(&self, record: &str, limit: u32) -> Result<Vec<RunNumber>> {
        let sql = "SELECT run FROM related WHERE record = ?1 ORDER BY run DESC LIMIT ?2";
        let params = [record.into(), i64::from(limit).into()];
        self.connection
            .read(sql, &params, |row| Ok(RunNumber(row.integer(0)?)))
    }
}

impl Tx<'_> {
    /// Relates a run to a record; doing so twice is the same as once.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn relate(&self, record: &str, run: RunNumber) -> Result<()> {
        let sql =
            "INSERT INTO related(record, run) VALUES (?1, ?2) ON CONFLICT(record, run) DO NOTHING";
        self.write(sql, &[record.into(), run.0.into()])?;
        Ok(())
    }
}
