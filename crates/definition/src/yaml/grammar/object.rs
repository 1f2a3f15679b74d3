//! Objects and their fields.

use super::{Absent, Grammar, Key, Shape, text};

/// `*.object.yaml`
pub(in crate::yaml) static OBJECT: Grammar = Grammar {
    name: "an object",
    tag: "CustomObject",
    short: None,
    keys: &[
        Key::new(
            "object",
            text("label"),
            "Its label: the name that people see",
        ),
        Key::new("plural", text("pluralLabel"), "Its label in the plural"),
        Key::new("description", text("description"), "What it is for"),
        Key::new(
            "nameField",
            Shape::Part("nameField", &NAME_FIELD),
            "The field with the name",
        ),
        Key::new(
            "deploymentStatus",
            text("deploymentStatus"),
            "Deployed, InDevelopment",
        ),
        Key::new(
            "sharingModel",
            text("sharingModel"),
            "Who may see and change its records",
        ),
        Key::new(
            "fields",
            Shape::Named("fields", &FIELD),
            "Its fields, by API name",
        ),
    ],
};

static NAME_FIELD: Grammar = Grammar {
    name: "a name field",
    tag: "nameField",
    short: None,
    keys: &[
        Key::new("label", text("label"), "Its label"),
        Key::new("type", text("type"), "Text, AutoNumber").or(Absent::Text("Text")),
        Key::new(
            "format",
            text("displayFormat"),
            "How numbers look: `LR-{0000}`",
        ),
    ],
};

pub(super) static FIELD: Grammar = Grammar {
    name: "a field",
    tag: "fields",
    short: None,
    keys: &[
        Key::new("label", text("label"), "Its label, unless it is the name")
            .or(Absent::NameAsLabel),
        Key::new(
            "type",
            text("type"),
            "Text, Number, Checkbox, Date, Picklist, Lookup …",
        ),
        Key::new(
            "required",
            Shape::Flag("required"),
            "Whether it must have a value",
        ),
        Key::new("length", text("length"), "Most characters"),
        Key::new("precision", text("precision"), "Digits"),
        Key::new("scale", text("scale"), "Decimal places"),
        Key::new("to", text("referenceTo"), "The object of a lookup"),
        Key::new(
            "relationship",
            text("relationshipName"),
            "The name of the way back",
        ),
        Key::new(
            "default",
            text("defaultValue"),
            "Its value at the start, as a formula",
        ),
        Key::new("formula", text("formula"), "The formula that computes it"),
        Key::new(
            "values",
            Shape::Picks,
            "Values of a picklist; the default is marked: `{default: New}`",
        ),
    ],
};
