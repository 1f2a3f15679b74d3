//! Calls that left the program: one row for each attempt.

use segue_language::{Text, Timestamp};

use crate::database::Row;
use crate::{PartNumber, Result, RunNumber, StoreError, Tx, View};

/// Attempts read at once of one run.
const CALLS_MAX: i64 = 1_000;

/// An attempt of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRow {
    /// Number of the step run.
    pub n: PartNumber,
    /// Activation of the step run.
    pub activation: u16,
    /// Its place among all attempts of that activation.
    pub epoch: i64,
    /// Its place among the attempts of one call.
    pub attempt: i64,
    /// API name of the action.
    pub action: Text,
    /// Name of the endpoint.
    pub endpoint: Text,
    /// When it left.
    pub started: Timestamp,
    /// What became of it; none while it is out.
    pub ended: Option<CallEnd>,
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallEnd {
    /// When.
    pub at: Timestamp,
    /// How.
    pub outcome: CallOutcome,
    /// Status code of the reply.
    pub status: Option<i64>,
    /// What went wrong, in one sentence.
    pub error: Option<String>,
    /// When it is tried again.
    pub next: Option<Timestamp>,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallOutcome {
    /// With a reply that could be used.
    Answered,
    /// Without one; not tried again.
    Failed,
    /// Without one; tried again.
    Again,
    /// Nobody knows.
    Lost,
}

impl CallOutcome {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            CallOutcome::Answered => "answered",
            CallOutcome::Failed => "failed",
            CallOutcome::Again => "again",
            CallOutcome::Lost => "lost",
        }
    }

    fn named(word: &str) -> Result<CallOutcome> {
        Ok(match word {
            "answered" => CallOutcome::Answered,
            "failed" => CallOutcome::Failed,
            "again" => CallOutcome::Again,
            "lost" => CallOutcome::Lost,
            _ => return Err(StoreError::corrupt("no such outcome of a call")),
        })
    }
}

impl View {
    /// Attempts of the calls of a run, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn calls(&self, run: RunNumber) -> Result<Vec<CallRow>> {
        let first = PartNumber::new(run, segue_engine::PartId(0));
        let end = PartNumber::new(RunNumber(run.0 + 1), segue_engine::PartId(0));
        self.calls_between(first, end)
    }

    /// Attempts of the calls of an interview that no run asked for, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn calls_alone(&self, n: PartNumber) -> Result<Vec<CallRow>> {
        self.calls_between(n, PartNumber(n.0 + 1))
    }

    fn calls_between(&self, first: PartNumber, end: PartNumber) -> Result<Vec<CallRow>> {
        let sql = "SELECT n, activation, epoch, attempt, action, endpoint, started, ended, outcome,
            status, error, next FROM call WHERE n >= ?1 AND n < ?2
            ORDER BY started, n, epoch LIMIT ?3";
        self.connection
            .read(sql, &[first.0.into(), end.0.into(), CALLS_MAX.into()], call)
    }
}

impl Tx<'_> {
    /// Notes that an attempt leaves.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn insert_call(&self, call: &CallRow) -> Result<()> {
        let sql =
            "INSERT INTO call(n, activation, epoch, attempt, action, endpoint, started, outcome)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '')";
        self.write(
            sql,
            &[
                call.n.0.into(),
                i64::from(call.activation).into(),
                call.epoch.into(),
                call.attempt.into(),
                (&*call.action).into(),
                (&*call.endpoint).into(),
                call.started.0.into(),
            ],
        )?;
        Ok(())
    }

    /// Notes what became of an attempt.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn end_call(
        &self,
        n: PartNumber,
        (activation, epoch): (u16, i64),
        end: &CallEnd,
    ) -> Result<()> {
        let sql = "UPDATE call SET ended = ?4, outcome = ?5, status = ?6, error = ?7, next = ?8
            WHERE n = ?1 AND activation = ?2 AND epoch = ?3";
        self.write(
            sql,
            &[
                n.0.into(),
                i64::from(activation).into(),
                epoch.into(),
                end.at.0.into(),
                end.outcome.word().into(),
                end.status.into(),
                end.error.as_deref().into(),
                end.next.map(|next| next.0).into(),
            ],
        )?;
        Ok(())
    }
}

fn call(row: &Row) -> Result<CallRow> {
    let activation = row.integer(1)?;
    let ended = match row.optional_integer(7)? {
        Some(at) => Some(CallEnd {
            at: Timestamp(at),
            outcome: CallOutcome::named(row.text(8)?)?,
            status: row.optional_integer(9)?,
            error: row.optional_text(10)?.map(str::to_owned),
            next: row.optional_integer(11)?.map(Timestamp),
        }),
        None => None,
    };
    Ok(CallRow {
        n: PartNumber(row.integer(0)?),
        activation: u16::try_from(activation)
            .map_err(|_| StoreError::corrupt("no such activation"))?,
        epoch: row.integer(2)?,
        attempt: row.integer(3)?,
        action: Text::from(row.text(4)?),
        endpoint: Text::from(row.text(5)?),
        started: Timestamp(row.integer(6)?),
        ended,
    })
}
