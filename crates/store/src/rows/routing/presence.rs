//! Presence: who is there to be offered work, and how much she can hold.

use segue_language::{Text, Timestamp};

use super::small;
use crate::database::Row;
use crate::{PartNumber, Result, StoreError, Tx, View};

/// Whether a person is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Presence {
    /// She is not there.
    #[default]
    Offline,
    /// She takes work.
    Online,
    /// She is there, but is offered nothing now.
    Away,
}

/// What is known of a person's presence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresenceRow {
    /// Id of the user.
    pub person: Text,
    /// Whether she is there.
    pub status: Presence,
    /// Since when it has been so.
    pub since: Timestamp,
    /// When she last said so.
    pub seen: Timestamp,
    /// When she was last offered something, or came online.
    pub idle: Timestamp,
    /// How much she can hold, when somebody set it.
    pub capacity: Option<u32>,
    /// The job that ends her presence.
    pub timer: Option<PartNumber>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT person, status, since, seen, idle, capacity, timer FROM presence ",
            $rest
        )
    };
}

impl View {
    /// What is known of a person's presence.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn presence(&self, person: &str) -> Result<Option<PresenceRow>> {
        let sql = select!("WHERE person = ?1");
        self.connection.read_one(sql, &[person.into()], presence)
    }

    /// Everybody who is Online, by id.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn online(&self) -> Result<Vec<PresenceRow>> {
        let sql = select!("WHERE status = 1 ORDER BY person");
        self.connection.read(sql, &[], presence)
    }

    /// Weight of what is on offer to a person or held by her.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn routed_load(&self, person: &str) -> Result<i64> {
        let sql = "SELECT coalesce(sum(weight), 0) FROM routed_item WHERE person = ?1";
        let load = self
            .connection
            .read_one(sql, &[person.into()], |row| row.integer(0))?;
        Ok(load.unwrap_or_default())
    }

    /// When a person last used one of her sessions or tokens, roughly.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn last_seen(&self, person: &str) -> Result<Option<Timestamp>> {
        let sql = "SELECT max(at) FROM (SELECT seen AS at FROM session WHERE person = ?1
            UNION ALL SELECT used FROM token WHERE person = ?1)";
        let seen = self
            .connection
            .read_one(sql, &[person.into()], |row| row.optional_integer(0))?;
        Ok(seen.flatten().map(Timestamp))
    }
}

impl Tx<'_> {
    /// Stores a person's presence, in place of what was known.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn put_presence(&self, row: &PresenceRow) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO presence(person, status, since, seen, idle, capacity,
            timer) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let status: i64 = match row.status {
            Presence::Offline => 0,
            Presence::Online => 1,
            Presence::Away => 2,
        };
        let params = [
            (&*row.person).into(),
            status.into(),
            row.since.0.into(),
            row.seen.0.into(),
            row.idle.0.into(),
            row.capacity.map(i64::from).into(),
            row.timer.map(|timer| timer.0).into(),
        ];
        self.write(sql, &params)?;
        Ok(())
    }
}

fn presence(row: &Row) -> Result<PresenceRow> {
    Ok(PresenceRow {
        person: Text::from(row.text(0)?),
        status: match row.integer(1)? {
            0 => Presence::Offline,
            1 => Presence::Online,
            2 => Presence::Away,
            _ => return Err(StoreError::corrupt("no such presence")),
        },
        since: Timestamp(row.integer(2)?),
        seen: Timestamp(row.integer(3)?),
        idle: Timestamp(row.integer(4)?),
        capacity: row.optional_integer(5)?.map(small).transpose()?,
        timer: row.optional_integer(6)?.map(PartNumber),
    })
}
