//! Open work items, clustered by assignee. A closed item lives in its run's state and history.

use segue_engine::PartId;
use segue_language::{Text, Timestamp};

use crate::database::Row;
use crate::{PartNumber, Result, RunNumber, StoreError, Tx, View};

/// An open work item.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenItem {
    /// Number; leads to its run.
    pub n: PartNumber,
    /// Id of the user, group or queue who has it.
    pub assignee: Text,
    /// Its step run.
    pub step: PartId,
    /// When it was created.
    pub created: Timestamp,
    /// Label of its step.
    pub label: Text,
    /// Id of the context record; empty for none.
    pub related: Text,
    /// Inputs of its screen flow, as [`crate::encode`] gives them.
    pub inputs: Vec<u8>,
    /// Whether its step is an approval step.
    pub is_approval: bool,
}

/// Whose open items are asked for, and which.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    /// Id of the user, group or queue.
    pub assignee: &'a str,
    /// Only those of approval steps: what whoever stands in for the user may decide.
    pub approvals_only: bool,
}

impl<'a> From<&'a str> for Held<'a> {
    fn from(assignee: &'a str) -> Held<'a> {
        Held {
            assignee,
            approvals_only: false,
        }
    }
}

impl Held<'_> {
    fn one_of(self, [all, approvals]: [&'static str; 2]) -> &'static str {
        if self.approvals_only { approvals } else { all }
    }
}

/// A statement about the items of an assignee `?1`, and the same one about those of approval steps,
/// which an index of their own finds among much other work.
macro_rules! held {
    ($before:expr, $after:literal) => {
        [
            concat!($before, "assignee = ?1", $after),
            concat!($before, "assignee = ?1 AND is_approval = 1", $after),
        ]
    };
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT n, assignee, step, created, label, related, inputs, is_approval
             FROM open_item ",
            $rest
        )
    };
}

impl View {
    /// The open items of an assignee, oldest run first, after `after`.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn open_items<'a>(
        &self,
        held: impl Into<Held<'a>>,
        after: PartNumber,
        limit: u32,
    ) -> Result<Vec<OpenItem>> {
        let sql = held!(select!("WHERE "), " AND n > ?2 ORDER BY n LIMIT ?3");
        self.some_items(sql, held.into(), after, limit)
    }

    fn some_items(
        &self,
        sql: [&'static str; 2],
        held: Held<'_>,
        from: PartNumber,
        limit: u32,
    ) -> Result<Vec<OpenItem>> {
        let params = [held.assignee.into(), from.0.into(), i64::from(limit).into()];
        self.connection.read(held.one_of(sql), &params, open_item)
    }

    /// The open items of an assignee, newest run first, before `before`.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn newest_open_items(
        &self,
        held: Held<'_>,
        before: PartNumber,
        limit: u32,
    ) -> Result<Vec<OpenItem>> {
        let sql = held!(select!("WHERE "), " AND n < ?2 ORDER BY n DESC LIMIT ?3");
        self.some_items(sql, held, before, limit)
    }

    /// One open item.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn open_item(&self, assignee: &str, n: PartNumber) -> Result<Option<OpenItem>> {
        let sql = select!("WHERE assignee = ?1 AND n = ?2");
        self.connection
            .read_one(sql, &[assignee.into(), n.0.into()], open_item)
    }

    /// How many open items an assignee has.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be counted.
    pub fn count_open_items(&self, assignee: &str) -> Result<i64> {
        let sql = "SELECT count(*) FROM open_item WHERE assignee = ?1";
        let count = self
            .connection
            .read_one(sql, &[assignee.into()], |row| row.integer(0))?;
        Ok(count.unwrap_or_default())
    }

    /// How many open items an assignee has, counted up to `most`.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be counted.
    pub fn count_open_items_to(&self, held: Held<'_>, most: u32) -> Result<i64> {
        let sql = held!(
            "SELECT count(*) FROM (SELECT 1 FROM open_item WHERE ",
            " LIMIT ?2)"
        );
        let params = [held.assignee.into(), i64::from(most).into()];
        let count = self
            .connection
            .read_one(held.one_of(sql), &params, |row| row.integer(0))?;
        Ok(count.unwrap_or_default())
    }

    /// The newest run of each definition among the newest open items of an assignee.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn runs_of_open_items(&self, held: Held<'_>, newest: u32) -> Result<Vec<RunNumber>> {
        let sql = held!(
            "SELECT max(r.n) FROM (SELECT n FROM open_item WHERE ",
            " ORDER BY n DESC LIMIT ?2) i JOIN run r ON r.n = i.n / 65536 GROUP BY r.definition"
        );
        let params = [held.assignee.into(), i64::from(newest).into()];
        self.connection.read(held.one_of(sql), &params, |row| {
            Ok(RunNumber(row.integer(0)?))
        })
    }

    /// All open items of all assignees: for tests and reports, not for a busy server.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn all_open_items(&self, limit: u32) -> Result<Vec<OpenItem>> {
        let sql = select!("ORDER BY assignee, n LIMIT ?1");
        self.connection
            .read(sql, &[i64::from(limit).into()], open_item)
    }
}

impl Tx<'_> {
    /// Opens an item.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn insert_item(&self, item: &OpenItem) -> Result<()> {
        let sql =
            "INSERT INTO open_item(assignee, n, step, created, label, related, inputs, is_approval)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        self.write(
            sql,
            &[
                (&*item.assignee).into(),
                item.n.0.into(),
                i64::from(item.step.0).into(),
                item.created.0.into(),
                (&*item.label).into(),
                (&*item.related).into(),
                item.inputs[..].into(),
                i64::from(item.is_approval).into(),
            ],
        )?;
        Ok(())
    }

    /// Gives an open item to another assignee; false when there is no such open item.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn move_item(&self, n: PartNumber, from: &str, to: &str) -> Result<bool> {
        let sql = "UPDATE open_item SET assignee = ?3 WHERE assignee = ?1 AND n = ?2";
        Ok(self.write(sql, &[from.into(), n.0.into(), to.into()])? == 1)
    }

    /// Closes an item; false when there is no such open item.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn close_item(&self, n: PartNumber, assignee: &str) -> Result<bool> {
        let sql = "DELETE FROM open_item WHERE assignee = ?1 AND n = ?2";
        Ok(self.write(sql, &[assignee.into(), n.0.into()])? == 1)
    }
}

fn open_item(row: &Row) -> Result<OpenItem> {
    let step = row.integer(2)?;
    Ok(OpenItem {
        n: PartNumber(row.integer(0)?),
        assignee: Text::from(row.text(1)?),
        step: PartId(u16::try_from(step).map_err(|_| StoreError::corrupt("no such step"))?),
        created: Timestamp(row.integer(3)?),
        label: Text::from(row.text(4)?),
        related: Text::from(row.text(5)?),
        inputs: row.bytes(6)?.to_vec(),
        is_approval: row.integer(7)? == 1,
    })
}
