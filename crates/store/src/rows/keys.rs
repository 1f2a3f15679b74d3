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
    pub fn run_key(&self, caller: &str, key: &str) -> Result<Option<RunKey>> {
        let sql = "SELECT run, request FROM run_key WHERE caller = ?1 AND key = ?2";
        self.connection
            .read_one(sql, &[caller.into(), key.into()], |row| {
                Ok(RunKey {
                    run: RunNumber(row.integer(0)?),
                    request: row.hash(1)?,
                })
            })
    }
}

impl Tx<'_> {
    /// Remembers what a caller's key stands for.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] when the caller has used the key before.
    pub fn insert_run_key(&self, caller: &str, key: &str, value: &RunKey) -> Result<()> {
        let sql = "INSERT INTO run_key(caller, key, run, request) VALUES (?1, ?2, ?3, ?4)";
        let params = [
            caller.into(),
            key.into(),
            value.run.0.into(),
            value.request[..].into(),
        ];
        self.write(sql, &params)?;
        Ok(())
    }
}
