//! Fields that many objects share, and making a field from a name and a type.

use segue_language::{FieldSource, FieldType, Lookup, Text, Type};

/// A stored field of that name and type; its label is made from the name.
pub(super) fn field(name: &str, value_type: Type) -> FieldType {
    FieldType::new(name, label_of(name), value_type)
}

/// A lookup; the relationship is the name without `Id` unless one is given.
pub(super) fn lookup(name: &str, to: Vec<Text>, relationship: Option<&str>) -> FieldType {
    let relationship = relationship.unwrap_or_else(|| name.strip_suffix("Id").unwrap_or(name));
    FieldType {
        lookup: Some(Lookup::new(to, relationship)),
        length_max: Some(18),
        ..field(name, Type::Text)
    }
}

/// The fields that the store keeps for every record.
pub fn system_fields() -> Vec<FieldType> {
    let user = || vec![Text::from("User")];
    let mut fields = vec![
        field("Id", Type::Text),
        field("IsDeleted", Type::Boolean),
        field("CreatedDate", Type::DateTime),
        lookup("CreatedById", user(), None),
        field("LastModifiedDate", Type::DateTime),
        lookup("LastModifiedById", user(), None),
        field("SystemModstamp", Type::DateTime),
    ];
    fields[0].length_max = Some(18);
    for field in &mut fields {
        field.source = FieldSource::System;
    }
    fields
}

/// `OwnerId`: a user or a queue.
pub fn owner_field() -> FieldType {
    lookup(
        "OwnerId",
        vec![Text::from("User"), Text::from("Group")],
        None,
    )
}

/// `BillingCity` → `Billing City`, `OwnerId` → `Owner`.
pub(super) fn label_of(name: &str) -> String {
    let stem = match name.strip_suffix("Id") {
        Some(stem) if !stem.is_empty() => stem,
        _ => name,
    };
    let mut label = String::with_capacity(stem.len() + 4);
    let mut before = ' ';
    for letter in stem.chars() {
        if letter.is_ascii_uppercase() && before.is_ascii_lowercase() {
            label.push(' ');
        }
        label.push(letter);
        before = letter;
    }
    label
}
