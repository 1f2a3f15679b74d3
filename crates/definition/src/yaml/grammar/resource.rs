//! What flows keep and compute.

use super::condition::FILTERS;
use super::{Absent, Grammar, Key, Shape, Short, text};

const DESCRIPTION: &str = "What it is for";
const TYPE: &str = "String, Number, Currency, Boolean, Date, DateTime, Time, Picklist, SObject …";

pub(super) static VARIABLE: Grammar = Grammar {
    name: "a variable",
    tag: "variables",
    short: Some(Short::Variable),
    keys: &[
        Key::new("type", text("dataType"), TYPE),
        Key::new("description", text("description"), DESCRIPTION),
        Key::new("object", text("objectType"), "The object of a record"),
        Key::new("class", text("apexClass"), "The class of an Apex value"),
        Key::new(
            "input",
            Shape::Flag("isInput"),
            "Whether callers may set it",
        )
        .or(Absent::Text("false")),
        Key::new("output", Shape::Flag("isOutput"), "Whether callers get it")
            .or(Absent::Text("false")),
        Key::new("list", Shape::Flag("isCollection"), "Whether it is a list")
            .or(Absent::Text("false")),
        Key::new("scale", text("scale"), "Decimal places"),
        Key::new("value", Shape::Value("value"), "Its value at the start"),
    ],
};

pub(super) static CONSTANT: Grammar = Grammar {
    name: "a constant",
    tag: "constants",
    short: None,
    keys: &[
        Key::new("type", text("dataType"), TYPE),
        Key::new("description", text("description"), DESCRIPTION),
        Key::new("value", Shape::Value("value"), "Its value"),
    ],
};

pub(super) static FORMULA: Grammar = Grammar {
    name: "a formula",
    tag: "formulas",
    short: None,
    keys: &[
        Key::new("type", text("dataType"), TYPE),
        Key::new("description", text("description"), DESCRIPTION),
        Key::new("scale", text("scale"), "Decimal places"),
        Key::new("formula", text("expression"), "The formula"),
    ],
};

pub(super) static TEMPLATE: Grammar = Grammar {
    name: "a text template",
    tag: "textTemplates",
    short: None,
    keys: &[
        Key::new("description", text("description"), DESCRIPTION),
        Key::new(
            "plain",
            Shape::Flag("isViewedAsPlainText"),
            "Whether it is no rich text",
        ),
        Key::new("text", text("text"), "The text, with merge fields"),
    ],
};

pub(super) static CHOICE: Grammar = Grammar {
    name: "a choice",
    tag: "choices",
    short: None,
    keys: &[
        Key::new("description", text("description"), DESCRIPTION),
        Key::new("text", text("choiceText"), "What people see"),
        Key::new("type", text("dataType"), TYPE).or(Absent::Text("String")),
        Key::new("value", Shape::Value("value"), "What it stores"),
    ],
};

pub(super) static CHOICE_SET: Grammar = Grammar {
    name: "a choice set",
    tag: "dynamicChoiceSets",
    short: None,
    keys: &[
        Key::new("description", text("description"), DESCRIPTION),
        Key::new(
            "picklist",
            Shape::And(
                &Shape::Dotted {
                    first: "picklistObject",
                    second: "picklistField",
                    is_value: false,
                },
                &[("dataType", "Picklist")],
            ),
            "The picklist whose values are the choices: `Case.Status`",
        ),
        Key::new("type", text("dataType"), TYPE),
        Key::new(
            "collection",
            text("collectionReference"),
            "The collection whose records are the choices",
        ),
        Key::new(
            "object",
            text("object"),
            "The object whose records are the choices",
        ),
        Key::new("where", Shape::Gate(&FILTERS), "Which records are choices"),
        Key::new(
            "sort",
            Shape::SortBy,
            "The field that they are sorted by: `Name`, `Name desc`",
        ),
        Key::new("limit", text("limit"), "The most that are shown"),
        Key::new("text", text("displayField"), "The field that people see"),
        Key::new("value", text("valueField"), "The field that it stores"),
        Key::new(
            "outputs",
            Shape::Pairs {
                tag: "outputAssignments",
                name: "field",
                value: "assignToReference",
            },
            "Variables that get fields of the chosen record, by name of the field",
        ),
    ],
};
