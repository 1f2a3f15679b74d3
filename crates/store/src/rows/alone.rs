//! Interviews that no run asked for: those that wait, and those that have failed.

use segue_language::{FlowVersion, Text, Timestamp};

use crate::database::Row;
use crate::{PartNumber, Result, Tx, View};

/// An interview that no run asked for. What it waits for or failed at stands in its job, of the same
/// number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AloneRow {
    /// Its number, below 0; the newest has the lowest.
    pub n: PartNumber,
    /// API name of the flow that it began with.
    pub flow: Text,
    /// Version of that flow.
    pub version: FlowVersion,
    /// Whether it has failed; else it waits.
    pub has_failed: bool,
    /// When it was stored first.
    pub since: Timestamp,
    /// When it came to stand where it stands.
    pub changed: Timestamp,
}

/// Which of them.
#[derive(Clone, Debug, Default)]
pub struct AloneFilter {
    /// Only those that have failed, or only those that have not.
    pub has_failed: Option<bool>,
    /// Only those of the flow of that API name, without regard to case.
    pub flow: Option<String>,
    /// Only those that are older than this one.
    pub after: Option<PartNumber>,
    /// At most so many.
    pub limit: u32,
}

const COLUMNS: &str = "n, flow, version, has_failed, since, changed";

impl View {
    /// One of them.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn alone(&self, n: PartNumber) -> Result<Option<AloneRow>> {
        let sql = format!("SELECT {COLUMNS} FROM alone WHERE n = ?1");
        self.connection.read_one(&sql, &[n.0.into()], alone)
    }

    /// Those that the filter finds, newest first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn all_alone(&self, filter: &AloneFilter) -> Result<Vec<AloneRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM alone WHERE n > ?1 AND (?2 IS NULL OR has_failed = ?2)
             AND (?3 IS NULL OR flow = ?3 COLLATE NOCASE) ORDER BY n LIMIT ?4"
        );
        let after = filter.after.map_or(i64::MIN, |n| n.0);
        let values = [
            after.into(),
            filter.has_failed.map(i64::from).into(),
            filter.flow.as_deref().into(),
            i64::from(filter.limit).into(),
        ];
        self.connection.read(&sql, &values, alone)
    }
}

impl Tx<'_> {
    /// Stores one of them, in place of the former one of the same number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_alone(&self, row: &AloneRow) -> Result<()> {
        let sql = "INSERT INTO alone(n, flow, version, has_failed, since, changed)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT(n) DO UPDATE SET flow = excluded.flow, version = excluded.version,
            has_failed = excluded.has_failed, since = excluded.since, changed = excluded.changed";
        self.write(
            sql,
            &[
                row.n.0.into(),
                (&*row.flow).into(),
                row.version.0.into(),
                i64::from(row.has_failed).into(),
                row.since.0.into(),
                row.changed.0.into(),
            ],
        )?;
        Ok(())
    }

    /// Forgets the row of one of them, and nothing else.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn drop_alone(&self, n: PartNumber) -> Result<bool> {
        Ok(self.write("DELETE FROM alone WHERE n = ?1", &[n.0.into()])? == 1)
    }

    /// Forgets one of them with its interview, its job, what that hangs on, and its calls; false when
    /// there is none of that number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn forget_alone(&self, n: PartNumber) -> Result<bool> {
        let is_there = self.drop_alone(n)?;
        self.delete_interview(n)?;
        self.delete_job(n, 0)?;
        self.stop_awaiting(n)?;
        self.write("DELETE FROM call WHERE n = ?1", &[n.0.into()])?;
        Ok(is_there)
    }
}

fn alone(row: &Row) -> Result<AloneRow> {
    Ok(AloneRow {
        n: PartNumber(row.integer(0)?),
        flow: Text::from(row.text(1)?),
        version: FlowVersion(row.integer(2)?),
        has_failed: row.integer(3)? != 0,
        since: Timestamp(row.integer(4)?),
        changed: Timestamp(row.integer(5)?),
    })
}
