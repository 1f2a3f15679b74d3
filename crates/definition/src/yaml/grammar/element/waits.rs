//! Waits: for a time, until a day, for the first of several events.

use super::super::condition::CONDITIONS;
use super::super::{Absent, Grammar, Key, Shape, text};
use super::{AT, DESCRIPTION, FAULT, LABEL};

/// The one event of a Wait stands in an element of its own.
const ON: Key = Key::new(
    "next",
    Shape::Target("waitEvents/connector"),
    "Where it leads, unless to the element below; `end` ends",
)
.or(Absent::Next);
const EVENT_LOGIC: Key = Key::new(
    "eventLogic",
    text("waitEvents/conditionLogic"),
    "What the platform's editor keeps",
)
.or(Absent::Text("and"));
const EVENT_NAME: Key = Key::new(
    "eventName",
    text("waitEvents/name"),
    "The name of its event",
);
const EVENT_LABEL: Key = Key::new(
    "eventLabel",
    text("waitEvents/label"),
    "The label of its event",
)
.or(Absent::Text("el_0"));
const OTHERWISE: Key = Key::new(
    "elseLabel",
    text("defaultConnectorLabel"),
    "The label of the way without an event",
)
.or(Absent::Text("Default Path"));

pub(super) static FOR_A_TIME: Grammar = Grammar {
    name: "a wait for a time",
    tag: "waits",
    short: None,
    keys: &[
        Key::new(
            "wait",
            Shape::Span {
                number: "waitEvents/offset",
                unit: "waitEvents/offsetUnit",
                is_before: false,
                is_value: false,
            },
            "How long: `2 hours`, `1 day`",
        ),
        LABEL,
        DESCRIPTION,
        Key::new(
            "extendUntil",
            Shape::Clock("waitEvents/extendUntil"),
            "The time of the day until which it goes on: `09:00`",
        ),
        ON,
        FAULT,
        EVENT_NAME,
        EVENT_LABEL,
        EVENT_LOGIC,
        OTHERWISE,
        Key::new(
            "elementSubtype",
            text("elementSubtype"),
            "What the platform's editor keeps",
        )
        .or(Absent::Text("WaitDuration")),
        AT,
    ],
};

pub(super) static UNTIL_A_DAY: Grammar = Grammar {
    name: "a wait until a day",
    tag: "waits",
    short: None,
    keys: &[
        Key::new(
            "waitUntil",
            Shape::Either {
                text: "waitEvents/resumeDate",
                reference: "waitEvents/resumeDateReference",
            },
            "The day: `=$Record.CloseDate`, `2026-03-02`",
        ),
        LABEL,
        DESCRIPTION,
        AFTER_DAY,
        BEFORE_DAY,
        Key::new(
            "time",
            Shape::Clock("waitEvents/resumeTime"),
            "The time of that day: `09:00`",
        ),
        Key::new(
            "zone",
            text("timeZoneId"),
            "The time zone, such as Europe/Paris",
        ),
        ON,
        FAULT,
        EVENT_NAME,
        EVENT_LABEL,
        EVENT_LOGIC,
        OTHERWISE,
        Key::new(
            "elementSubtype",
            text("elementSubtype"),
            "What the platform's editor keeps",
        )
        .or(Absent::Text("WaitDate")),
        AT,
    ],
};

const AFTER_DAY: Key = Key::new(
    "after",
    Shape::Span {
        number: "waitEvents/offset",
        unit: "waitEvents/offsetUnit",
        is_before: false,
        is_value: false,
    },
    "How long after it: `3 days`",
);
const BEFORE_DAY: Key = Key::new(
    "before",
    Shape::Span {
        number: "waitEvents/offset",
        unit: "waitEvents/offsetUnit",
        is_before: true,
        is_value: false,
    },
    "How long before it: `3 days`",
);

pub(super) static FOR_EVENTS: Grammar = Grammar {
    name: "a wait for events",
    tag: "waits",
    short: None,
    keys: &[
        Key::new(
            "waitFor",
            Shape::Named("waitEvents", &EVENT),
            "Events, by name; the first that comes",
        ),
        LABEL,
        DESCRIPTION,
        Key::new(
            "else",
            Shape::Target("defaultConnector"),
            "Where it leads when it waits for none",
        ),
        OTHERWISE,
        FAULT,
        AT,
    ],
};

pub(in crate::yaml::grammar) static EVENT: Grammar = Grammar {
    name: "an event",
    tag: "waitEvents",
    short: None,
    keys: &[
        LABEL,
        Key::new(
            "after",
            Shape::Span {
                number: "inputParameters[TimeOffset]",
                unit: "inputParameters[TimeOffsetUnit]",
                is_before: false,
                is_value: true,
            },
            "How long after it: `3 days`",
        ),
        Key::new(
            "before",
            Shape::Span {
                number: "inputParameters[TimeOffset]",
                unit: "inputParameters[TimeOffsetUnit]",
                is_before: true,
                is_value: true,
            },
            "How long before it: `3 days`",
        ),
        Key::new(
            "of",
            Shape::And(
                &Shape::Value("inputParameters[AlarmTime]"),
                &[("eventType", "AlarmEvent")],
            ),
            "The moment, as a value: `=$Flow.InterviewStartTime`",
        ),
        Key::new(
            "ofField",
            Shape::And(
                &Shape::Dotted {
                    first: "inputParameters[TimeTableColumnEnumOrId]",
                    second: "inputParameters[TimeFieldColumnEnumOrId]",
                    is_value: true,
                },
                &[("eventType", "DateRefAlarmEvent")],
            ),
            "The date of a record: `Contract.EndDate`",
        ),
        Key::new(
            "record",
            Shape::Value("inputParameters[EntityObjectId]"),
            "The id of that record",
        ),
        Key::new(
            "event",
            text("eventType"),
            "The platform event, such as `Paid__e`",
        ),
        Key::new(
            "inputs",
            Shape::Values {
                tag: "inputParameters",
                name: "name",
                value: "value",
            },
            "What its fields must be, by name",
        ),
        Key::new(
            "outputs",
            Shape::Pairs {
                tag: "outputParameters",
                name: "name",
                value: "assignToReference",
            },
            "Variables that get its fields, by name of the field",
        ),
        Key::new(
            "when",
            Shape::Gate(&CONDITIONS),
            "When it is waited for at all",
        )
        .or(Absent::And),
        Key::new("next", Shape::Target("connector"), "Where it leads"),
    ],
};
