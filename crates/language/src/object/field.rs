//! Fields of objects: types, where values come from, what they must meet.

use std::sync::Arc;

use crate::{Filter, LookupFilter, Text, Type, Value};

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldType {
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// What people are told who fill it in.
    pub help: String,
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
    /// Values that differ only in case are different.
    pub case_sensitive: bool,
    /// Names a record in another system.
    pub external_id: bool,
    /// Value of a new record when none is given.
    pub default: Option<Value>,
    /// Formula of that value, where it is one: text.
    pub default_formula: Option<Text>,
    /// `(value, label)` of a picklist.
    pub picklist: Vec<(Text, String)>,
    /// Takes only the values of its picklist.
    pub restricted: bool,
    /// The field on whose value the values of a picklist depend.
    pub dependency: Option<Dependency>,
    /// Longest text in characters.
    pub length_max: Option<u32>,
    /// Digits of a number in all.
    pub precision: Option<u8>,
    /// Decimal places of a number.
    pub scale: Option<u8>,
}

/// Where a lookup leads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lookup {
    /// API names of the objects; several when polymorphic.
    pub to: Vec<Text>,
    /// Name under which references follow it: `Owner`, `Parent__r`.
    pub relationship: Text,
    /// What happens to the record when the one that it names is deleted.
    pub on_delete: OnDelete,
    /// The record belongs to the one that it names: a master-detail relationship.
    pub is_master: bool,
    /// Whether a detail may be given to another master.
    pub reparents: bool,
    /// Name under which the records that it leads to hold those that name them: `Contacts`,
    /// `Lines__r`; none where it is not stated.
    pub children: Option<Text>,
    /// Which records it may name, where not any: a required filter.
    pub filter: Option<Arc<LookupFilter>>,
}

/// What the deletion of a record does to those that name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnDelete {
    /// They no longer name a record.
    #[default]
    SetNull,
    /// It is refused.
    Restrict,
    /// They are deleted, too.
    Cascade,
}

/// How the values of a picklist depend on another field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// API name of the controlling field: a picklist or a checkbox.
    pub controlling: Text,
    /// Each value with the controlling values under which it may be chosen.
    pub allowed: Vec<(Text, Vec<Text>)>,
}

/// Where a field's values come from.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldSource {
    /// Stored as written.
    Stored,
    /// Given by the store to each new record; the format has `{0000}` for the number.
    AutoNumber(Text),
    /// Computed from other fields: formula text.
    Computed(Text),
    /// Kept up to date from the details of the record.
    Summary(Summary),
    /// Kept by the store (`Id`, `CreatedDate`, …).
    System,
}

/// A roll-up summary over the details of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// How their values are combined.
    pub operation: SummaryOperation,
    /// API name of the object of the details.
    pub details: Text,
    /// Their field that names the master.
    pub key: Text,
    /// The field that is combined; none when they are counted.
    pub field: Option<Text>,
    /// Which details count.
    pub filter: Filter,
}

/// How a roll-up summary combines values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SummaryOperation {
    /// How many details there are.
    Count,
    /// The sum.
    Sum,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
}

impl FieldType {
    /// A stored field that takes any value of a type.
    pub fn new(name: impl Into<Text>, label: impl Into<String>, value_type: Type) -> Self {
        FieldType {
            name: name.into(),
            label: label.into(),
            help: String::new(),
            value_type,
            lookup: None,
            source: FieldSource::Stored,
            required: false,
            unique: false,
            case_sensitive: false,
            external_id: false,
            default: None,
            default_formula: None,
            picklist: Vec::new(),
            restricted: false,
            dependency: None,
            length_max: None,
            precision: None,
            scale: None,
        }
    }
}

impl Lookup {
    /// A lookup under that relationship name.
    pub fn new(to: Vec<Text>, relationship: impl Into<Text>) -> Self {
        Lookup {
            to,
            relationship: relationship.into(),
            ..Lookup::default()
        }
    }
}

impl Dependency {
    /// Whether a value may be chosen under a value of the controlling field.
    pub fn allows(&self, value: &str, controlling: &str) -> bool {
        self.allowed.iter().any(|(known, under)| {
            **known == *value && under.iter().any(|allowed| **allowed == *controlling)
        })
    }
}
