//! Objects and fields: what kinds of records there are.

use crate::{Text, Type, Value};

/// An object: a kind of record.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectType {
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// First three characters of its records' ids.
    pub key_prefix: Text,
    /// Fields, the system fields (`Id`, `CreatedDate`, `CreatedById`, `LastModifiedDate`,
    /// `LastModifiedById`, `IsDeleted`, and `OwnerId` where the object has owners) among them.
    pub fields: Vec<FieldType>,
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldType {
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// Type of its values.
    pub value_type: Type,
    /// Where its id leads, when it is a lookup.
    pub lookup: Option<Lookup>,
    /// Where its values come from.
    pub source: FieldSource,
    /// Must not be null.
    pub required: bool,
    /// No two records have the same value.
    pub unique: bool,
    /// Value of a new record when none is given.
    pub default: Option<Value>,
    /// `(value, label)` of a picklist.
    pub picklist: Vec<(Text, String)>,
    /// Longest text in characters.
    pub length_max: Option<u32>,
    /// Decimal places of a number.
    pub scale: Option<u8>,
}

/// Where a lookup leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// API names of the objects; several when polymorphic.
    pub to: Vec<Text>,
    /// Name under which references follow it: `Owner`, `Parent__r`.
    pub relationship: Text,
}

/// Where a field's values come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldSource {
    /// Stored as written.
    Stored,
    /// Given by the store to each new record; the format has `{0000}` for the number.
    AutoNumber(Text),
    /// Computed from other fields of the record when it is written: formula text.
    Computed(Text),
    /// Kept by the store (`Id`, `CreatedDate`, …).
    System,
}

impl ObjectType {
    /// The field of that name, compared without regard to case.
    pub fn field(&self, name: &str) -> Option<&FieldType> {
        self.fields
            .iter()
            .find(|field| field.name.eq_ignore_ascii_case(name))
    }

    /// The lookup whose relationship has that name, compared without regard to case.
    pub fn lookup(&self, relationship: &str) -> Option<(&FieldType, &Lookup)> {
        self.fields.iter().find_map(|field| {
            let lookup = field.lookup.as_ref()?;
            lookup
                .relationship
                .eq_ignore_ascii_case(relationship)
                .then_some((field, lookup))
        })
    }
}
