//! Jobs: flows, calls and timers that run in a turn of their own.

use segue_language::Timestamp;

use crate::database::Row;
use crate::{PartNumber, Result, StoreError, Tx, View};

/// A job. A step run has at most one; a job without a run has a negative number of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Number: that of the step run, or one from [`Tx::new_job_number`].
    pub n: PartNumber,
    /// Activation of the step run that it is for.
    pub activation: u16,
    /// What is to be done; the runtime's numbering.
    pub kind: i64,
    /// When; below 0 is at no time, until something else comes; 0 is now: handed over in memory after the commit, found by [`View::waiting_jobs`]
    /// after a crash.
    pub due: Timestamp,
    /// Attempts so far.
    pub attempt: i64,
    /// Lease of a call that leaves the process.
    pub epoch: i64,
    /// What it needs, as [`crate::encode`] gives it.
    pub body: Vec<u8>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT n, activation, kind, due, attempt, epoch, body FROM job ",
            $rest
        )
    };
}

impl View {
    /// One job.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn job(&self, n: PartNumber) -> Result<Option<Job>> {
        let sql = select!("WHERE n = ?1");
        self.connection.read_one(sql, &[n.0.into()], job)
    }

    /// Jobs that were due now when they were stored, oldest run first, after `after` (none begins
    /// with the first): scanned at start.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn waiting_jobs(&self, after: Option<PartNumber>, limit: u32) -> Result<Vec<Job>> {
        let sql = select!("WHERE due = 0 AND n > ?1 ORDER BY n LIMIT ?2");
        let after = after.map_or(i64::MIN, |n| n.0);
        self.connection
            .read(sql, &[after.into(), i64::from(limit).into()], job)
    }

    /// Jobs of one kind, by number.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn jobs_of_kind(&self, kind: i64) -> Result<Vec<Job>> {
        let sql = select!("WHERE due > 0 AND kind = ?1 ORDER BY n");
        self.connection.read(sql, &[kind.into()], job)
    }

    /// Jobs with a time that has come, earliest first.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn due_jobs(&self, now: Timestamp, limit: u32) -> Result<Vec<Job>> {
        let sql = select!("WHERE due > 0 AND due <= ?1 ORDER BY due, n LIMIT ?2");
        self.connection
            .read(sql, &[now.0.into(), i64::from(limit).into()], job)
    }

    /// The earliest time for which a job waits.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn next_due_job(&self) -> Result<Option<Timestamp>> {
        self.next_due_job_after(Timestamp(0))
    }

    /// The earliest time after `now` for which a job waits.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn next_due_job_after(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        let sql = "SELECT min(due) FROM job WHERE due > 0 AND due > ?1";
        let due = self
            .connection
            .read_one(sql, &[now.0.into()], |row| row.optional_integer(0))?;
        Ok(due.flatten().map(Timestamp))
    }
}

impl Tx<'_> {
    /// A number for a job without a run.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be reserved.
    pub fn new_job_number(&self) -> Result<PartNumber> {
        Ok(PartNumber(-self.number("job")?))
    }

    /// Stores a job, in place of one of the same number.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn put_job(&self, job: &Job) -> Result<()> {
        let sql = "INSERT INTO job(n, activation, kind, due, attempt, epoch, body)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT(n) DO UPDATE SET activation = excluded.activation, kind = excluded.kind,
            due = excluded.due, attempt = excluded.attempt, epoch = excluded.epoch,
            body = excluded.body";
        self.write(
            sql,
            &[
                job.n.0.into(),
                i64::from(job.activation).into(),
                job.kind.into(),
                job.due.0.into(),
                job.attempt.into(),
                job.epoch.into(),
                job.body[..].into(),
            ],
        )?;
        Ok(())
    }

    /// Forgets a job; false when there is none of that number and activation.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn delete_job(&self, n: PartNumber, activation: u16) -> Result<bool> {
        let sql = "DELETE FROM job WHERE n = ?1 AND activation = ?2";
        Ok(self.write(sql, &[n.0.into(), i64::from(activation).into()])? == 1)
    }
}

fn job(row: &Row) -> Result<Job> {
    let activation = row.integer(1)?;
    Ok(Job {
        n: PartNumber(row.integer(0)?),
        activation: u16::try_from(activation)
            .map_err(|_| StoreError::corrupt("no such activation"))?,
        kind: row.integer(2)?,
        due: Timestamp(row.integer(3)?),
        attempt: row.integer(4)?,
        epoch: row.integer(5)?,
        body: row.bytes(6)?.to_vec(),
    })
}
