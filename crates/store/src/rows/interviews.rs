//! Interviews that wait: the state of a work item's screen flow, or of a step's flow.

use segue_language::Timestamp;

use crate::{PartNumber, Result, Tx, View};

/// An interview between two pages or before a wait ends.
#[derive(Clone, Debug, PartialEq)]
pub struct InterviewRow {
    /// Number of the work item or step run.
    pub n: PartNumber,
    /// When it was stored.
    pub at: Timestamp,
    /// Its state, as [`crate::encode`] gives it.
    pub state: Vec<u8>,
}

impl View {
    /// The stored interview of a work item or step run.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn interview(&self, n: PartNumber) -> Result<Option<InterviewRow>> {
        let sql = "SELECT at, state FROM interview WHERE n = ?1";
        self.connection.read_one(sql, &[n.0.into()], |row| {
            Ok(InterviewRow {
                n,
                at: Timestamp(row.integer(0)?),
                state: row.bytes(1)?.to_vec(),
            })
        })
    }
}

impl Tx<'_> {
    /// Stores an interview, in place of the former one of the same number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_interview(&self, row: &InterviewRow) -> Result<()> {
        let sql = "INSERT INTO interview(n, at, state) VALUES (?1, ?2, ?3)
            ON CONFLICT(n) DO UPDATE SET at = excluded.at, state = excluded.state";
        self.write(
            sql,
            &[row.n.0.into(), row.at.0.into(), row.state[..].into()],
        )?;
        Ok(())
    }

    /// Forgets an interview; false when there is none.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn delete_interview(&self, n: PartNumber) -> Result<bool> {
        Ok(self.write("DELETE FROM interview WHERE n = ?1", &[n.0.into()])? == 1)
    }
}
