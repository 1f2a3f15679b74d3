//! The standard objects: those of the platform that no project declares.
//!
//! They stand in the text files beside the code, one per subject. A field is a line:
//! name (`!` when required), type, and what the type needs:
//!
//! ```text
//! object Case 500 owned                    # API name, key prefix; `owned` records have an OwnerId
//!   CaseNumber  auto {00000000}            # given by the store
//!   Subject     text 255                   # at most so many characters; `unique`
//!   Status      picklist New* | Closed     # `*` is the default; `value=label`
//!   IsClosed    = ISPICKVAL(Status, "Closed")
//!   ContactId   -> Contact                 # several objects with `|`, any with `*`
//!   Amount      currency                   # and number, percent, boolean, date, datetime, long
//! ```
//!
//! `kept` objects are written by the store alone. Key prefixes that begin with `z`, and those of
//! versions, work items, log rows and events, are Segue's own: the platform's are not documented.

mod field;
mod table;

use std::sync::LazyLock;

use segue_language::ObjectType;

pub use field::{owner_field, system_fields};

const TABLES: [&str; 6] = [
    include_str!("catalogue/people.txt"),
    include_str!("catalogue/orchestration.txt"),
    include_str!("catalogue/service.txt"),
    include_str!("catalogue/sales.txt"),
    include_str!("catalogue/activity.txt"),
    include_str!("catalogue/platform.txt"),
];

static STANDARD: LazyLock<Vec<ObjectType>> =
    LazyLock::new(|| TABLES.iter().flat_map(|table| table::read(table)).collect());

/// The standard objects.
pub fn standard_objects() -> &'static [ObjectType] {
    &STANDARD
}

/// The standard object of that name, compared without regard to case.
pub fn standard_object(name: &str) -> Option<&'static ObjectType> {
    STANDARD
        .iter()
        .find(|object| object.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests;
