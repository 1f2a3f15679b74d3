//! The table of an object: its columns and its statements.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_language::{ComputedField, ObjectType, computed_fields};

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
    computed: Vec<ComputedField>,
    /// Why formula fields have no value.
    pub problems: Vec<String>,
    has_living: bool,
}

/// The tables of all objects, found by API name without regard to case.
#[derive(Clone, Debug, Default)]
pub struct RecordTables {
    tables: FxHashMap<String, Arc<RecordTable>>,
    has_living: bool,
}

impl RecordTable {
    /// The table of an object that was ensured before: for readers.
    pub fn new(object: Arc<ObjectType>) -> Arc<Self> {
        let (computed, problems) = computed_fields(&object);
        let is_living = |name: &str| {
            let mut living = computed.iter().filter(|field| field.is_living);
            living.any(|field| *field.name == *name)
        };
        let kept = object.fields.iter().filter(|field| !is_living(&field.name));
        let mut columns: Vec<_> = kept.filter_map(Column::of).collect();
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
            has_living: computed.iter().any(|field| field.is_living),
            computed,
            problems,
            columns,
            name,
            object,
        })
    }

    /// The object.
    pub fn object(&self) -> &Arc<ObjectType> {
        &self.object
    }

    /// The formula fields, each after those that it needs.
    pub fn computed(&self) -> &[ComputedField] {
        &self.computed
    }

    /// Whether some of them are computed when they are read: they have no columns.
    pub fn has_living(&self) -> bool {
        self.has_living
    }

    /// The living formula field of that name, compared without regard to case.
    pub fn living(&self, field: &str) -> Option<&ComputedField> {
        if !self.has_living {
            return None;
        }
        let mut living = self.computed.iter().filter(|known| known.is_living);
        living.find(|known| known.name.eq_ignore_ascii_case(field))
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
        self.tables
            .get(object)
            .or_else(|| self.tables.get(&object.to_ascii_lowercase()))
    }

    /// Adds a table, in place of a former one of the same object.
    pub fn insert(&mut self, table: Arc<RecordTable>) {
        let name = table.object.name.to_ascii_lowercase();
        self.has_living |= table.has_living;
        self.tables.insert(name, table);
    }

    /// Whether any object may have formula fields that are computed when they are read.
    pub fn have_living(&self) -> bool {
        self.has_living
    }

    /// All tables.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<RecordTable>> {
        self.tables.values()
    }
}
