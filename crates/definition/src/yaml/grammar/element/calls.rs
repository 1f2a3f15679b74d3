//! What calls something else: actions and subflows.

use super::super::{Absent, Grammar, Key, Shape, text};
use super::{AT, DESCRIPTION, FAULT, LABEL, NEXT};

pub(super) static ACTION: Grammar = Grammar {
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

pub(super) static SUBFLOW: Grammar = Grammar {
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
