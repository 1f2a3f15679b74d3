//! History: one row per turn, each hashed with the row before it of the same run.

use segue_engine::Event;
use segue_language::{Text, Timestamp};

use crate::{Result, RunNumber, Tx, View};

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

impl View {
    /// The turns of a run, oldest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn history(&self, _run: RunNumber) -> Result<Vec<Turn>> {
        todo!()
    }
}

impl Tx<'_> {
    /// Appends a turn; the link belongs into the run's row.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn append_turn(&self, _turn: &TurnRow) -> Result<Link> {
        todo!()
    }
}
