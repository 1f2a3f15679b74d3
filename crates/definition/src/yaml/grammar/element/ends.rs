//! What ends a transaction: errors that the flow makes itself, and Roll Back Records.

use super::super::{Absent, Grammar, Key, Shape, saying, text};
use super::{AT, DESCRIPTION, LABEL, NEXT};

const ON: Key = Key::new(
    "next",
    Shape::Target("connector"),
    "Where it leads, unless it ends",
);

/// One message, which stands in an element of its own.
pub(super) static ERROR: Grammar = Grammar {
    name: "a custom error",
    tag: "customErrors",
    short: None,
    keys: &[
        Key::new(
            "fail",
            text("customErrorMessages/errorMessage"),
            "The error that refuses the record",
        ),
        LABEL,
        DESCRIPTION,
        Key::new(
            "field",
            saying(
                "customErrorMessages/fieldSelection",
                &[("customErrorMessages/isFieldError", "true")],
            ),
            "The field that it is said of, unless the whole record",
        )
        .or(Absent::Other("customErrorMessages/isFieldError", "false")),
        ON,
        AT,
    ],
};

pub(super) static ERRORS: Grammar = Grammar {
    name: "a custom error of several messages",
    tag: "customErrors",
    short: None,
    keys: &[
        Key::new(
            "errors",
            Shape::Parts("customErrorMessages", &MESSAGE),
            "The errors that refuse the record",
        ),
        LABEL,
        DESCRIPTION,
        ON,
        AT,
    ],
};

pub(in crate::yaml::grammar) static MESSAGE: Grammar = Grammar {
    name: "an error message",
    tag: "customErrorMessages",
    short: None,
    keys: &[
        Key::new("fail", text("errorMessage"), "The error"),
        Key::new(
            "field",
            saying("fieldSelection", &[("isFieldError", "true")]),
            "The field that it is said of, unless the whole record",
        )
        .or(Absent::Other("isFieldError", "false")),
    ],
};

pub(super) static ROLLBACK: Grammar = Grammar {
    name: "a rollback of records",
    tag: "recordRollbacks",
    short: None,
    keys: &[
        Key::new(
            "rollback",
            Shape::Word("records"),
            "`records`: takes back what was written",
        ),
        LABEL,
        DESCRIPTION,
        NEXT,
        AT,
    ],
};
