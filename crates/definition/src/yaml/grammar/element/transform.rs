//! Transforms.

use super::super::{Absent, Grammar, Key, Shape, text};
use super::{AT, DESCRIPTION, LABEL, NEXT};

pub(super) static TRANSFORM: Grammar = Grammar {
    name: "a transform",
    tag: "transforms",
    short: None,
    keys: &[
        Key::new(
            "transform",
            Shape::Type,
            "What it makes: `SObject Case`, `list of SObject Case`, `Number`",
        ),
        LABEL,
        DESCRIPTION,
        Key::new(
            "set",
            Shape::Transformed { is_named: true },
            "Values of fields, by name: `=Name`, `{count: =List}`, `{sum: =List, field: Amount}`",
        ),
        Key::new(
            "value",
            Shape::Transformed { is_named: false },
            "The one value that it makes: `{count: =List}`, `{join: [...]}`",
        ),
        Key::new("scale", text("scale"), "Decimal places").or(Absent::Text("0")),
        Key::new(
            "store",
            Shape::Flag("storeOutputAutomatically"),
            "Whether its name has the result",
        )
        .or(Absent::Text("true")),
        NEXT,
        AT,
    ],
};
