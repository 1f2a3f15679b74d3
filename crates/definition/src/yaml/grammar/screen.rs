//! Screens, and what stands on them.

use super::condition::CONDITIONS;
use super::element::{AT, DESCRIPTION, LABEL, NEXT};
use super::{Absent, Grammar, Key, Shape, saying, text, word};

pub(super) static SCREEN: Grammar = Grammar {
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
        Key::new(
            "nextButton",
            text("nextOrFinishButtonLabel"),
            "What Next and Finish are called",
        ),
        Key::new(
            "backButton",
            text("backButtonLabel"),
            "What Previous is called",
        ),
        Key::new(
            "pauseButton",
            text("pauseButtonLabel"),
            "What Pause is called",
        ),
        Key::new(
            "actions",
            Shape::Named("actions", &ACTION),
            "Flows that run while it is shown, by name",
        ),
        Key::new(
            "triggers",
            Shape::Parts("triggers", &TRIGGER),
            "What lets its actions run",
        ),
        NEXT,
        AT,
    ],
};

/// A flow that a screen runs while it is shown.
pub(super) static ACTION: Grammar = Grammar {
    name: "a screen action",
    tag: "actions",
    short: None,
    keys: &[
        Key::new(
            "flow",
            saying("actionName", &[("actionType", "flow")]),
            "The flow that it runs",
        ),
        Key::new(
            "action",
            Shape::Action,
            "Another action that it runs: type and name",
        ),
        LABEL,
        Key::new(
            "inputs",
            Shape::Values {
                tag: "inputParameters",
                name: "name",
                value: "value",
            },
            "Inputs, by name",
        ),
    ],
};

/// What lets screen actions run.
pub(super) static TRIGGER: Grammar = Grammar {
    name: "a screen trigger",
    tag: "triggers",
    short: None,
    keys: &[
        Key::new(
            "on",
            word("eventName", &[("click", "flow__screenfieldclick")]),
            "`click`: what happens",
        ),
        Key::new(
            "of",
            text("eventSource"),
            "The component with which it happens",
        ),
        Key::new(
            "run",
            Shape::Wrapped("handlers", "screenActionName"),
            "The actions that run then",
        ),
    ],
};

pub(super) static FIELD: Grammar = Grammar {
    name: "a component",
    tag: "fields",
    short: None,
    keys: &[
        Key::new(
            "field",
            saying("objectFieldReference", &[("fieldType", "ObjectProvided")]),
            "The field of a record variable that it shows: `lead.Email`",
        ),
        Key::new(
            "type",
            text("fieldType"),
            "DisplayText, InputField, RadioButtons, Repeater …",
        ),
        Key::new(
            "component",
            text("extensionName"),
            "The component of an instance",
        ),
        Key::new("dataType", text("dataType"), "What an input takes"),
        Key::new(
            "text",
            text("fieldText"),
            "Its label, or the text that it shows",
        ),
        Key::new(
            "required",
            Shape::Flag("isRequired"),
            "Whether it must be filled in",
        ),
        Key::new(
            "choices",
            Shape::Texts("choiceReferences"),
            "Choices, by name",
        ),
        Key::new(
            "default",
            Shape::Value("defaultValue"),
            "What stands in it first",
        ),
        Key::new("help", text("helpText"), "What helps to fill it in"),
        Key::new(
            "visible",
            Shape::GateIn("visibilityRule", &CONDITIONS),
            "When it is shown, unless always",
        ),
        Key::new(
            "inputs",
            Shape::Values {
                tag: "inputParameters",
                name: "name",
                value: "value",
            },
            "Inputs of the component, by name",
        ),
        Key::new(
            "outputs",
            Shape::Pairs {
                tag: "outputParameters",
                name: "name",
                value: "assignToReference",
            },
            "Variables that get its outputs, by name of the output",
        ),
        Key::new(
            "fields",
            Shape::Named("fields", &FIELD),
            "Components within, by name",
        ),
    ],
};
