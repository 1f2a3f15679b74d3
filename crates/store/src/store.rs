//! The store: the write connection and what belongs to it.

use std::cell::Cell;
use std::ops::Deref;
use std::path::Path;

use crate::database::{Connection, Log, Sequences, dialect, migrations};
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
    sequences: Sequences,
    log: Option<Log>,
    commits: Cell<u64>,
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
    /// [`crate::StoreError::NewerDatabase`] when a newer program wrote it,
    /// [`crate::StoreError::Corrupt`] when another program did.
    pub fn open(path: &Path, options: &Options) -> Result<Store> {
        let mut connection = Connection::open(path)?;
        migrations::examine(&connection)?;
        connection.run(&dialect::file_settings(options.cache_mib))?;
        connection.watch_log()?;
        migrations::migrate(&connection)?;
        let log = Log::start(path, options)?;
        Store::ready(connection, Some(log), options)
    }

    /// A store in memory: for tests and scenarios.
    ///
    /// # Errors
    /// [`crate::StoreError`].
    pub fn in_memory(options: &Options) -> Result<Store> {
        let connection = Connection::in_memory()?;
        migrations::migrate(&connection)?;
        Store::ready(connection, None, options)
    }

    /// Begins a transaction.
    ///
    /// # Errors
    /// [`crate::StoreError`].
    pub fn begin(&mut self) -> Result<Tx<'_>> {
        Tx::begin(self)
    }

    /// Waits until a commit cannot be lost any more: only then anybody may be told. At once today,
    /// because each commit waits for the disk.
    ///
    /// # Errors
    /// [`crate::StoreError`]; the process must then end.
    pub fn await_durable(&self, _committed: Committed) -> Result<()> {
        Ok(())
    }

    /// A view on a read-only connection of its own; none for a store in memory.
    ///
    /// # Errors
    /// [`crate::StoreError`].
    pub fn reader(&self) -> Result<Option<Reader>> {
        self.log
            .as_ref()
            .map(|log| Reader::open(log.path()))
            .transpose()
    }

    /// What it did so far.
    pub fn metrics(&self) -> Metrics {
        let counts = self.view.connection.counts();
        Metrics {
            reads: counts.reads,
            writes: counts.writes,
            commits: self.commits.get(),
            log_pages: self.log.as_ref().map_or(0, Log::pages_written),
        }
    }

    pub(crate) fn sequences(&self) -> &Sequences {
        &self.sequences
    }

    pub(crate) fn after_commit(&self) {
        self.commits.set(self.commits.get() + 1);
        if let Some(log) = &self.log {
            log.after_commit(&self.view.connection);
        }
    }

    fn ready(connection: Connection, log: Option<Log>, options: &Options) -> Result<Store> {
        let mut store = Store {
            view: View { connection },
            sequences: Sequences::new(options.first_number),
            log,
            commits: Cell::new(0),
        };
        let tx = store.begin()?;
        tx.ensure_people()?;
        let committed = tx.commit()?;
        store.await_durable(committed)?;
        store.commits.set(0);
        store.view.connection.stop_after(options.stop_after_writes);
        Ok(store)
    }
}
