//! Records: the business data, one real table per object.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_language::{ObjectType, Query, Record, Text, Timestamp};

use crate::{Result, Tx, View};

/// The table of an object, with its statements: made once per deployed object.
#[derive(Debug)]
pub struct RecordTable {
    object: Arc<ObjectType>,
}

/// The tables of all objects, found by API name without regard to case.
#[derive(Clone, Debug, Default)]
pub struct RecordTables(FxHashMap<String, Arc<RecordTable>>);

/// When and by whom something is written.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// Now.
    pub at: Timestamp,
    /// Id of the user.
    pub by: &'a str,
}

impl RecordTable {
    /// The table of an object that was ensured before: for readers.
    pub fn new(object: Arc<ObjectType>) -> Arc<Self> {
        Arc::new(RecordTable { object })
    }

    /// The object.
    pub fn object(&self) -> &Arc<ObjectType> {
        &self.object
    }
}

impl RecordTables {
    /// The table of the object of that name.
    pub fn get(&self, object: &str) -> Option<&Arc<RecordTable>> {
        self.0
            .get(object)
            .or_else(|| self.0.get(&object.to_ascii_lowercase()))
    }

    /// Adds a table, in place of a former one of the same object.
    pub fn insert(&mut self, table: Arc<RecordTable>) {
        self.0.insert(table.object.name.to_ascii_lowercase(), table);
    }
}

impl View {
    /// A record with all fields of its object.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn record(&self, _table: &RecordTable, _id: &str) -> Result<Option<Record>> {
        todo!()
    }

    /// The records that a query finds, with all fields. Dotted fields follow lookups through
    /// `tables`.
    ///
    /// # Errors
    /// [`crate::StoreError::Unsupported`] when the query names what does not exist or compares what
    /// cannot be compared.
    pub fn records(&self, _tables: &RecordTables, _query: &Query) -> Result<Vec<Record>> {
        todo!()
    }
}

impl Tx<'_> {
    /// Makes sure that an object has a table with all its fields: adds, never drops.
    ///
    /// # Errors
    /// [`crate::StoreError::Unsupported`] when a name or a type cannot be a table's.
    pub fn ensure_object(&self, _object: &Arc<ObjectType>) -> Result<Arc<RecordTable>> {
        todo!()
    }

    /// An id for a new record.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be reserved.
    pub fn new_record_id(&self, _table: &RecordTable) -> Result<Text> {
        todo!()
    }

    /// Stores a new record with all its fields and the next auto-numbers; system fields are the
    /// store's own.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] when a unique value exists already.
    pub fn create_record(
        &self,
        _table: &RecordTable,
        _id: &str,
        _record: &Record,
        _stamp: &Stamp,
    ) -> Result<()> {
        todo!()
    }

    /// Writes the changed fields of a record ([`Record::changes`]); false when it is gone.
    ///
    /// # Errors
    /// [`crate::StoreError::Duplicate`] when a unique value exists already.
    pub fn update_record(
        &self,
        _table: &RecordTable,
        _id: &str,
        _changes: &Record,
        _stamp: &Stamp,
    ) -> Result<bool> {
        todo!()
    }

    /// Deletes a record; false when it is gone.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn delete_record(&self, _table: &RecordTable, _id: &str) -> Result<bool> {
        todo!()
    }
}
