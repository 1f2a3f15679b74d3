//! Elements of flows: each is known by the key that says what it does.

use super::condition::{CONDITIONS, FILTERS};
use super::screen::FIELD;
use super::{Absent, Grammar, Key, Shape, text};

/// An element of a flow.
pub(in crate::yaml) struct Element {
    /// The key that only this kind has.
    pub(in crate::yaml) key: &'static str,
    pub(in crate::yaml) grammar: &'static Grammar,
}

/// All kinds of elements; the first whose key an element has is the one.
pub(in crate::yaml) static ELEMENTS: &[Element] = &[
    element("show", &SCREEN),
    element("get", &GET),
    element("create", &CREATE),
    element("update", &UPDATE),
    element("delete", &DELETE),
    element("action", &ACTION),
    element("flow", &SUBFLOW),
    element("outcomes", &DECISION),
    element("each", &LOOP),
    element("set", &ASSIGNMENT),
];

const fn element(key: &'static str, grammar: &'static Grammar) -> Element {
    Element { key, grammar }
}

const LABEL: Key =
    Key::new("label", text("label"), "Its label, unless it is the name").or(Absent::NameAsLabel);
const DESCRIPTION: Key = Key::new("description", text("description"), "What it is for");
const NEXT: Key = Key::new(
    "next",
    Shape::Target("connector"),
    "Where it leads, unless to the element below; `end` ends",
)
.or(Absent::Next);
const FAULT: Key = Key::new(
    "fault",
    Shape::Target("faultConnector"),
    "Where it leads on a fault",
);
const AT: Key = Key::new("at", Shape::Position, "Its place on the canvas").or(Absent::Origin);
const WHERE: Key = Key::new("where", Shape::Gate(&FILTERS), "Which records");
const SET_FIELDS: Key = Key::new(
    "set",
    Shape::Values {
        tag: "inputAssignments",
        name: "field",
        value: "value",
    },
    "Values of fields, by name",
);

static SCREEN: Grammar = Grammar {
    name: "a screen",
    tag: "screens",
    short: None,
    keys: &[
        Key::new(
            "show",
            Shape::Named("fields", &FIELD),
            "Its components, by name",
        ),
        LABEL,
        DESCRIPTION,
        Key::new(
            "allowBack",
            Shape::Flag("allowBack"),
            "Whether it has Previous",
        )
        .or(Absent::Text("true")),
        Key::new(
            "allowFinish",
            Shape::Flag("allowFinish"),
            "Whether it has Next or Finish",
        )
        .or(Absent::Text("true")),
        Key::new(
            "allowPause",
            Shape::Flag("allowPause"),
            "Whether it has Pause",
        )
        .or(Absent::Text("true")),
        Key::new(
            "showFooter",
            Shape::Flag("showFooter"),
            "Whether it has a footer",
        )
        .or(Absent::Text("true")),
        Key::new(
            "showHeader",
            Shape::Flag("showHeader"),
            "Whether it has a header",
        )
        .or(Absent::Text("true")),
        NEXT,
        AT,
    ],
};

