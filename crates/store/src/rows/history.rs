//! History: one row per turn, each hashed with the row before it of the same run.

use segue_engine::Event;
use segue_language::{Text, Timestamp};

use sha2::{Digest, Sha256};

use crate::database::Row;
use crate::{Result, RunNumber, StoreError, Tx, View, format};

/// What one turn adds to a run's history.
#[derive(Clone, Copy, Debug)]
pub struct TurnRow<'a> {
    /// The run.
    pub run: RunNumber,
    /// Turns of the run with this one: 1, 2, …
    pub sequence: i64,
    /// When it happened.
    pub at: Timestamp,
    /// Id of the user who asked for it; none is the system.
    pub actor: Option<&'a str>,
    /// What happened, in order.
    pub events: &'a [Event],
    /// Row and hash of the turn before; the default for the first.
    pub previous: Link,
}

/// A place in a run's chain of history rows: what the run's row keeps as `last` and `hash`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Number of the history row; 0 before the first.
    pub row: i64,
    /// Its hash.
    pub hash: [u8; 32],
}

/// One turn as it was stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// Turns of the run up to this one.
    pub sequence: i64,
    /// When it happened.
    pub at: Timestamp,
    /// Id of the user who asked for it; none is the system.
    pub actor: Option<Text>,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// A row of the table, its body not yet decoded.
#[derive(Debug)]
pub(crate) struct StoredTurn {
    pub(crate) link: Link,
    pub(crate) previous: i64,
    pub(crate) run: RunNumber,
    pub(crate) sequence: i64,
    pub(crate) at: Timestamp,
    pub(crate) body: Vec<u8>,
}

impl View {
    /// The turns of a run, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn history(&self, run: RunNumber) -> Result<Vec<Turn>> {
        let sql = "SELECT last FROM run WHERE n = ?1";
        let last = self
            .connection
            .read_one(sql, &[run.0.into()], |row| row.integer(0))?;
        let chain = self.chain(last.unwrap_or_default())?;
        chain.iter().map(StoredTurn::decode).collect()
    }

    /// The rows that end with `last`, oldest first.
    pub(crate) fn chain(&self, last: i64) -> Result<Vec<StoredTurn>> {
        let sql = "SELECT n, hash, previous, run, sequence, at, body FROM history WHERE n = ?1";
        let mut chain = Vec::new();
        let mut next = last;
        while next != 0 {
            let Some(turn) = self.connection.read_one(sql, &[next.into()], stored_turn)? else {
                return Err(StoreError::corrupt(format!(
                    "history row {next} is missing"
                )));
            };
            // Rows are only appended, so a chain always leads to smaller numbers.
            if turn.previous >= next {
                return Err(StoreError::corrupt(format!(
                    "history row {next} follows a later one"
                )));
            }
            next = turn.previous;
            chain.push(turn);
        }
        chain.reverse();
        Ok(chain)
    }
}

impl Tx<'_> {
    /// Appends a turn; the link belongs into the run's row.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn append_turn(&self, turn: &TurnRow) -> Result<Link> {
        let body = format::encode_turn(turn.actor, turn.events);
        let link = Link {
            row: self.number("history")?,
            hash: hash(&turn.previous.hash, turn.run, turn.sequence, turn.at, &body),
        };
        let sql = "INSERT INTO history(n, previous, run, sequence, at, hash, body)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        self.write(
            sql,
            &[
                link.row.into(),
                turn.previous.row.into(),
                turn.run.0.into(),
                turn.sequence.into(),
                turn.at.0.into(),
                link.hash[..].into(),
                body[..].into(),
            ],
        )?;
        Ok(link)
    }
}

impl StoredTurn {
    pub(crate) fn decode(&self) -> Result<Turn> {
        let (actor, events) = format::decode_turn(&self.body)?;
        Ok(Turn {
            sequence: self.sequence,
            at: self.at,
            actor,
            events,
        })
    }

    /// The hash that the row must have after a row with that hash.
    pub(crate) fn hash_after(&self, previous: &[u8; 32]) -> [u8; 32] {
        hash(previous, self.run, self.sequence, self.at, &self.body)
    }
}

fn stored_turn(row: &Row) -> Result<StoredTurn> {
    Ok(StoredTurn {
        link: Link {
            row: row.integer(0)?,
            hash: row.hash(1)?,
        },
        previous: row.integer(2)?,
        run: RunNumber(row.integer(3)?),
        sequence: row.integer(4)?,
        at: Timestamp(row.integer(5)?),
        body: row.bytes(6)?.to_vec(),
    })
}

/// Covers everything in the row but its place in the table.
fn hash(
    previous: &[u8; 32],
    run: RunNumber,
    sequence: i64,
    at: Timestamp,
    body: &[u8],
) -> [u8; 32] {
    let mut hasher = Sha256::new_with_prefix(previous);
    for number in [run.0, sequence, at.0] {
        hasher.update(number.to_le_bytes());
    }
    hasher.update(body);
    hasher.finalize().into()
}
