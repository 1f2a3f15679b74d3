//! Components: those of the platform with an element of their own, and all others by their inputs
//! and outputs.

mod board;
mod outputs;
mod table;

use segue_flow::ShownField;
use segue_language::{Num, Text, Value, merge_text};

use super::{Drawing, choices, input, is_true};
use crate::pages::form::{Button, Choice, Control, Files, Input, Lookup, Slider, Toggle, Told};
use crate::pages::rich_text::{clean, plain};

/// Choices that stand open; more of them are a picklist.
const CHOICES_OPEN_MAX: usize = 7;
/// Records of a lookup that need no search.
const RECORDS_OPEN_MAX: usize = 50;

/// Name of the input of a component whose answer is one of its outputs.
pub(super) fn name(shown: &ShownField, control: &Control) -> Option<String> {
    let output = match (shown.extension.as_deref()?, control) {
        (_, Control::Lookup(_) | Control::Files(_) | Control::Table(_) | Control::Board(_)) => {
            return None;
        }
        ("flowruntime:lookup", _) => "recordId",
        (_, Control::Toggle(_)) => return Some(format!("p.{}.value", shown.name)),
        (_, Control::Input(_) | Control::Slider(_)) => "value",
        _ => return None,
    };
    Some(format!("o.{}.{output}", shown.name))
}

/// What a component calls itself, else its API name in words: no element stays without a name.
pub(super) fn label(shown: &ShownField) -> String {
    let names = ["label", "addressLabel", "title"];
    let mut given = names.iter().map(|name| merge_text(&given(shown, name)));
    let given = given.find(|label| !label.trim().is_empty());
    let is_input = !matches!(shown.style, "section" | "display");
    given.unwrap_or_else(|| match is_input {
        true => shown.name.replace('_', " "),
        false => String::new(),
    })
}

pub(super) fn control(drawing: &Drawing<'_>, shown: &ShownField, value: &Value) -> Control {
    let extension = shown.extension.as_deref().unwrap_or_default();
    let answer = output(value, "value");
    if !shown.choices.is_empty() {
        return chooser(shown, &answer);
    }
    match extension {
        "flowruntime:datatable" => Control::Table(table::table(drawing, shown, value)),
        "flowruntime:kanbanBoard" => Control::Board(board::board(shown, value)),
        "flowruntime:email" => line(shown, "email", &answer),
        "flowruntime:phone" => line(shown, "tel", &answer),
        "flowruntime:url" => line(shown, "url", &answer),
        "flowruntime:slider" => Control::Slider(slider(shown, &answer)),
        "flowruntime:toggle" => Control::Toggle(toggle(shown, &answer)),
        "flowruntime:lookup" => lookup(drawing, shown, value),
        "flowruntime:name" => Control::Group(outputs::of_name(shown, value)),
        "flowruntime:address" => Control::Group(outputs::of_address(shown, value)),
        "flowruntime:dependentPicklists" => Control::Group(outputs::of_picklists(shown, value)),
        "forceContent:fileUpload" => Control::Files(files(drawing, shown, value)),
        "flowruntime:actionButtonField" => Control::Button(button(drawing, shown)),
        "flowruntime:image" => Control::Image(picture(shown)),
        "flowruntime:message" | "flowruntime:displayText" => {
            Control::Display(clean(&merge_text(&given(shown, "message"))))
        }
        _ => Control::Component(outputs::placeholder(shown, extension, value)),
    }
}

/// Few choices stand open, many are a picklist.
fn chooser(shown: &ShownField, answer: &Value) -> Control {
    let choices = choices(shown, answer);
    if shown.takes_several {
        return Control::Checkboxes(choices);
    }
    let is_open = choices.len() <= CHOICES_OPEN_MAX || choices.iter().any(|c| c.typed.is_some());
    match is_open {
        true => Control::Radio(choices),
        false => Control::Picklist(choices),
    }
}

fn line(shown: &ShownField, style: &str, answer: &Value) -> Control {
    Control::Input(Input {
        placeholder: merge_text(&given(shown, "placeholder")),
        ..input(style, answer, None)
    })
}

fn toggle(shown: &ShownField, answer: &Value) -> Toggle {
    let words = |name: &str, usual: &str| match merge_text(&given(shown, name)) {
        text if text.is_empty() => usual.to_owned(),
        text => text,
    };
    Toggle {
        is_on: is_true(answer),
        on: words("messageToggleActive", "Active"),
        off: words("messageToggleInactive", "Inactive"),
    }
}

