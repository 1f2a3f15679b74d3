//! What starts a flow: records, events, a schedule, and paths that are taken later.

use super::condition::FILTERS;
use super::{Absent, Grammar, Key, Shape, saying, text, word};

/// When a record starts a flow.
const EVENTS: &[(&str, &str)] = &[
    ("create", "Create"),
    ("update", "Update"),
    ("create or update", "CreateAndUpdate"),
];

/// What starts a flow.
pub(super) static START: Grammar = Grammar {
    name: "a start",
    tag: "start",
    short: None,
    keys: &[
        Key::new(
            "event",
            saying("object", &[("triggerType", "PlatformEvent")]),
            "The platform event that starts it",
        ),
        Key::new(
            "object",
            text("object"),
            "The object whose records start it",
        ),
        Key::new(
            "after",
            Shape::Text {
                tag: "recordTriggerType",
                words: EVENTS,
                also: &[("triggerType", "RecordAfterSave")],
            },
            "`create`, `update` or `create or update` of a record, after it was saved",
        ),
        Key::new(
            "before",
            Shape::Text {
                tag: "recordTriggerType",
                words: EVENTS,
                also: &[("triggerType", "RecordBeforeSave")],
            },
            "The same, before the record is saved",
        ),
        Key::new(
            "beforeDelete",
            Shape::Text {
                tag: "recordTriggerType",
                words: &[("record", "Delete")],
                also: &[("triggerType", "RecordBeforeDelete")],
            },
            "`record`: before a record is deleted",
        ),
        Key::new(
            "schedule",
            Shape::And(
                &Shape::Part("schedule", &SCHEDULE),
                &[("triggerType", "Scheduled")],
            ),
            "When it starts by itself: `{frequency: daily, from: 2026-03-02, time: 09:00}`",
        ),
        Key::new("where", Shape::Gate(&FILTERS), "Which records start it"),
        Key::new(
            "formula",
            text("filterFormula"),
            "Which records start it, as a formula",
        ),
        Key::new(
            "onlyWhenChanged",
            Shape::Flag("doesRequireRecordChangedToMeetCriteria"),
            "Only when the record did not meet the conditions before",
        ),
        Key::new(
            "paths",
            Shape::Parts("scheduledPaths", &PATH),
            "Paths that start later",
        ),
        Key::new(
            "next",
            Shape::Target("connector"),
            "The first element, unless it is the topmost",
        )
        .or(Absent::Next),
        Key::new("at", Shape::Position, "Its place on the canvas").or(Absent::Origin),
    ],
};

/// When a flow starts by itself.
pub(super) static SCHEDULE: Grammar = Grammar {
    name: "a schedule",
    tag: "schedule",
    short: None,
    keys: &[
        Key::new(
            "frequency",
            word(
                "frequency",
                &[("once", "Once"), ("daily", "Daily"), ("weekly", "Weekly")],
            ),
            "`once`, `daily`, `weekly`, or another by its API name",
        ),
        Key::new("from", text("startDate"), "The first day: `2026-03-02`"),
        Key::new("time", Shape::Clock("startTime"), "The time: `09:00`"),
    ],
};

/// A path that is taken later.
pub(super) static PATH: Grammar = Grammar {
    name: "a path",
    tag: "scheduledPaths",
    short: None,
    keys: &[
        Key::new("name", text("name"), "Its name"),
        Key::new("label", text("label"), "Its label"),
        Key::new(
            "async",
            Shape::And(
                &Shape::Target("connector"),
                &[("pathType", "AsyncAfterCommit")],
            ),
            "Where a path leads that is taken as soon as the record is saved for good",
        ),
        Key::new("type", text("pathType"), "AsyncAfterCommit, ApprovalRecall"),
        Key::new(
            "after",
            Shape::Span {
                number: "offsetNumber",
                unit: "offsetUnit",
                is_before: false,
                is_value: false,
            },
            "How long after the change, or after the date of the record: `3 days`",
        ),
        Key::new(
            "before",
            Shape::Span {
                number: "offsetNumber",
                unit: "offsetUnit",
                is_before: true,
                is_value: false,
            },
            "How long before the date of the record: `3 days`",
        ),
        Key::new(
            "of",
            saying("recordField", &[("timeSource", "RecordField")]),
            "The date field of the record, unless when it changes",
        )
        .or(Absent::Trigger),
        Key::new("batch", text("maxBatchSize"), "Most records at a time"),
        Key::new("next", Shape::Target("connector"), "Where it leads"),
    ],
};
