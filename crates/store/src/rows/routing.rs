//! Routing: queues whose items are offered to their members, who is there to take them, and where
//! each item stands.

mod items;
mod presence;

pub use items::*;
pub use presence::*;

use segue_language::Text;

use crate::database::Row;
use crate::{Result, StoreError, Tx, View};

/// Between two ranks as they are stored.
const BETWEEN_RANKS: char = '\n';

/// How a queue offers its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routing {
    /// Which of somebody's queues come first: the one with the lower number.
    pub priority: i64,
    /// How much of a person's capacity an item takes.
    pub weight: u32,
    /// Seconds that an offer stands.
    pub offer_seconds: u32,
    /// Field of the context record that says how urgent an item is.
    pub field: Option<Text>,
    /// The field's values, most urgent first; none when it holds a number, of which the lower
    /// comes first.
    pub ranks: Vec<Text>,
    /// Whether whoever lets an offer pass without an answer becomes Away.
    pub away_on_expiry: bool,
}

impl View {
    /// Ids of the queues that are routed, and how.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn routings(&self) -> Result<Vec<(Text, Routing)>> {
        let sql = "SELECT queue, priority, weight, offer_seconds, field, ranks, away
            FROM routing ORDER BY queue";
        self.connection.read(sql, &[], routing)
    }
}

impl Tx<'_> {
    /// Stores how a queue is routed, in place of how it was.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_routing(&self, queue: &str, routing: &Routing) -> Result<()> {
        let sql = "INSERT INTO routing(queue, priority, weight, offer_seconds, field, ranks, away)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT(queue) DO UPDATE SET priority = excluded.priority,
            weight = excluded.weight, offer_seconds = excluded.offer_seconds,
            field = excluded.field, ranks = excluded.ranks, away = excluded.away";
        let ranks = routing.ranks.join(BETWEEN_RANKS.to_string().as_str());
        let params = [
            queue.into(),
            routing.priority.into(),
            i64::from(routing.weight).into(),
            i64::from(routing.offer_seconds).into(),
            routing.field.as_deref().unwrap_or_default().into(),
            ranks.as_str().into(),
            i64::from(routing.away_on_expiry).into(),
        ];
        self.write(sql, &params)?;
        Ok(())
    }

    /// Forgets how a queue is routed; false when it was not.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn delete_routing(&self, queue: &str) -> Result<bool> {
        let sql = "DELETE FROM routing WHERE queue = ?1";
        Ok(self.write(sql, &[queue.into()])? == 1)
    }
}

fn routing(row: &Row) -> Result<(Text, Routing)> {
    let field = row.text(4)?;
    let ranks = row.text(5)?;
    let routing = Routing {
        priority: row.integer(1)?,
        weight: small(row.integer(2)?)?,
        offer_seconds: small(row.integer(3)?)?,
        field: (!field.is_empty()).then(|| field.into()),
        ranks: match ranks {
            "" => Vec::new(),
            ranks => ranks.split(BETWEEN_RANKS).map(Text::from).collect(),
        },
        away_on_expiry: row.integer(6)? == 1,
    };
    Ok((Text::from(row.text(0)?), routing))
}

fn small(number: i64) -> Result<u32> {
    u32::try_from(number).map_err(|_| StoreError::corrupt("a number is too large"))
}
