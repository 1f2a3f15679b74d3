//! Orchestrations and flows as a whole.

use super::orchestration::STAGE;
use super::resource::{CHOICE, CHOICE_SET, CONSTANT, FORMULA, TEMPLATE, VARIABLE};
use super::start::START;
use super::{Absent, Grammar, Key, Shape, element, text, word};

const LABEL: &str = "Its label: the name that people see";
const DESCRIPTION: &str = "What it is for";
const STATUS: &str = "Active unless said otherwise: Draft, Obsolete, InvalidDraft";
const API: &str = "The version of the platform's behavior, 67.0 unless said otherwise";

/// `*.orchestration.yaml`
pub(in crate::yaml) static ORCHESTRATION: Grammar = Grammar {
    name: "an orchestration",
    tag: "Flow",
    short: None,
    keys: &[
        Key::new("orchestration", text("label"), LABEL),
        Key::new("description", text("description"), DESCRIPTION),
        Key::new(
            "type",
            word(
                "processType",
                &[
                    ("orchestration", "Orchestrator"),
                    ("approval", "ApprovalWorkflow"),
                ],
            ),
            "`approval` makes an approval process of it",
        )
        .or(Absent::Text("Orchestrator")),
        Key::new("status", text("status"), STATUS).or(Absent::Text("Active")),
        Key::new("api", text("apiVersion"), API).or(Absent::Text("67.0")),
        Key::new("mode", text("runInMode"), "In whose rights it runs"),
        Key::new("start", Shape::Part("start", &START), "What starts it").or(Absent::Start),
        Key::new(
            "variables",
            Shape::Named("variables", &VARIABLE),
            "Variables, by name",
        ),
        Key::new(
            "constants",
            Shape::Named("constants", &CONSTANT),
            "Constants, by name",
        ),
        Key::new(
            "formulas",
            Shape::Named("formulas", &FORMULA),
            "Formulas, by name",
        ),
        Key::new(
            "templates",
            Shape::Named("textTemplates", &TEMPLATE),
            "Text templates, by name",
        ),
        Key::new(
            "stages",
            Shape::Named("orchestratedStages", &STAGE),
            "Stages, by name, in the order in which they follow each other",
        ),
        Key::new(
            "decisions",
            Shape::Named("decisions", &element::DECISION),
            "Decisions, by name",
        ),
        Key::new(
            "triggerOrder",
            text("triggerOrder"),
            "When it starts among others, 1 to 2000",
        ),
        Key::new(
            "interviewLabel",
            text("interviewLabel"),
            "The name of each run",
        )
        .or(Absent::Interview),
        Key::new(
            "environments",
            Shape::Texts("environments"),
            "Where it is shown",
        )
        .or(Absent::Text("Default")),
        Key::new("metadata", METADATA, "What the platform's editor keeps").or(Absent::Builder),
    ],
};

/// `*.flow.yaml`
pub(in crate::yaml) static FLOW: Grammar = Grammar {
    name: "a flow",
    tag: "Flow",
    short: None,
    keys: &[
        Key::new("flow", text("label"), LABEL),
        Key::new("description", text("description"), DESCRIPTION),
        Key::new(
            "type",
            word(
                "processType",
                &[
                    ("autolaunched", "AutoLaunchedFlow"),
                    ("screen", "Flow"),
                    ("evaluation", "EvaluationFlow"),
                ],
            ),
            "autolaunched unless said otherwise: screen, evaluation",
        )
        .or(Absent::Text("AutoLaunchedFlow")),
        Key::new("status", text("status"), STATUS).or(Absent::Text("Active")),
        Key::new("api", text("apiVersion"), API).or(Absent::Text("67.0")),
        Key::new("mode", text("runInMode"), "In whose rights it runs"),
        Key::new("start", Shape::Part("start", &START), "What starts it").or(Absent::Start),
        Key::new(
            "variables",
            Shape::Named("variables", &VARIABLE),
            "Variables, by name",
        ),
        Key::new(
            "constants",
            Shape::Named("constants", &CONSTANT),
            "Constants, by name",
        ),
        Key::new(
            "formulas",
            Shape::Named("formulas", &FORMULA),
            "Formulas, by name",
        ),
        Key::new(
            "templates",
            Shape::Named("textTemplates", &TEMPLATE),
            "Text templates, by name",
        ),
        Key::new(
            "choices",
            Shape::Named("choices", &CHOICE),
            "Choices, by name",
        ),
        Key::new(
            "choiceSets",
            Shape::Named("dynamicChoiceSets", &CHOICE_SET),
            "Choices made of records or picklists, by name",
        ),
        Key::new(
            "elements",
            Shape::Elements,
            "Elements, by name, in the order in which they follow each other",
        ),
        Key::new(
            "triggerOrder",
            text("triggerOrder"),
            "When it starts among others, 1 to 2000",
        ),
        Key::new(
            "interviewLabel",
            text("interviewLabel"),
            "The name of each interview",
        )
        .or(Absent::Interview),
        Key::new(
            "environments",
            Shape::Texts("environments"),
            "Where it is shown",
        )
        .or(Absent::Text("Default")),
        Key::new("metadata", METADATA, "What the platform's editor keeps").or(Absent::Builder),
    ],
};

const METADATA: Shape = Shape::Values {
    tag: "processMetadataValues",
    name: "name",
    value: "value",
};
