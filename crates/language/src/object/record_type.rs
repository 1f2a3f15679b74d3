//! Record types: kinds of records of one object, with values of picklists of their own.

use crate::Text;

/// Name of the lookup that says of which record type a record is.
pub const RECORD_TYPE_FIELD: &str = "RecordTypeId";

/// A record type of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordType {
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// What it is for.
    pub description: String,
    /// New records may be of it.
    pub is_active: bool,
    /// The picklists that it narrows.
    pub picklists: Vec<RecordTypePicklist>,
}

/// What a record type makes of a picklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordTypePicklist {
    /// API name of the field.
    pub field: Text,
    /// The values that its records may have.
    pub values: Vec<Text>,
    /// The value of a new record.
    pub default: Option<Text>,
}

impl RecordType {
    /// What it makes of a picklist; nothing when it does not name it.
    pub fn picklist(&self, field: &str) -> Option<&RecordTypePicklist> {
        let mut all = self.picklists.iter();
        all.find(|picklist| picklist.field.eq_ignore_ascii_case(field))
    }
}
