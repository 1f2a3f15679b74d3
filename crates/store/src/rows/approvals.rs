//! What approval processes keep beside their runs: the numbers in names, and which records are
//! locked.

use segue_language::{Text, Timestamp};

use crate::database::Row;
use crate::{PartNumber, Result, RunNumber, Tx, View};

/// The lock of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLock {
    /// Id of the record.
    pub record: Text,
    /// The run that holds it; none when no run does.
    pub run: Option<RunNumber>,
    /// The approval work item for which it is held; none when an action set it.
    pub item: Option<PartNumber>,
    /// Id of the user, group or queue who may change the record all the same.
    pub allowed: Option<Text>,
    /// Since when.
    pub at: Timestamp,
    /// Id of the user who set it.
    pub person: Text,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT record, run, item, allowed, at, person FROM record_lock ",
            $rest
        )
    };
}

impl View {
    /// The number in the name of a submission or approval work item.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn approval_number(&self, part: PartNumber) -> Result<Option<i64>> {
        let sql = "SELECT number FROM approval_name WHERE part = ?1";
        self.connection
            .read_one(sql, &[part.0.into()], |row| row.integer(0))
    }

    /// The lock of a record; none when it is not locked.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn record_lock(&self, record: &str) -> Result<Option<RecordLock>> {
        let sql = select!("WHERE record = ?1");
        self.connection.read_one(sql, &[record.into()], lock)
    }

    /// The locks that a run holds, at most so many.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn record_locks_of(&self, run: RunNumber, limit: u32) -> Result<Vec<RecordLock>> {
        let sql = select!("WHERE run = ?1 LIMIT ?2");
        self.connection
            .read(sql, &[run.0.into(), i64::from(limit).into()], lock)
    }

    /// Ids of all locked records.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn locked_records(&self) -> Result<Vec<Text>> {
        let sql = "SELECT record FROM record_lock";
        self.connection
            .read(sql, &[], |row| Ok(Text::from(row.text(0)?)))
    }
}

impl Tx<'_> {
    /// Gives a submission or approval work item the next number of its kind.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn number_approval(&self, kind: &str, part: PartNumber) -> Result<i64> {
        let number = self.next_number(kind)?;
        let sql = "INSERT INTO approval_name(part, number) VALUES (?1, ?2)";
        self.write(sql, &[part.0.into(), number.into()])?;
        Ok(number)
    }

    /// Locks a record, in place of the lock that it has.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn lock_record(&self, lock: &RecordLock) -> Result<()> {
        let sql = "INSERT INTO record_lock(record, run, item, allowed, at, person)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(record) DO UPDATE SET run = excluded.run,
            item = excluded.item, allowed = excluded.allowed, at = excluded.at,
            person = excluded.person";
        let params = [
            (&*lock.record).into(),
            lock.run.map_or(0, |run| run.0).into(),
            lock.item.map_or(0, |item| item.0).into(),
            lock.allowed.as_deref().into(),
            lock.at.0.into(),
            (&*lock.person).into(),
        ];
        self.write(sql, &params)?;
        Ok(())
    }

    /// Unlocks a record; false when it was not locked.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn unlock_record(&self, record: &str) -> Result<bool> {
        let sql = "DELETE FROM record_lock WHERE record = ?1";
        Ok(self.write(sql, &[record.into()])? == 1)
    }
}

fn lock(row: &Row) -> Result<RecordLock> {
    let (run, item) = (row.integer(1)?, row.integer(2)?);
    Ok(RecordLock {
        record: Text::from(row.text(0)?),
        run: (run != 0).then_some(RunNumber(run)),
        item: (item != 0).then_some(PartNumber(item)),
        allowed: row.optional_text(3)?.map(Text::from),
        at: Timestamp(row.integer(4)?),
        person: Text::from(row.text(5)?),
    })
}
