//! The table of an object: its columns and its statements.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_language::ObjectType;

use super::column::{Column, Role};
use crate::database::dialect;

/// The table of an object, with its statements: made once per deployed object.
#[derive(Debug)]
pub struct RecordTable {
    object: Arc<ObjectType>,
    /// Quoted name.
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// All columns of a row, as `t0`.
    pub(super) select: String,
    pub(super) select_one: String,
    pub(super) insert: String,
    pub(super) delete: String,
}

/// The tables of all objects, found by API name without regard to case.
#[derive(Clone, Debug, Default)]
pub struct RecordTables(FxHashMap<String, Arc<RecordTable>>);

impl RecordTable {
    /// The table of an object that was ensured before: for readers.
    pub fn new(object: Arc<ObjectType>) -> Arc<Self> {
        let mut columns: Vec<_> = object.fields.iter().filter_map(Column::of).collect();
        match columns
            .iter_mut()
            .find(|column| column.name.eq_ignore_ascii_case("Id"))
        {
            Some(id) => id.role = Role::Id,
            None => columns.insert(0, Column::id()),
        }
        let name = dialect::quoted(&format!("r_{}", object.name));
        let names: Vec<_> = columns.iter().map(|column| column.quoted()).collect();
        let places: Vec<_> = (1..=columns.len())
            .map(|place| format!("?{place}"))
            .collect();
        let select = format!("SELECT t0.{} FROM {name} t0", names.join(", t0."));
        Arc::new(RecordTable {
            select_one: format!("{select} WHERE t0.\"Id\" = ?1"),
            insert: format!(
                "INSERT INTO {name}({}) VALUES ({})",
                names.join(", "),
                places.join(", ")
            ),
            delete: format!("DELETE FROM {name} WHERE \"Id\" = ?1"),
            select,
            columns,
            name,
            object,
        })
    }

    /// The object.
    pub fn object(&self) -> &Arc<ObjectType> {
        &self.object
    }

    /// The column of a field, compared without regard to case.
    pub(super) fn column(&self, field: &str) -> Option<&Column> {
        let is_it = |column: &&Column| column.name.eq_ignore_ascii_case(field);
        self.columns.iter().find(is_it)
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
        let name = table.object.name.to_ascii_lowercase();
        self.0.insert(name, table);
    }

    /// All tables.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<RecordTable>> {
        self.0.values()
    }
}
