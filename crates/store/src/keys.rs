//! Idempotency keys: the same start asked twice is one run.

use crate::{Result, RunNumber, Tx, View};

/// What a key stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunKey {
    /// The run that the first request started.
    pub run: RunNumber,
    /// Hash of that request's body.
    pub request: [u8; 32],
}

impl View {
    /// What a caller's key stands for.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn run_key(&self, _caller: &str, _key: &str) -> Result<Option<RunKey>> {
        todo!()
    }
}

impl Tx<'_> {
    /// Remembers what a caller's key stands for.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] when the caller has used the key before.
    pub fn insert_run_key(&self, _caller: &str, _key: &str, _value: &RunKey) -> Result<()> {
        todo!()
    }
}
