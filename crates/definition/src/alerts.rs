//! Email alerts: who is written to when a flow sends one.

/// An email alert of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAlert {
    /// Object and API name, as flows call it: `Case.Tell_Owner`.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Addresses that get it in any case.
    pub copies: Vec<String>,
    /// Who gets it.
    pub recipients: Vec<Recipient>,
}

/// Who gets an email alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// The user of that user name.
    User(String),
    /// Every user of that role.
    Role(String),
    /// Every member of the group of that API name.
    Group(String),
    /// The owner of the record.
    Owner,
    /// Whoever created the record.
    Creator,
    /// The address in that field of the record.
    Address(String),
    /// The user or contact that the record names in that field.
    Lookup(String),
}
