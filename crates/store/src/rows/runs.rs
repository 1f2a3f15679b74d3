//! Runs: one row each, with what lists need beside the compact state.

use segue_engine::RunStatus;
use segue_language::{Text, Timestamp};

use crate::database::Param;
use crate::database::Row;
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

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT n, definition, status, stage, version, sequence, started, updated, ended, ",
            "starter, record, hash, last, state FROM run ",
            $rest
        )
    };
}

impl View {
    /// The run of that number.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn run(&self, n: RunNumber) -> Result<Option<RunRow>> {
        let sql = select!("WHERE n = ?1");
        self.connection.read_one(sql, &[n.0.into()], run_row)
    }

    /// Numbers of the runs in a status that is not the end, oldest first, after `after`.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn open_runs(
        &self,
        status: RunStatus,
        after: RunNumber,
        limit: u32,
    ) -> Result<Vec<RunNumber>> {
        let sql =
            "SELECT n FROM run WHERE status = ?1 AND status < 4 AND n > ?2 ORDER BY n LIMIT ?3";
        let params = [
            status_code(status).into(),
            after.0.into(),
            i64::from(limit).into(),
        ];
        self.connection
            .read(sql, &params, |row| Ok(RunNumber(row.integer(0)?)))
    }

    /// The first run that was started at that moment or later; none when there is none. Runs are
    /// numbered in the order in which they start.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn first_run_since(&self, at: Timestamp) -> Result<Option<RunNumber>> {
        let sql = "SELECT max(n) FROM run";
        let last = self
            .connection
            .read_one(sql, &[], |row| row.optional_integer(0))?;
        let (mut low, mut high) = (1, last.flatten().unwrap_or(0));
        let mut found = None;
        while low <= high {
            let middle = low + (high - low) / 2;
            let sql = "SELECT n, started FROM run WHERE n >= ?1 ORDER BY n LIMIT 1";
            let read = |row: &Row| Ok((row.integer(0)?, row.integer(1)?));
            match self.connection.read_one(sql, &[middle.into()], read)? {
                Some((n, started)) if started < at.0 => low = n + 1,
                Some((n, _)) => {
                    found = Some(RunNumber(n));
                    high = middle - 1;
                }
                None => high = middle - 1,
            }
        }
        Ok(found)
    }

    /// How many runs are in a status that is not the end.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn count_open_runs(&self, status: RunStatus) -> Result<u64> {
        let sql = "SELECT count(*) FROM run WHERE status = ?1 AND status < 4";
        let params = [status_code(status).into()];
        let n = self
            .connection
            .read_one(sql, &params, |row| row.integer(0))?;
        Ok(n.unwrap_or_default().unsigned_abs())
    }

    /// Runs, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn runs(&self, filter: &RunFilter) -> Result<Vec<RunRow>> {
        let before = filter.before.map_or(i64::MAX, |run| run.0);
        let status = filter.status.map(status_code);
        let sql = match (filter.definition, status) {
            (None, None) => select!("WHERE n < ?1 ORDER BY n DESC LIMIT ?2"),
            (Some(_), None) => select!("WHERE n < ?1 AND definition = ?3 ORDER BY n DESC LIMIT ?2"),
            (None, Some(code)) if code < FIRST_ENDED => {
                select!("WHERE n < ?1 AND status = ?3 AND status < 4 ORDER BY n DESC LIMIT ?2")
            }
            (None, Some(_)) => select!("WHERE n < ?1 AND status = ?3 ORDER BY n DESC LIMIT ?2"),
            (Some(_), Some(_)) => {
                select!("WHERE n < ?1 AND definition = ?3 AND status = ?4 ORDER BY n DESC LIMIT ?2")
            }
        };
        let mut params = vec![before.into(), i64::from(filter.limit).into()];
        params.extend(filter.definition.map(Param::from));
        params.extend(status.map(Param::from));
        self.connection.read(sql, &params, run_row)
    }
}

impl Tx<'_> {
    /// A number for a new run.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be reserved.
    pub fn new_run_number(&self) -> Result<RunNumber> {
        self.number("run").map(RunNumber)
    }

    /// Stores a new run.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn insert_run(&self, row: &RunRow) -> Result<()> {
        let sql =
            "INSERT INTO run(n, definition, status, stage, version, sequence, started, updated,
            ended, starter, record, hash, last, state)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
        self.write(
            sql,
            &[
                row.n.0.into(),
                row.definition.into(),
                status_code(row.status).into(),
                row.stage.into(),
                row.version.into(),
                row.sequence.into(),
                row.started.0.into(),
                row.updated.0.into(),
                row.ended.map(|at| at.0).into(),
                row.starter.as_deref().into(),
                row.record.as_deref().into(),
                row.hash[..].into(),
                row.last.into(),
                row.state[..].into(),
            ],
        )?;
        Ok(())
    }

    /// Stores a changed run whose row was at version `row.version - 1` when it was read. What a
    /// run is born with (definition, starter, record, start) is not written again.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is not any more.
    pub fn update_run(&self, row: &RunRow) -> Result<()> {
        let sql = "UPDATE run SET status = ?3, stage = ?4, version = ?2 + 1, sequence = ?5,
            updated = ?6, ended = ?7, hash = ?8, last = ?9, state = ?10
            WHERE n = ?1 AND version = ?2";
        let expected = row.version - 1;
        let n_updated = self.write(
            sql,
            &[
                row.n.0.into(),
                expected.into(),
                status_code(row.status).into(),
                row.stage.into(),
                row.sequence.into(),
                row.updated.0.into(),
                row.ended.map(|at| at.0).into(),
                row.hash[..].into(),
                row.last.into(),
                row.state[..].into(),
            ],
        )?;
        match n_updated {
            1 => Ok(()),
            _ => Err(StoreError::Conflict {
                run: row.n,
                expected,
            }),
        }
    }
}

fn run_row(row: &Row) -> Result<RunRow> {
    Ok(RunRow {
        n: RunNumber(row.integer(0)?),
        definition: row.integer(1)?,
        status: status_of(row.integer(2)?)?,
        stage: row.integer(3)?,
        version: row.integer(4)?,
        sequence: row.integer(5)?,
        started: Timestamp(row.integer(6)?),
        updated: Timestamp(row.integer(7)?),
        ended: row.optional_integer(8)?.map(Timestamp),
        starter: row.optional_text(9)?.map(Text::from),
        record: row.optional_text(10)?.map(Text::from),
        hash: row.hash(11)?,
        last: row.integer(12)?,
        state: row.bytes(13)?.to_vec(),
    })
}

/// Statuses from this number on are ends; the partial index `run_open` says the same.
const FIRST_ENDED: i64 = 4;

fn status_code(status: RunStatus) -> i64 {
    match status {
        RunStatus::NotStarted => 0,
        RunStatus::InProgress => 1,
        RunStatus::Suspended => 2,
        RunStatus::Error => 3,
        RunStatus::Completed => FIRST_ENDED,
        RunStatus::Canceled => 5,
    }
}

fn status_of(code: i64) -> Result<RunStatus> {
    match code {
        0 => Ok(RunStatus::NotStarted),
        1 => Ok(RunStatus::InProgress),
        2 => Ok(RunStatus::Suspended),
        3 => Ok(RunStatus::Error),
        FIRST_ENDED => Ok(RunStatus::Completed),
        5 => Ok(RunStatus::Canceled),
        _ => Err(StoreError::corrupt(format!("{code} is no status of a run"))),
    }
}