static GET: Grammar = Grammar {
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

static CREATE: Grammar = Grammar {
    name: "a creation of records",
    tag: "recordCreates",
    short: None,
    keys: &[
        Key::new(
            "create",
            Shape::Records,
            "The object, or `=reference` to records",
        ),
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

static UPDATE: Grammar = Grammar {
    name: "an update of records",
    tag: "recordUpdates",
    short: None,
    keys: &[
        Key::new(
            "update",
            Shape::Records,
            "The object, or `=reference` to records",
        ),
        LABEL,
        DESCRIPTION,
        WHERE,
        SET_FIELDS,
        NEXT,
        FAULT,
        AT,
    ],
};

static DELETE: Grammar = Grammar {
    name: "a deletion of records",
    tag: "recordDeletes",
    short: None,
    keys: &[
        Key::new(
            "delete",
            Shape::Records,
            "The object, or `=reference` to records",
        ),
        LABEL,
        DESCRIPTION,
        WHERE,
        NEXT,
        FAULT,
        AT,
    ],
};

static ACTION: Grammar = Grammar {
    name: "an action",
    tag: "actionCalls",
    short: None,
    keys: &[
        Key::new(
            "action",
            Shape::Action,
            "Type and name, one word when they are the same",
        ),
        LABEL,
        DESCRIPTION,
        Key::new(
            "inputs",
            Shape::Values {
                tag: "inputParameters",
                name: "name",
                value: "value",
            },
            "Inputs, by name",
        ),
        Key::new(
            "outputs",
            Shape::Pairs {
                tag: "outputParameters",
                name: "name",
                value: "assignToReference",
            },
            "Variables that get outputs, by name of the output",
        ),
        Key::new(
            "store",
            Shape::Flag("storeOutputAutomatically"),
            "Whether its name has the outputs",
        ),
        Key::new(
            "flowTransactionModel",
            text("flowTransactionModel"),
            "In which transaction",
        )
        .or(Absent::Text("CurrentTransaction")),
        NEXT,
        FAULT,
        AT,
    ],
};

static SUBFLOW: Grammar = Grammar {
    name: "a subflow",
    tag: "subflows",
    short: None,
    keys: &[
        Key::new("flow", text("flowName"), "The flow that is called"),
        LABEL,
        DESCRIPTION,
        Key::new(
            "inputs",
            Shape::Values {
                tag: "inputAssignments",
                name: "name",
                value: "value",
            },
            "Inputs, by name",
        ),
        Key::new(
            "outputs",
            Shape::Pairs {
                tag: "outputAssignments",
                name: "name",
                value: "assignToReference",
            },
            "Variables that get outputs, by name of the output",
        ),
        Key::new(
            "store",
            Shape::Flag("storeOutputAutomatically"),
            "Whether its name has the outputs",
        ),
        NEXT,
        AT,
    ],
};

pub(super) static DECISION: Grammar = Grammar {
    name: "a decision",
    tag: "decisions",
    short: None,
    keys: &[
        LABEL,
        DESCRIPTION,
        Key::new(
            "outcomes",
            Shape::Named("rules", &OUTCOME),
            "Outcomes, by name; the first that holds",
        ),
        Key::new(
            "else",
            Shape::Target("defaultConnector"),
            "Where it leads when no outcome holds",
        ),
        Key::new(
            "elseLabel",
            text("defaultConnectorLabel"),
            "The label of that way",
        )
        .or(Absent::Text("Default Outcome")),
        AT,
    ],
};

pub(super) static OUTCOME: Grammar = Grammar {
    name: "an outcome",
    tag: "rules",
    short: None,
    keys: &[
        LABEL,
        Key::new(
            "when",
            Shape::Gate(&CONDITIONS),
            "When it is taken: `Review.Status = Completed`",
        ),
        Key::new(
            "next",
            Shape::Target("connector"),
            "Where it leads, unless to the end",
        ),
    ],
};

static LOOP: Grammar = Grammar {
    name: "a loop",
    tag: "loops",
    short: None,
    keys: &[
        Key::new(
            "each",
            text("collectionReference"),
            "The list whose items it takes in turn",
        ),
        LABEL,
        DESCRIPTION,
        Key::new(
            "order",
            text("iterationOrder"),
            "Asc, or Desc from the last",
        )
        .or(Absent::Text("Asc")),
        Key::new(
            "into",
            text("assignNextValueToReference"),
            "The variable that gets each item",
        ),
        Key::new(
            "do",
            Shape::Target("nextValueConnector"),
            "Where it leads with each item",
        ),
        Key::new(
            "next",
            Shape::Target("noMoreValuesConnector"),
            "Where it leads at the end, unless to the element below",
        )
        .or(Absent::Next),
        AT,
    ],
};

static ASSIGNMENT: Grammar = Grammar {
    name: "an assignment",
    tag: "assignments",
    short: None,
    keys: &[
        Key::new(
            "set",
            Shape::Items("assignmentItems"),
            "Assignments: `total += 1`",
        ),
        LABEL,
        DESCRIPTION,
        NEXT,
        AT,
    ],
};
