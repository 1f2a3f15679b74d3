//! What chooses a way: decisions and loops.

use super::super::condition::CONDITIONS;
use super::super::{Absent, Grammar, Key, Shape, text};
use super::{AT, DESCRIPTION, LABEL};

pub(in crate::yaml::grammar) static DECISION: Grammar = Grammar {
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

pub(in crate::yaml::grammar) static OUTCOME: Grammar = Grammar {
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

pub(super) static LOOP: Grammar = Grammar {
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
