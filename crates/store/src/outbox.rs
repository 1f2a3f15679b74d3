//! The outbox: mail and calls that leave the process after the commit, at least once.

use segue_language::Timestamp;

use crate::{Result, RunNumber, Tx, View};

/// Something to deliver.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// Number, the stable key of every attempt.
    pub n: i64,
    /// The run that asked for it; 0 when none did.
    pub run: RunNumber,
    /// What it is; the runtime's numbering.
    pub kind: i64,
    /// Not before; 0 is at once.
    pub due: Timestamp,
    /// Attempts so far.
    pub attempt: i64,
    /// Its content, as [`crate::encode`] gives it.
    pub body: Vec<u8>,
}

impl View {
    /// Deliveries whose time has come, earliest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn due_deliveries(&self, _now: Timestamp, _limit: u32) -> Result<Vec<Delivery>> {
        todo!()
    }
}

impl Tx<'_> {
    /// Stores a delivery and gives it its number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn post(&self, _run: RunNumber, _kind: i64, _due: Timestamp, _body: &[u8]) -> Result<i64> {
        todo!()
    }

    /// Tries a delivery again later; false when it is gone.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn postpone_delivery(&self, _n: i64, _due: Timestamp) -> Result<bool> {
        todo!()
    }

    /// Forgets a delivery that was made (or given up); false when it is gone.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn delete_delivery(&self, _n: i64) -> Result<bool> {
        todo!()
    }
}
