//! Checking a database offline: chains of hashes, gapless sequences, states, orphans.

use crate::{Result, RunNumber, View};

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// Runs checked.
    pub runs: u64,
    /// History rows checked.
    pub rows: u64,
    /// What is wrong, by run.
    pub problems: Vec<Fault>,
}

/// Something wrong in a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The run.
    pub run: RunNumber,
    /// The turn, or 0 when it is about the run as a whole.
    pub sequence: i64,
    /// Stable code, such as `hash-mismatch`.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
}

impl View {
    /// Checks every run.
    ///
    /// # Errors
    /// [`crate::StoreError`] when the database cannot be read at all.
    pub fn verify(&self) -> Result<Verification> {
        todo!()
    }
}
