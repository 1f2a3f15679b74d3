//! Stand-ins for types of crates that are being written; gone as soon as those land.

/// Becomes `segue_store::Store`.
#[derive(Debug)]
pub struct Store;

/// Becomes `segue_definition::Project`.
#[derive(Debug)]
pub struct Project;
