//! The store: the write connection and what belongs to it.

use std::ops::Deref;
use std::path::Path;

use crate::{Committed, Reader, Result, Tx, View};

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Page cache of the write connection in MiB.
    pub cache_mib: u32,
    /// Size of the write-ahead log in MiB above which the writer restarts it between two batches.
    pub log_cap_mib: u32,
    /// Milliseconds between two passes of the checkpoint thread.
    pub checkpoint_every_ms: u64,
    /// First number of each sequence.
    pub first_number: i64,
    /// Fault knob: that write statement (from 1) and everything after it answers
    /// [`crate::StoreError::Stopped`]; a commit counts as one.
    pub stop_after_writes: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            cache_mib: 64,
            log_cap_mib: 256,
            checkpoint_every_ms: 100,
            first_number: 1,
            stop_after_writes: None,
        }
    }
}

/// What a store did since it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Metrics {
    /// Statements that read.
    pub reads: u64,
    /// Statements that wrote.
    pub writes: u64,
    /// Commits.
    pub commits: u64,
    /// Pages written to the write-ahead log.
    pub log_pages: u64,
}

/// The store, owned by one writer thread. Reading through it sees what is committed.
#[derive(Debug)]
pub struct Store {
    view: View,
}

impl Deref for Store {
    type Target = View;

    fn deref(&self) -> &View {
        &self.view
    }
}

impl Store {
    /// Opens the database at `path`, makes it when there is none, and brings it to the version of
    /// this program.
    ///
    /// # Errors
    /// [`crate::StoreError::NewerDatabase`] when a newer program wrote it.
    pub fn open(_path: &Path, _options: &Options) -> Result<Store> {
        todo!()
    }

    /// A store in memory: for tests and scenarios.
    ///
    /// # Errors
    /// [`crate::StoreError`].
    pub fn in_memory(_options: &Options) -> Result<Store> {
        todo!()
    }

    /// Begins a transaction.
    ///
    /// # Errors
    /// [`crate::StoreError`].
    pub fn begin(&mut self) -> Result<Tx<'_>> {
        todo!()
    }

    /// Waits until a commit cannot be lost any more: only then anybody may be told. At once today,
    /// because each commit waits for the disk.
    ///
    /// # Errors
    /// [`crate::StoreError`]; the process must then end.
    pub fn await_durable(&self, _committed: Committed) -> Result<()> {
        todo!()
    }

    /// A view on a read-only connection of its own; none for a store in memory.
    ///
    /// # Errors
    /// [`crate::StoreError`].
    pub fn reader(&self) -> Result<Option<Reader>> {
        todo!()
    }

    /// What it did so far.
    pub fn metrics(&self) -> Metrics {
        todo!()
    }
}

impl Reader {
    /// Opens the database at `path` for reading only; it must have the version of this program.
    ///
    /// # Errors
    /// [`crate::StoreError`].
    pub fn open(_path: &Path) -> Result<Reader> {
        todo!()
    }
}
