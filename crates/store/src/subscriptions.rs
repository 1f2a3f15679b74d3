//! Subscriptions: which runs wake when fields of a record change.

use segue_language::Text;

use crate::{Result, RunNumber, Tx, View};

/// A run that waits for a change of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Id of the record.
    pub record: Text,
    /// The run.
    pub run: RunNumber,
    /// API names of the fields whose change wakes it.
    pub fields: Vec<Text>,
}

impl View {
    /// Who waits for changes of a record, oldest run first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn subscribers(&self, _record: &str) -> Result<Vec<Subscription>> {
        todo!()
    }

    /// What a run waits for.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn subscriptions(&self, _run: RunNumber) -> Result<Vec<Subscription>> {
        todo!()
    }
}

impl Tx<'_> {
    /// Stores a subscription, in place of the run's former one to that record.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn subscribe(&self, _subscription: &Subscription) -> Result<()> {
        todo!()
    }

    /// Forgets everything that a run waits for.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn unsubscribe(&self, _run: RunNumber) -> Result<()> {
        todo!()
    }
}
