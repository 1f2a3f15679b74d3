//! The SQLite driver: connections and statements. Nothing outside names rusqlite.

mod error;
mod row;

use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::functions::FunctionFlags;
use rusqlite::{CachedStatement, OpenFlags};

use crate::database::Param;
use crate::{Counts, Result, StoreError};

pub use error::DriverError;
pub(crate) use row::Row;

/// More than there are statement texts, those of a few dozen objects included.
const STATEMENTS_HELD: usize = 1024;
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// A connection with its prepared statements.
#[derive(Debug)]
pub(crate) struct Connection {
    inner: rusqlite::Connection,
    reads: Cell<u64>,
    writes: Cell<u64>,
    /// The write from which on nothing is done any more.
    stop_at: Cell<u64>,
    log_frames: Arc<AtomicU64>,
}

impl Connection {
    /// Opens a database for writing; makes it when there is none.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::prepared(rusqlite::Connection::open_with_flags(path, flags)?)
    }

    /// Opens an existing database for reading only.
    pub(crate) fn open_to_read(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::prepared(rusqlite::Connection::open_with_flags(path, flags)?)
    }

    /// A database in memory.
    pub(crate) fn in_memory() -> Result<Self> {
        Connection::prepared(rusqlite::Connection::open_in_memory()?)
    }

    fn prepared(inner: rusqlite::Connection) -> Result<Self> {
        inner.set_prepared_statement_cache_capacity(STATEMENTS_HELD);
        inner.busy_timeout(BUSY_WAIT)?;
        fold_case_of_all_scripts(&inner)?;
        Ok(Connection {
            inner,
            reads: Cell::new(0),
            writes: Cell::new(0),
            stop_at: Cell::new(u64::MAX),
            log_frames: Arc::default(),
        })
    }

    /// Runs a text of several statements that give no rows, not counted.
    pub(crate) fn run(&self, script: &str) -> Result<()> {
        Ok(self.inner.execute_batch(script)?)
    }

    /// Runs a statement that gives no rows, not counted; it is prepared once.
    pub(crate) fn run_cached(&self, sql: &str) -> Result<()> {
        self.bound(sql, &[])?.raw_execute()?;
        Ok(())
    }

    /// Begins a transaction.
    pub(crate) fn begin(&self) -> Result<()> {
        self.admit_read()?;
        self.bound(crate::database::dialect::BEGIN, &[])?
            .raw_execute()?;
        Ok(())
    }

    /// Refuses when no transaction is open.
    pub(crate) fn require_transaction(&self) -> Result<()> {
        if self.inner.is_autocommit() {
            let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_ABORT);
            let what = "the database has ended the transaction".to_owned();
            return Err(rusqlite::Error::SqliteFailure(code, Some(what)).into());
        }
        Ok(())
    }

    /// Runs a statement that writes; gives the number of rows it touched.
    pub(crate) fn write(&self, sql: &str, params: &[Param]) -> Result<usize> {
        self.admit_write()?;
        Ok(self.bound(sql, params)?.raw_execute()?)
    }

    /// Runs a statement that writes and returns a row.
    pub(crate) fn write_returning<T>(
        &self,
        sql: &str,
        params: &[Param],
        read: impl FnOnce(&Row) -> Result<T>,
    ) -> Result<Option<T>> {
        self.admit_write()?;
        self.first(sql, params, read)
    }

    /// Runs a statement that reads, to its end.
    pub(crate) fn read<T>(
        &self,
        sql: &str,
        params: &[Param],
        mut read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.admit_read()?;
        let mut statement = self.bound(sql, params)?;
        let mut rows = statement.raw_query();
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(read(&Row(row))?);
        }
        Ok(all)
    }

    /// Runs a statement that reads at most one row.
    pub(crate) fn read_one<T>(
        &self,
        sql: &str,
        params: &[Param],
        read: impl FnOnce(&Row) -> Result<T>,
    ) -> Result<Option<T>> {
        self.admit_read()?;
        self.first(sql, params, read)
    }

    /// Copies the whole database to a file, in one step and so as of one moment.
    pub(crate) fn copy_to(&self, file: &Path) -> Result<()> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut copy = rusqlite::Connection::open_with_flags(file, flags)?;
        copy.busy_timeout(BUSY_WAIT)?;
        let backup = Backup::new(&self.inner, &mut copy)?;
        if backup.step(-1)? != StepResult::Done {
            return Err(StoreError::corrupt("the copy was not finished"));
        }
        drop(backup);
        // One file is easier to carry away than one with a log beside it.
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        copy.close().map_err(|(_, error)| error)?;
        Ok(())
    }

    /// Runs a checkpoint; true when somebody was in the way.
    pub(crate) fn checkpoint(&self, sql: &str) -> Result<bool> {
        let is_busy = self.first(sql, &[], |row| row.integer(0))?;
        Ok(is_busy != Some(0))
    }

    /// Statements so far.
    pub(crate) fn counts(&self) -> Counts {
        Counts {
            reads: self.reads.get(),
            writes: self.writes.get(),
        }
    }

    /// Starts counting afresh and stops at that write from here on.
    pub(crate) fn stop_after(&self, writes: Option<u64>) {
        self.reads.set(0);
        self.writes.set(0);
        self.stop_at.set(writes.unwrap_or(u64::MAX));
    }

    /// Watches commits; [`Connection::log_frames`] then tells the size of the write-ahead log.
    pub(crate) fn watch_log(&mut self) -> Result<()> {
        let frames = Arc::clone(&self.log_frames);
        Ok(self
            .inner
            .wal_hook(Some(move |_: &mut _, n: std::ffi::c_int| {
                frames.store(n.unsigned_abs().into(), Ordering::Relaxed);
                Ok(())
            }))?)
    }

    /// Frames in the write-ahead log at the last commit.
    pub(crate) fn log_frames(&self) -> u64 {
        self.log_frames.load(Ordering::Relaxed)
    }

    fn first<T>(
        &self,
        sql: &str,
        params: &[Param],
        read: impl FnOnce(&Row) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut statement = self.bound(sql, params)?;
        let mut rows = statement.raw_query();
        let found = rows.next()?.map(|row| read(&Row(row))).transpose()?;
        // A statement that writes is done only when it was stepped to its end.
        while found.is_some() && rows.next()?.is_some() {}
        Ok(found)
    }

    fn bound(&self, sql: &str, params: &[Param]) -> Result<CachedStatement<'_>> {
        let mut statement = self.inner.prepare_cached(sql)?;
        for (place, param) in params.iter().enumerate() {
            statement.raw_bind_parameter(place + 1, param)?;
        }
        Ok(statement)
    }

    fn admit_read(&self) -> Result<()> {
        self.reads.set(self.reads.get() + 1);
        if self.writes.get() >= self.stop_at.get() {
            return Err(StoreError::Stopped);
        }
        Ok(())
    }

    fn admit_write(&self) -> Result<()> {
        self.writes.set(self.writes.get() + 1);
        if self.writes.get() >= self.stop_at.get() {
            return Err(StoreError::Stopped);
        }
        Ok(())
    }
}

/// SQLite's own `lower` knows ASCII only.
fn fold_case_of_all_scripts(connection: &rusqlite::Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("lower", 1, flags, |call| {
        let text = call.get_raw(0).as_str_or_null()?;
        Ok(text.map(|text| crate::database::dialect::lower(text).into_owned()))
    })?;
    Ok(())
}
