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
    pub fn interview(&self, _n: PartNumber) -> Result<Option<InterviewRow>> {
        todo!()
    }
}

impl Tx<'_> {
    /// Stores an interview, in place of the former one of the same number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_interview(&self, _row: &InterviewRow) -> Result<()> {
        todo!()
    }

    /// Forgets an interview; false when there is none.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn delete_interview(&self, _n: PartNumber) -> Result<bool> {
        todo!()
    }
}
