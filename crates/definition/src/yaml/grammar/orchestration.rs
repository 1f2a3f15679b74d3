//! Stages and steps.

use super::condition::{ENTRY, EXIT};
use super::{Absent, Grammar, Key, Shape, saying, text};

const INPUTS: Shape = Shape::Values {
    tag: "inputParameters",
    name: "name",
    value: "value",
};

pub(super) static STAGE: Grammar = Grammar {
    name: "a stage",
    tag: "orchestratedStages",
    short: None,
    keys: &[
        Key::new("label", text("label"), "Its label, unless it is the name")
            .or(Absent::NameAsLabel),
        Key::new("description", text("description"), "What it is for"),
        Key::new("steps", Shape::Named("stageSteps", &STEP), "Steps, by name"),
        Key::new(
            "until",
            Shape::Gate(&EXIT),
            "When it is done, unless that is when all its steps are",
        )
        .or(Absent::And),
        Key::new(
            "next",
            Shape::Target("connector"),
            "Where it leads, unless to the stage below",
        )
        .or(Absent::Next),
        Key::new(
            "fault",
            Shape::Target("faultConnector"),
            "Where it leads when it fails",
        ),
        Key::new("at", Shape::Position, "Its place on the canvas").or(Absent::Origin),
    ],
};

pub(super) static STEP: Grammar = Grammar {
    name: "a step",
    tag: "stageSteps",
    short: None,
    keys: &[
        Key::new(
            "run",
            saying("actionName", &[("actionType", "stepBackground")]),
            "A background step: the autolaunched flow that it runs",
        ),
        Key::new(
            "ask",
            saying("actionName", &[("actionType", "stepInteractive")]),
            "An interactive step: the screen flow that somebody fills in",
        ),
        Key::new(
            "approve",
            saying("actionName", &[("actionType", "stepApproval")]),
            "An approval step: the screen flow in which somebody decides",
        ),
        Key::new(
            "call",
            saying("actionName", &[("actionType", "stepMuleSoft")]),
            "An external step: the action of another system",
        ),
        Key::new("label", text("label"), "Its label, unless it is the name")
            .or(Absent::NameAsLabel),
        Key::new("description", text("description"), "What it is for"),
        Key::new(
            "queue",
            Shape::Assignee("Queue"),
            "The queue that has its work item",
        ),
        Key::new(
            "group",
            Shape::Assignee("Group"),
            "The group that has its work item",
        ),
        Key::new(
            "user",
            Shape::Assignee("User"),
            "The user who has its work item",
        ),
        Key::new(
            "resource",
            Shape::Assignee("Resource"),
            "A reference to who has its work item",
        ),
        Key::new("inputs", INPUTS, "Inputs of the flow, by name"),
        Key::new(
            "when",
            Shape::Gate(&ENTRY),
            "When it starts, unless with its stage: `Prepare.Status = Completed`",
        )
        .or(Absent::And),
        Key::new(
            "until",
            Shape::Gate(&EXIT),
            "When it is done, unless that is when its flow is",
        ),
        Key::new(
            "async",
            Shape::Flag("requiresAsyncProcessing"),
            "Whether it runs as a job of its own",
        )
        .or(Absent::Text("false")),
        Key::new(
            "stepSubtype",
            text("stepSubtype"),
            "What the platform's editor keeps",
        )
        .or(Absent::Subtype),
    ],
};