fn slider(shown: &ShownField, answer: &Value) -> Slider {
    let number = |name: &str, usual: &str| match merge_text(&given(shown, name)) {
        text if text.parse::<Num>().is_ok() => text,
        _ => usual.to_owned(),
    };
    let least = number("min", "0");
    Slider {
        value: match merge_text(answer) {
            text if text.is_empty() => least.clone(),
            text => text,
        },
        least,
        most: number("max", "100"),
        step: number("step", "1"),
    }
}

/// API names of the object and field of a lookup: it offers what that field can hold.
pub(crate) fn looked_up(shown: &ShownField) -> Option<(Text, Text)> {
    if shown.style == "lookup" {
        return shown.record_field.clone();
    }
    let is_lookup = shown.extension.as_deref() == Some("flowruntime:lookup");
    let text = |name: &str| Text::from(merge_text(&given(shown, name)));
    is_lookup.then(|| (text("objectApiName"), text("fieldApiName")))
}

/// Ids that a lookup holds.
pub(crate) fn looked_up_ids(held: &Value) -> Vec<Text> {
    let several = output(held, "recordIds");
    let ids = several.items().iter().map(merge_text);
    let mut ids: Vec<String> = ids.filter(|id| !id.is_empty()).collect();
    if ids.is_empty() {
        let one = merge_text(&output(held, "recordId"));
        ids.extend(Some(one).filter(|id| !id.is_empty()));
    }
    ids.into_iter().map(Text::from).collect()
}

pub(super) fn lookup(drawing: &Drawing<'_>, shown: &ShownField, value: &Value) -> Control {
    let chosen = looked_up_ids(value);
    let offered = drawing.offered.iter().find(|o| o.field == shown.name);
    let offered = offered.cloned().unwrap_or_default();
    let most = given(shown, "maxValues");
    let is_multiple = merge_text(&most)
        .parse::<f64>()
        .is_ok_and(|most| most > 1.0);
    let choice = |(id, name): &(Text, String)| Choice {
        is_chosen: chosen.contains(id),
        value: id.to_string(),
        label: plain(name),
        typed: None,
    };
    let choices: Vec<Choice> = offered.records.iter().map(choice).collect();
    let searched = drawing.searched(&shown.name);
    let is_small = !offered.has_more && choices.len() <= RECORDS_OPEN_MAX && searched.is_none();
    if is_small && !is_multiple {
        return Control::Picklist(choices);
    }
    Control::Lookup(Lookup {
        search: (format!("q.{}", shown.name), searched.unwrap_or_default()),
        choices,
        has_more: offered.has_more,
        is_multiple,
    })
}

fn files(drawing: &Drawing<'_>, shown: &ShownField, value: &Value) -> Files {
    let ids = output(value, "contentDocIds");
    let ids: Vec<String> = ids.items().iter().map(merge_text).collect();
    let attached = drawing.files.iter().filter(|file| ids.contains(&file.id));
    Files {
        attached: attached.cloned().collect(),
        accept: merge_text(&given(shown, "accept")),
        is_multiple: is_true(&given(shown, "multiple")),
    }
}

/// What came of its last press it says itself, whatever else its screen shows of that.
fn button(drawing: &Drawing<'_>, shown: &ShownField) -> Button {
    let error = merge_text(&output(&shown.value, "ErrorMessage"));
    Button {
        action: format!("{}/refresh", drawing.action),
        is_live: shown.can_click,
        told: match is_true(&output(&shown.value, "IsSuccess")) {
            true => Told::Done,
            false if error.is_empty() => Told::Nothing,
            false => Told::Failed(error),
        },
    }
}

fn picture(shown: &ShownField) -> String {
    let names = ["imageAlt", "altText", "imageName"];
    let mut given = names.iter().map(|name| merge_text(&given(shown, name)));
    let name = given.find(|name| !name.is_empty());
    name.unwrap_or_else(|| "Picture".to_owned())
}

/// An input of a component.
fn given(shown: &ShownField, name: &str) -> Value {
    let mut inputs = shown.inputs.iter();
    let found = inputs.find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

/// An output of a component; an answer that is not a record is all there is.
fn output(held: &Value, name: &str) -> Value {
    match held {
        Value::Record(outputs) => outputs.get(name).cloned().unwrap_or_default(),
        other => other.clone(),
    }
}
