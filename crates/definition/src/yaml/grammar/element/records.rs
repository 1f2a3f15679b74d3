//! Records: looking them up, making, changing and deleting them.

use super::super::{Absent, Grammar, Key, Shape, text};
use super::{AT, DESCRIPTION, FAULT, LABEL, NEXT, SET_FIELDS, WHERE};

const RECORDS: Shape = Shape::Either {
    text: "object",
    reference: "inputReference",
};

pub(super) static GET: Grammar = Grammar {
    name: "a lookup of records",
    tag: "recordLookups",
    short: None,
    keys: &[
        Key::new(
            "get",
            text("object"),
            "The object whose records are looked up",
        ),
        LABEL,
        DESCRIPTION,
        WHERE,
        Key::new(
            "fields",
            Shape::Texts("queriedFields"),
            "Fields that are read, unless all",
        ),
        Key::new(
            "sort",
            Shape::SortBy,
            "The field that they are sorted by: `Name`, `Name desc`",
        ),
        Key::new("limit", Shape::Value("limit"), "The most that are taken"),
        Key::new(
            "first",
            Shape::Flag("getFirstRecordOnly"),
            "Whether only the first is taken",
        )
        .or(Absent::Text("true")),
        Key::new(
            "store",
            Shape::Flag("storeOutputAutomatically"),
            "Whether its name has the result",
        )
        .or(Absent::Text("true")),
        Key::new(
            "into",
            text("outputReference"),
            "The variable that gets the result",
        ),
        Key::new(
            "outputs",
            Shape::Pairs {
                tag: "outputAssignments",
                name: "field",
                value: "assignToReference",
            },
            "Variables that get fields, by name of the field",
        ),
        Key::new(
            "nullWhenNone",
            Shape::Flag("assignNullValuesIfNoRecordsFound"),
            "Whether variables become null when there is none",
        )
        .or(Absent::Text("false")),
        NEXT,
        FAULT,
        AT,
    ],
};

pub(super) static CREATE: Grammar = Grammar {
    name: "a creation of records",
    tag: "recordCreates",
    short: None,
    keys: &[
        Key::new("create", RECORDS, "The object, or `=reference` to records"),
        LABEL,
        DESCRIPTION,
        SET_FIELDS,
        Key::new(
            "store",
            Shape::Flag("storeOutputAutomatically"),
            "Whether its name has the id",
        ),
        Key::new(
            "into",
            text("assignRecordIdToReference"),
            "The variable that gets the id",
        ),
        NEXT,
        FAULT,
        AT,
    ],
};

pub(super) static UPDATE: Grammar = Grammar {
    name: "an update of records",
    tag: "recordUpdates",
    short: None,
    keys: &[
        Key::new("update", RECORDS, "The object, or `=reference` to records"),
        LABEL,
        DESCRIPTION,
        WHERE,
        SET_FIELDS,
        NEXT,
        FAULT,
        AT,
    ],
};

pub(super) static DELETE: Grammar = Grammar {
    name: "a deletion of records",
    tag: "recordDeletes",
    short: None,
    keys: &[
        Key::new("delete", RECORDS, "The object, or `=reference` to records"),
        LABEL,
        DESCRIPTION,
        WHERE,
        NEXT,
        FAULT,
        AT,
    ],
};
