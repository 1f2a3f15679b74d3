//! What stands on screens.

use super::condition::CONDITIONS;
use super::{Grammar, Key, Shape, text};

pub(super) static FIELD: Grammar = Grammar {
    name: "a component",
    tag: "fields",
    short: None,
    keys: &[
        Key::new(
            "type",
            text("fieldType"),
            "DisplayText, InputField, RadioButtons …",
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
