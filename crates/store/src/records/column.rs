//! Columns: how the values of a field are stored, found again and compared.

use segue_language::{FieldSource, FieldType, Lookup, Text, Value};

use super::kind::{Kind, Stored};
use crate::database::{Row, dialect};
use crate::{Result, StoreError};

/// A column of a record table.
#[derive(Debug)]
pub(super) struct Column {
    /// API name of the field.
    pub(super) name: Text,
    pub(super) kind: Kind,
    pub(super) role: Role,
    pub(super) lookup: Option<Lookup>,
    pub(super) is_unique: bool,
    /// Unique values that differ only in case are different.
    pub(super) is_case_sensitive: bool,
    pub(super) default: Value,
}

/// Who gives a column its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Whoever writes the record.
    Given,
    /// The store, once: the key.
    Id,
    /// The store, once.
    CreatedAt,
    /// The store, once.
    CreatedBy,
    /// The store, at each write.
    ModifiedAt,
    /// The store, at each write.
    ModifiedBy,
    /// The store: deleted records are gone, so it is always false.
    IsDeleted,
    /// The store, once, in that format.
    AutoNumber(Text),
}

impl Column {
    /// The column of a field; none when its values cannot be stored.
    pub(super) fn of(field: &FieldType) -> Option<Column> {
        Some(Column {
            name: field.name.clone(),
            kind: Kind::of(field)?,
            role: Role::of(field),
            lookup: field.lookup.clone(),
            is_unique: field.unique,
            is_case_sensitive: field.case_sensitive,
            default: field.default.clone().unwrap_or_default(),
        })
    }

    /// The key column, for an object that does not mention it.
    pub(super) fn id() -> Column {
        Column {
            name: Text::from("Id"),
            kind: Kind::Id,
            role: Role::Id,
            lookup: None,
            is_unique: false,
            is_case_sensitive: false,
            default: Value::Null,
        }
    }

    pub(super) fn quoted(&self) -> String {
        dialect::quoted(&self.name)
    }

    /// Lookups that people set are followed backwards; who created a record is not asked.
    pub(super) fn is_indexed(&self) -> bool {
        self.lookup.is_some() && self.role == Role::Given
    }

    /// A value as it is stored. Empty text is null, as on the platform.
    pub(super) fn stored<'a>(&self, value: &'a Value) -> Result<Stored<'a>> {
        match self.kind.stored(value) {
            Some(stored) => Ok(stored),
            None => Err(StoreError::unsupported(format!(
                "{} cannot hold {}",
                self.name,
                value.type_in_words()
            ))),
        }
    }

    /// The value in a row.
    pub(super) fn value(&self, row: &Row, place: usize) -> Result<Value> {
        let value = self.kind.value(row, place)?;
        value.ok_or_else(|| StoreError::corrupt(format!("{} does not hold its type", self.name)))
    }
}

impl Role {
    fn of(field: &FieldType) -> Role {
        match &field.source {
            FieldSource::AutoNumber(format) => Role::AutoNumber(format.clone()),
            FieldSource::Stored | FieldSource::Computed(_) | FieldSource::Summary(_) => Role::Given,
            FieldSource::System => Role::of_system_field(&field.name.to_ascii_lowercase()),
        }
    }

    fn of_system_field(name: &str) -> Role {
        match name {
            "id" => Role::Id,
            "createddate" => Role::CreatedAt,
            "createdbyid" => Role::CreatedBy,
            "lastmodifieddate" | "systemmodstamp" => Role::ModifiedAt,
            "lastmodifiedbyid" => Role::ModifiedBy,
            "isdeleted" => Role::IsDeleted,
            _ => Role::Given,
        }
    }
}
