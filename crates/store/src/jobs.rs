//! Jobs: flows, calls and timers that run in a turn of their own.

use segue_language::Timestamp;

use crate::{PartNumber, Result, Tx, View};

/// A job. A step run has at most one; a job without a run has a negative number of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Number: that of the step run, or one from [`Tx::new_job_number`].
    pub n: PartNumber,
    /// Activation of the step run that it is for.
    pub activation: u16,
    /// What is to be done; the runtime's numbering.
    pub kind: i64,
    /// When; 0 is now: handed over in memory after the commit, found by [`View::waiting_jobs`]
    /// after a crash.
    pub due: Timestamp,
    /// Attempts so far.
    pub attempt: i64,
    /// Lease of a call that leaves the process.
    pub epoch: i64,
    /// What it needs, as [`crate::encode`] gives it.
    pub body: Vec<u8>,
}

impl View {
    /// One job.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn job(&self, _n: PartNumber) -> Result<Option<Job>> {
        todo!()
    }

    /// Jobs that were due now when they were stored, after `after`: scanned at start.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn waiting_jobs(&self, _after: PartNumber, _limit: u32) -> Result<Vec<Job>> {
        todo!()
    }

    /// Jobs with a time that has come, earliest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn due_jobs(&self, _now: Timestamp, _limit: u32) -> Result<Vec<Job>> {
        todo!()
    }

    /// The earliest time for which a job waits.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn next_due_job(&self) -> Result<Option<Timestamp>> {
        todo!()
    }
}

impl Tx<'_> {
    /// A number for a job without a run.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be reserved.
    pub fn new_job_number(&self) -> Result<PartNumber> {
        todo!()
    }

    /// Stores a job, in place of one of the same number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_job(&self, _job: &Job) -> Result<()> {
        todo!()
    }

    /// Forgets a job; false when there is none of that number and activation.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn delete_job(&self, _n: PartNumber, _activation: u16) -> Result<bool> {
        todo!()
    }
}
