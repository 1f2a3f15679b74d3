//! Elements of flows: each is known by the key that says what it does.

mod calls;
mod collections;
mod ends;
mod records;
mod transform;
mod waits;
mod ways;

use super::condition::FILTERS;
use super::screen::SCREEN;
use super::{Absent, Grammar, Key, Shape, text};

pub(super) use ways::{DECISION, OUTCOME};

/// An element of a flow.
pub(in crate::yaml) struct Element {
    /// The key that only this kind has.
    pub(in crate::yaml) key: &'static str,
    pub(in crate::yaml) grammar: &'static Grammar,
}

/// All kinds of elements; the first whose key an element has is the one.
pub(in crate::yaml) static ELEMENTS: &[Element] = &[
    element("show", &SCREEN),
    element("get", &records::GET),
    element("create", &records::CREATE),
    element("update", &records::UPDATE),
    element("delete", &records::DELETE),
    element("action", &calls::ACTION),
    element("flow", &calls::SUBFLOW),
    element("outcomes", &DECISION),
    element("each", &ways::LOOP),
    element("filter", &collections::FILTER),
    element("sort", &collections::SORT),
    element("map", &collections::MAP),
    element("transform", &transform::TRANSFORM),
    element("wait", &waits::FOR_A_TIME),
    element("waitUntil", &waits::UNTIL_A_DAY),
    element("waitFor", &waits::FOR_EVENTS),
    element("fail", &ends::ERROR),
    element("errors", &ends::ERRORS),
    element("rollback", &ends::ROLLBACK),
    element("set", &ASSIGNMENT),
];

const fn element(key: &'static str, grammar: &'static Grammar) -> Element {
    Element { key, grammar }
}

pub(super) const LABEL: Key =
    Key::new("label", text("label"), "Its label, unless it is the name").or(Absent::NameAsLabel);
pub(super) const DESCRIPTION: Key = Key::new("description", text("description"), "What it is for");
pub(super) const NEXT: Key = Key::new(
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
pub(super) const AT: Key =
    Key::new("at", Shape::Position, "Its place on the canvas").or(Absent::Origin);
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
