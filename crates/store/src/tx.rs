//! A transaction: everything that a batch of turns writes, kept together or not at all.

use std::ops::Deref;

use crate::{Result, View};

/// An open transaction. Dropping it without a commit rolls it back.
#[derive(Debug)]
pub struct Tx<'a> {
    view: &'a View,
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
    /// Statements that write, savepoints among them.
    pub writes: u64,
}

/// Proof of a commit; nobody may be told before [`crate::Store::await_durable`] took it.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "wait until it is durable before anybody is told"]
pub struct Committed(pub(crate) u64);

impl Deref for Tx<'_> {
    type Target = View;

    fn deref(&self) -> &View {
        self.view
    }
}

impl Tx<'_> {
    /// Commits everything.
    ///
    /// # Errors
    /// [`crate::StoreError`]; then nothing is committed.
    pub fn commit(self) -> Result<Committed> {
        todo!()
    }

    /// Undoes everything.
    ///
    /// # Errors
    /// [`crate::StoreError`] when the database does not answer; nothing is committed then either.
    pub fn rollback(self) -> Result<()> {
        todo!()
    }

    /// Marks a place to roll back to. Costs a statement only when something is written after it.
    /// Savepoints nest: the newest is released or rolled back to first.
    pub fn savepoint(&self) -> Savepoint {
        todo!()
    }

    /// Keeps what was written since; the savepoint is gone.
    ///
    /// # Errors
    /// [`crate::StoreError`].
    pub fn release(&self, _savepoint: Savepoint) -> Result<()> {
        todo!()
    }

    /// Undoes what was written since; the savepoint is gone.
    ///
    /// # Errors
    /// [`crate::StoreError`].
    pub fn rollback_to(&self, _savepoint: Savepoint) -> Result<()> {
        todo!()
    }

    /// Statements so far.
    pub fn counts(&self) -> Counts {
        todo!()
    }
}
