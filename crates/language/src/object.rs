//! Objects and fields: what kinds of records there are.

mod computed;
mod field;
mod lookup_filter;
mod record_type;

use crate::Text;

pub use computed::*;
pub use field::*;
pub use lookup_filter::*;
pub use record_type::*;

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
    /// What a record must meet to be saved, besides what its fields say.
    pub rules: Vec<ValidationRule>,
    /// Record types; the active ones give picklists their values.
    pub record_types: Vec<RecordType>,
    /// How its definition shares its records with everybody; none when it does not say.
    pub sharing: Option<SharingModel>,
}

/// How the definition of an object shares its records with everybody (`sharingModel`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharingModel {
    /// Everybody has her own.
    Private,
    /// Everybody reads all and edits her own.
    Read,
    /// Everybody reads and edits all.
    ReadWrite,
}

/// A rule of an object: while its formula is true, the record cannot be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationRule {
    /// API name.
    pub name: Text,
    /// Formula of the error: text.
    pub error_condition: Text,
    /// What people are told.
    pub message: String,
    /// The field at which they are told; none is the top of the page.
    pub field: Option<Text>,
}

impl ObjectType {
    /// An object without rules and record types.
    pub fn new(
        name: impl Into<Text>,
        label: impl Into<String>,
        key_prefix: impl Into<Text>,
        fields: Vec<FieldType>,
    ) -> Self {
        ObjectType {
            name: name.into(),
            label: label.into(),
            key_prefix: key_prefix.into(),
            fields,
            rules: Vec::new(),
            record_types: Vec::new(),
            sharing: None,
        }
    }

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

    /// The record type of that API name, compared without regard to case.
    pub fn record_type(&self, name: &str) -> Option<&RecordType> {
        let mut all = self.record_types.iter();
        all.find(|record_type| record_type.name.eq_ignore_ascii_case(name))
    }
}

/// Names that end like those of events, of objects that are none.
const NO_EVENTS: [&str; 2] = ["Event", "LiveChatTranscriptEvent"];

/// Whether an object of that name is an event: creating a record of it publishes it, and nothing is
/// stored. Custom events end in `__e`; those of the platform end in `Event`.
pub fn is_event_object(name: &str) -> bool {
    let ends_with = |ending: &str| {
        name.len()
            .checked_sub(ending.len())
            .is_some_and(|at| name.is_char_boundary(at) && name[at..].eq_ignore_ascii_case(ending))
    };
    let is_standard = !name.contains("__") && ends_with("Event");
    let is_other = NO_EVENTS
        .iter()
        .any(|other| other.eq_ignore_ascii_case(name));
    ends_with("__e") || (is_standard && !is_other)
}
