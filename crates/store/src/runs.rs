//! Runs: one row each, with what lists need beside the compact state.

use segue_engine::RunStatus;
use segue_language::{Text, Timestamp};

use crate::sqlite::Row;
use crate::{Result, RunNumber, StoreError, Tx, View};

/// One run as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRow {
    /// Number.
    pub n: RunNumber,
    /// Number of the pinned version of its orchestration.
    pub definition: i64,
    /// Status.
    pub status: RunStatus,
    /// Number of the current or latest stage in the definition; -1 before the first.
    pub stage: i64,
    /// Grows by one with each update; an update names the one it has read.
    pub version: i64,
    /// Turns so far.
    pub sequence: i64,
    /// When it started.
    pub started: Timestamp,
    /// When it last changed.
    pub updated: Timestamp,
    /// When it ended, when it did.
    pub ended: Option<Timestamp>,
    /// Id of the user who started it.
    pub starter: Option<Text>,
    /// Id of the record that triggered it.
    pub record: Option<Text>,
    /// Hash of its newest history row.
    pub hash: [u8; 32],
    /// Its newest history row.
    pub last: i64,
    /// The run, as [`crate::encode_run`] gives it.
    pub state: Vec<u8>,
}

/// Which runs a list shows, newest first.
#[derive(Clone, Debug, Default)]
pub struct RunFilter {
    /// Only runs of this version of an orchestration.
    pub definition: Option<i64>,
    /// Only runs in this status.
    pub status: Option<RunStatus>,
    /// Only runs older than this one: the next page.
    pub before: Option<RunNumber>,
    /// At most so many.
    pub limit: u32,
}

impl View {
    /// The run of that number.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn run(&self, n: RunNumber) -> Result<Option<RunRow>> {
        todo!("{n}")
    }

    /// Numbers of the runs that can still change, oldest first: in progress, suspended or in
    /// error, after `after`.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn open_runs(
        &self,
        _status: RunStatus,
        _after: RunNumber,
        _limit: u32,
    ) -> Result<Vec<RunNumber>> {
        todo!()
    }

    /// Runs, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn runs(&self, _filter: &RunFilter) -> Result<Vec<RunRow>> {
        todo!()
    }
}

impl Tx<'_> {
    /// A number for a new run.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be reserved.
    pub fn new_run_number(&self) -> Result<RunNumber> {
        todo!()
    }

    /// Stores a new run.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn insert_run(&self, _row: &RunRow) -> Result<()> {
        todo!()
    }

    /// Stores a changed run whose row was at version `row.version - 1` when it was read.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is not any more.
    pub fn update_run(&self, _row: &RunRow) -> Result<()> {
        todo!()
    }
}
