//! Open work items, clustered by assignee. A closed item lives in its run's state and history.

use segue_engine::PartId;
use segue_language::{Text, Timestamp};

use crate::{PartNumber, Result, Tx, View};

/// An open work item.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenItem {
    /// Number; leads to its run.
    pub n: PartNumber,
    /// Id of the user, group or queue who has it.
    pub assignee: Text,
    /// Its step run.
    pub step: PartId,
    /// When it was created.
    pub created: Timestamp,
    /// Label of its step.
    pub label: Text,
    /// Id of the context record; empty for none.
    pub related: Text,
    /// Inputs of its screen flow, as [`crate::encode`] gives them.
    pub inputs: Vec<u8>,
}

impl View {
    /// The open items of an assignee, oldest first, after `after`.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn open_items(
        &self,
        _assignee: &str,
        _after: PartNumber,
        _limit: u32,
    ) -> Result<Vec<OpenItem>> {
        todo!()
    }

    /// One open item.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn open_item(&self, _assignee: &str, _n: PartNumber) -> Result<Option<OpenItem>> {
        todo!()
    }

    /// How many open items an assignee has.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be counted.
    pub fn count_open_items(&self, _assignee: &str) -> Result<i64> {
        todo!()
    }
}

impl Tx<'_> {
    /// Opens an item.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn insert_item(&self, _item: &OpenItem) -> Result<()> {
        todo!()
    }

    /// Gives an open item to another assignee; false when there is no such open item.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn move_item(&self, _n: PartNumber, _from: &str, _to: &str) -> Result<bool> {
        todo!()
    }

    /// Closes an item; false when there is no such open item.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn close_item(&self, _n: PartNumber, _assignee: &str) -> Result<bool> {
        todo!()
    }
}
