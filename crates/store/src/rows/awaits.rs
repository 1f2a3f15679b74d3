//! What jobs hang on besides their time: a record whose date says when, an event that is waited
//! for, a schedule in force.

use crate::{PartNumber, Result, Tx, View};

impl View {
    /// Numbers of the jobs that hang on `what`, in order.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn awaiting(&self, what: &str) -> Result<Vec<PartNumber>> {
        let sql = "SELECT n FROM awaits WHERE what = ?1 ORDER BY n";
        self.connection
            .read(sql, &[what.into()], |row| Ok(PartNumber(row.integer(0)?)))
    }

    /// What a job hangs on, in order.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn awaited_by(&self, n: PartNumber) -> Result<Vec<String>> {
        let sql = "SELECT what FROM awaits WHERE n = ?1 ORDER BY what";
        self.connection
            .read(sql, &[n.0.into()], |row| Ok(row.text(0)?.to_owned()))
    }
}

impl Tx<'_> {
    /// Lets a job hang on `what`; again changes nothing.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn await_for(&self, what: &str, n: PartNumber) -> Result<()> {
        let sql = "INSERT INTO awaits(what, n) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        self.write(sql, &[what.into(), n.0.into()])?;
        Ok(())
    }

    /// Lets a job hang on nothing any more.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn stop_awaiting(&self, n: PartNumber) -> Result<()> {
        self.write("DELETE FROM awaits WHERE n = ?1", &[n.0.into()])?;
        Ok(())
    }
}
