//! The outbox: mail and calls that leave the process after the commit, at least once.

use segue_language::Timestamp;

use crate::database::Row;
use crate::{Result, RunNumber, Tx, View};

/// Something to deliver.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// Number, the stable key of every attempt.
    pub n: i64,
    /// The run that asked for it; 0 when none did.
    pub run: RunNumber,
    /// What it is; the runtime's numbering.
    pub kind: i64,
    /// Not before; 0 is at once.
    pub due: Timestamp,
    /// Attempts so far.
    pub attempt: i64,
    /// Its content, as [`crate::encode`] gives it.
    pub body: Vec<u8>,
}

impl View {
    /// Deliveries whose time has come: those for now first, then by time.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn due_deliveries(&self, now: Timestamp, limit: u32) -> Result<Vec<Delivery>> {
        let sql = "SELECT n, run, kind, due, attempt, body FROM outbox WHERE due <= ?1
            ORDER BY due, n LIMIT ?2";
        self.connection
            .read(sql, &[now.0.into(), i64::from(limit).into()], delivery)
    }

    /// The earliest time for which a delivery waits; 0 is now.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn next_due_delivery(&self) -> Result<Option<Timestamp>> {
        let sql = "SELECT min(due) FROM outbox";
        let due = self
            .connection
            .read_one(sql, &[], |row| row.optional_integer(0))?;
        Ok(due.flatten().map(Timestamp))
    }
}

impl Tx<'_> {
    /// Stores a delivery and gives it its number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn post(&self, run: RunNumber, kind: i64, due: Timestamp, body: &[u8]) -> Result<i64> {
        let n = self.number("outbox")?;
        let sql = "INSERT INTO outbox(n, run, kind, due, attempt, body)
            VALUES (?1, ?2, ?3, ?4, 0, ?5)";
        let params = [
            n.into(),
            run.0.into(),
            kind.into(),
            due.0.into(),
            body.into(),
        ];
        self.write(sql, &params)?;
        Ok(n)
    }

    /// Tries a delivery again later; false when it is gone.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn postpone_delivery(&self, n: i64, due: Timestamp) -> Result<bool> {
        let sql = "UPDATE outbox SET due = ?2, attempt = attempt + 1 WHERE n = ?1";
        Ok(self.write(sql, &[n.into(), due.0.into()])? == 1)
    }

    /// Forgets a delivery that was made (or given up); false when it is gone.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn delete_delivery(&self, n: i64) -> Result<bool> {
        Ok(self.write("DELETE FROM outbox WHERE n = ?1", &[n.into()])? == 1)
    }
}

fn delivery(row: &Row) -> Result<Delivery> {
    Ok(Delivery {
        n: row.integer(0)?,
        run: RunNumber(row.integer(1)?),
        kind: row.integer(2)?,
        due: Timestamp(row.integer(3)?),
        attempt: row.integer(4)?,
        body: row.bytes(5)?.to_vec(),
    })
}
