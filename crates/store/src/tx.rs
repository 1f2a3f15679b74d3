//! A transaction: everything that a batch of turns writes, kept together or not at all.

use std::cell::Cell;
use std::ops::Deref;

use crate::database::{Param, Row, Sequences, dialect};
use crate::{Result, Store, View};

/// An open transaction. Dropping it without a commit rolls it back.
#[derive(Debug)]
pub struct Tx<'a> {
    store: &'a Store,
    begun: Counts,
    /// Savepoints asked for; of these, `marked` were told to the database.
    depth: Cell<usize>,
    marked: Cell<usize>,
    is_open: bool,
}

/// A place to which a transaction can be rolled back.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
#[must_use = "release it or roll back to it"]
pub struct Savepoint(usize);

/// Statements of a transaction so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Statements that read.
    pub reads: u64,
    /// Statements that write, savepoints and the commit among them.
    pub writes: u64,
}

/// Proof of a commit; nobody may be told before [`crate::Store::await_durable`] took it.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "wait until it is durable before anybody is told"]
pub struct Committed(pub(crate) ());

impl Deref for Tx<'_> {
    type Target = View;

    fn deref(&self) -> &View {
        self.store
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if self.is_open {
            // Without an answer from the database there is nothing left to undo.
            let _ = self.undo();
        }
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn begin(store: &'a Store) -> Result<Self> {
        store.connection.begin()?;
        Ok(Tx {
            store,
            begun: store.connection.counts(),
            depth: Cell::new(0),
            marked: Cell::new(0),
            is_open: true,
        })
    }
}

impl Tx<'_> {
    /// Commits everything.
    ///
    /// # Errors
    /// [`crate::StoreError`]; then nothing is committed.
    pub fn commit(mut self) -> Result<Committed> {
        self.connection.write(dialect::COMMIT, &[])?;
        self.is_open = false;
        self.sequences().commit();
        self.store.after_commit();
        Ok(Committed(()))
    }

    /// Undoes everything.
    ///
    /// # Errors
    /// [`crate::StoreError`] when the database does not answer; nothing is committed then either.
    pub fn rollback(mut self) -> Result<()> {
        self.undo()
    }

    /// Marks a place to roll back to. Costs a statement only when something is written after it.
    /// Savepoints nest; ending one ends those marked after it.
    pub fn savepoint(&self) -> Savepoint {
        self.depth.set(self.depth.get() + 1);
        Savepoint(self.depth.get())
    }

    /// Keeps what was written since; the savepoint is gone.
    ///
    /// # Errors
    /// [`crate::StoreError`].
    pub fn release(&self, savepoint: Savepoint) -> Result<()> {
        self.end(savepoint, &["RELEASE"])
    }

    /// Undoes what was written since; the savepoint is gone.
    ///
    /// # Errors
    /// [`crate::StoreError`].
    pub fn rollback_to(&self, savepoint: Savepoint) -> Result<()> {
        self.sequences().forget();
        self.end(savepoint, &["ROLLBACK TO", "RELEASE"])
    }

    /// Statements so far.
    pub fn counts(&self) -> Counts {
        let now = self.connection.counts();
        Counts {
            reads: now.reads - self.begun.reads,
            writes: now.writes - self.begun.writes,
        }
    }

    pub(crate) fn sequences(&self) -> &Sequences {
        self.store.sequences()
    }

    pub(crate) fn write(&self, sql: &str, params: &[Param]) -> Result<usize> {
        self.mark()?;
        self.connection.write(sql, params)
    }

    pub(crate) fn write_returning<T>(
        &self,
        sql: &str,
        params: &[Param],
        read: impl FnOnce(&Row) -> Result<T>,
    ) -> Result<Option<T>> {
        self.mark()?;
        self.connection.write_returning(sql, params, read)
    }

    /// Changes the shape of the database.
    pub(crate) fn alter(&self, sql: &str) -> Result<()> {
        self.write(sql, &[]).map(|_| ())
    }

    /// Tells the database the savepoints that it does not know yet. A database that runs out of
    /// space or memory may end a transaction by itself; what followed would be kept for good.
    fn mark(&self) -> Result<()> {
        self.connection.require_transaction()?;
        while self.marked.get() < self.depth.get() {
            let depth = self.marked.get() + 1;
            self.connection
                .write(&dialect::savepoint("SAVEPOINT", depth), &[])?;
            self.marked.set(depth);
        }
        Ok(())
    }

    fn end(&self, Savepoint(depth): Savepoint, verbs: &[&str]) -> Result<()> {
        self.depth.set(depth - 1);
        if self.marked.get() >= depth {
            self.marked.set(depth - 1);
            for verb in verbs {
                self.connection
                    .write(&dialect::savepoint(verb, depth), &[])?;
            }
        }
        Ok(())
    }

    fn undo(&mut self) -> Result<()> {
        self.is_open = false;
        self.sequences().forget();
        self.connection.run(dialect::ROLLBACK)
    }
}

#[cfg(test)]
mod tests {
    use crate::database::dialect;
    use crate::{Options, RunNumber, Store, StoreError};

    #[test]
    fn a_transaction_that_the_database_ended_takes_no_more_writes() {
        let mut store = Store::in_memory(&Options::default()).unwrap();
        let tx = store.begin().unwrap();
        tx.relate("before", RunNumber(1)).unwrap();
        tx.connection.run(dialect::ROLLBACK).unwrap();
        let refused = tx.relate("after", RunNumber(1));
        assert!(matches!(refused, Err(StoreError::Unavailable(_))));
        assert!(tx.commit().is_err());
        assert!(store.related_runs("before", 1).unwrap().is_empty());
        assert!(store.related_runs("after", 1).unwrap().is_empty());
        store
            .begin()
            .unwrap()
            .relate("again", RunNumber(1))
            .unwrap();
    }
}
