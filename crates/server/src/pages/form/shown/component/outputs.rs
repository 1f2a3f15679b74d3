//! Components as inputs of their outputs: names, addresses, and what only its own program can
//! show.

use segue_flow::{ShownField, ShownLevel};
use segue_language::{Text, Value, Values, merge_text};

use super::{given, input, is_true, output};
use crate::pages::form::{Choice, Component, Control, Field};
use crate::pages::rich_text::plain;

/// Outputs of a name and their labels.
const NAME: [(&str, &str); 5] = [
    ("salutation", "Salutation"),
    ("firstName", "First name"),
    ("middleName", "Middle name"),
    ("lastName", "Last name"),
    ("suffix", "Suffix"),
];
/// Outputs of a name that are there without being asked for.
const NAME_USUAL: [&str; 2] = ["firstName", "lastName"];
/// Outputs of an address and their labels.
const ADDRESS: [(&str, &str); 5] = [
    ("street", "Street"),
    ("city", "City"),
    ("province", "State or province"),
    ("postalCode", "Postal code"),
    ("country", "Country"),
];
/// The levels of dependent picklists: output, and the input with its label.
const LEVELS: [(&str, &str); 3] = [
    ("topValue", "topLabel"),
    ("middleValue", "middleLabel"),
    ("bottomValue", "bottomLabel"),
];

pub(super) fn of_name(shown: &ShownField, held: &Value) -> Vec<Field> {
    let wanted = merge_text(&given(shown, "fieldsToDisplay"));
    let is_shown = |name: &str| {
        let is_usual = wanted.is_empty() && NAME_USUAL.contains(&name);
        is_usual || wanted.contains(name) || !output(held, name).is_null()
    };
    let parts = NAME.iter().filter(|(name, _)| is_shown(name));
    parts
        .map(|(name, label)| line(shown, held, (name, label)))
        .collect()
}

pub(super) fn of_address(shown: &ShownField, held: &Value) -> Vec<Field> {
    let parts = ADDRESS.iter();
    parts
        .map(|(name, label)| line(shown, held, (name, label)))
        .collect()
}

pub(super) fn of_picklists(shown: &ShownField, held: &Value) -> Vec<Field> {
    if !shown.levels.is_empty() {
        let levels = shown.levels.iter();
        return levels.map(|level| picklist(shown, held, level)).collect();
    }
    let levels = LEVELS.iter().map(|(output, label)| {
        let label = merge_text(&given(shown, label));
        (output, label)
    });
    let named = levels.filter(|(_, label)| !label.is_empty());
    named
        .map(|(output, label)| line(shown, held, (output, &label)))
        .collect()
}

fn picklist(shown: &ShownField, held: &Value, level: &ShownLevel) -> Field {
    let chosen = merge_text(&output(held, &level.output));
    let choices = level.choices.iter().map(|(value, label)| Choice {
        is_chosen: **value == *chosen,
        value: value.to_string(),
        label: plain(label),
        typed: None,
    });
    Field {
        required: level.required,
        control: Control::Picklist(choices.collect()),
        ..line(shown, held, (&level.output, &level.label))
    }
}

/// A component that is not drawn here: its inputs, and a text for each output that can be written.
pub(super) fn placeholder(shown: &ShownField, extension: &str, held: &Value) -> Component {
    let inputs = shown.inputs.iter();
    Component {
        extension: extension.to_owned(),
        inputs: inputs
            .map(|(name, value)| (name.to_string(), merge_text(value)))
            .collect(),
        outputs: match shown.read_only {
            true => Vec::new(),
            false => writable(shown, held),
        },
    }
}

/// Those that the flow knows of and those that it holds now, or its value.
fn writable(shown: &ShownField, held: &Value) -> Vec<Field> {
    let mut known: Values = match held {
        Value::Record(held) => {
            let fields = held.fields().iter();
            fields.map(|f| (f.name.clone(), f.value.clone())).collect()
        }
        _ => vec![(Text::from("value"), held.clone())],
    };
    for name in &shown.leaves {
        if !known
            .iter()
            .any(|(known, _)| known.eq_ignore_ascii_case(name))
        {
            known.push((name.clone(), Value::Null));
        }
    }
    let is_plain = |value: &Value| !matches!(value, Value::Record(_) | Value::Collection(_));
    let lines = known.iter().filter(|(_, value)| is_plain(value));
    lines
        .map(|(name, _)| line(shown, held, (name, name)))
        .collect()
}

fn line(shown: &ShownField, held: &Value, (name, label): (&str, &str)) -> Field {
    Field {
        id: format!("f-{}-{name}", shown.name),
        name: format!("o.{}.{name}", shown.name),
        label: plain(label),
        read_only: shown.read_only || is_true(&given(shown, "disabled")),
        control: Control::Input(input("text", &output(held, name), None)),
        ..Field::default()
    }
}
