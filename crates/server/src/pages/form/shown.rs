//! The fields of a shown screen as a form shows them.

pub(crate) mod component;

use segue_flow::{ShownChoice, ShownField, ShownScreen};
use segue_language::{Text, Value, Values, merge_text};

use super::{Choice, Column, Control, Field, File, Input, Item, Section, Typed};
use crate::pages::rich_text::{Markup, clean, plain};

/// What a form is drawn from.
pub(crate) struct Drawing<'a> {
    /// The screen.
    pub(crate) screen: &'a ShownScreen,
    /// What was just sent: shown again, right or wrong.
    pub(crate) sent: &'a Values,
    /// The same as inputs: what is searched for is there.
    pub(crate) inputs: &'a [(String, String)],
    /// What lookups offer.
    pub(crate) offered: &'a [Offered],
    /// Where the form is sent.
    pub(crate) action: &'a str,
    /// Files that were attached.
    pub(crate) files: &'a [File],
}

/// What a lookup offers to somebody.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offered {
    /// API name of its field.
    pub(crate) field: Text,
    /// Ids and names: the chosen ones, then those found.
    pub(crate) records: Vec<(Text, String)>,
    /// There are more than those.
    pub(crate) has_more: bool,
}

/// The visible fields of a screen.
pub(crate) fn draw(drawing: &Drawing<'_>) -> Vec<Field> {
    drawing.fields(&drawing.screen.fields)
}

impl Drawing<'_> {
    fn fields(&self, fields: &[ShownField]) -> Vec<Field> {
        let visible = fields.iter().filter(|field| field.visible);
        let held = |field: &ShownField| {
            self.sent(&field.name)
                .unwrap_or_else(|| field.value.clone())
        };
        visible
            .map(|field| self.field(field, "", &held(field)))
            .collect()
    }

    fn field(&self, shown: &ShownField, prefix: &str, held: &Value) -> Field {
        let control = self.control(shown, held);
        let help = shown.help.as_deref().filter(|help| !help.is_empty());
        let own_name = component::name(shown, &control);
        let name = own_name.unwrap_or_else(|| format!("{}.{}", letter(&control), shown.name));
        Field {
            id: format!("f-{}{}", prefix.replace('.', "-"), shown.name),
            name: format!("{prefix}{name}"),
            label: label(shown),
            help: help.map(plain),
            error: self.error(&place(prefix, &shown.name)),
            note: None,
            required: shown.required,
            read_only: shown.read_only,
            control,
        }
    }

    /// What is searched for at a field.
    fn searched(&self, field: &str) -> Option<String> {
        super::searched(self.inputs, field).map(str::to_owned)
    }

    fn sent(&self, name: &str) -> Option<Value> {
        let mut sent = self.sent.iter();
        let found = sent.find(|(sent, _)| sent.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.clone())
    }

    fn error(&self, name: &str) -> Option<String> {
        let mut errors = self.screen.errors.iter();
        let error = errors.find(|(field, _)| field.eq_ignore_ascii_case(name));
        error.map(|(_, message)| sentence(message))
    }

    fn control(&self, shown: &ShownField, value: &Value) -> Control {
        match shown.style {
            "display" => Control::Display(clean(&merge_text(value))),
            "section" => Control::Section(self.section(shown)),
            "repeater" => Control::Repeater(self.items(shown, value)),
            "longtext" => Control::LongText(merge_text(value)),
            "checkbox" => Control::Checkbox(is_true(value)),
            "radio" => Control::Radio(choices(shown, value)),
            "picklist" if shown.choices.iter().any(|choice| choice.takes_text) => {
                Control::Radio(choices(shown, value))
            }
            "picklist" => Control::Picklist(choices(shown, value)),
            "checkboxes" | "multipicklist" => Control::Checkboxes(choices(shown, value)),
            "lookup" => component::lookup(self, shown, value),
            "component" => component::control(self, shown, value),
            style => Control::Input(input(style, value, shown.scale)),
        }
    }

    fn section(&self, shown: &ShownField) -> Section {
        let mut rest = shown.fields.as_slice();
        let mut columns = Vec::new();
        for (width, n_fields) in &shown.columns {
            let (mine, others) = rest.split_at((*n_fields).min(rest.len()));
            rest = others;
            columns.push(Column {
                width: *width,
                fields: self.fields(mine),
            });
        }
        Section { columns }
    }

    /// The items there are, and a blank one to fill in.
    fn items(&self, shown: &ShownField, value: &Value) -> Vec<Item> {
        let all = match value {
            Value::Record(held) => held.get("AllItems").cloned().unwrap_or_default(),
            other => other.clone(),
        };
        let blank = std::iter::once(&Value::Null);
        let items = all.items().iter().chain(blank).enumerate();
        let drawn = items.map(|(number, item)| self.item(shown, number, item));
        drawn.collect()
    }

    fn item(&self, shown: &ShownField, number: usize, item: &Value) -> Item {
        let prefix = format!("r.{}.{number}.", shown.name);
        let record = item.as_record();
        let held = |field: &ShownField| {
            let held = record.and_then(|item| item.get(&field.name));
            held.cloned().unwrap_or_default()
        };
        let fields = shown.rows.get(number).unwrap_or(&shown.fields).iter();
        let visible = fields.filter(|field| field.visible);
        Item {
            id: record
                .and_then(|item| item.id().map(ToString::to_string))
                .unwrap_or_default(),
            fields: visible
                .map(|field| self.field(field, &prefix, &held(field)))
                .collect(),
        }
    }
}

/// Where errors place a field: one of an item by the item, `Guests.0.Name`.
fn place(prefix: &str, name: &str) -> String {
    format!("{}{name}", prefix.strip_prefix("r.").unwrap_or(prefix))
}

/// What a field is called; components say it among their inputs.
fn label(shown: &ShownField) -> Markup {
    match shown.label.trim().is_empty() {
        true => plain(&component::label(shown)),
        false => plain(&shown.label),
    }
}

/// How the answer of a control is read; see `answers.rs`.
fn letter(control: &Control) -> &'static str {
    match control {
        Control::Checkbox(_) => "b",
        Control::Checkboxes(_) | Control::Table(_) | Control::Board(_) => "m",
        Control::Lookup(_) => "l",
        Control::Files(_) => "u",
        _ => "v",
    }
}

fn input(style: &str, value: &Value, scale: Option<u8>) -> Input {
    let (kind, unit) = match style {
        "number" => ("number", ""),
        "currency" => ("number", "currency"),
        "date" => ("date", ""),
        "datetime" => ("datetime-local", "UTC"),
        "time" => ("time", ""),
        "password" => ("password", ""),
        "email" => ("email", ""),
        "tel" => ("tel", ""),
        "url" => ("url", ""),
        _ => ("text", ""),
    };
    Input {
        kind,
        value: as_input(value),
        step: match kind {
            "number" => step(scale),
            _ => String::new(),
        },
        unit,
        placeholder: String::new(),
    }
}

/// A value as the element of its type takes it.
pub(crate) fn as_input(value: &Value) -> String {
    match value {
        Value::DateTime(moment) => {
            let moment = moment.to_jiff();
            moment.strftime("%Y-%m-%dT%H:%M").to_string()
        }
        Value::Time(time) => time.strftime("%H:%M").to_string(),
        other => merge_text(other),
    }
}

/// The least step of a number with so many decimal places.
pub(crate) fn step(scale: Option<u8>) -> String {
    match scale {
        None => "any".to_owned(),
        Some(0) => "1".to_owned(),
        Some(scale) => format!("0.{}1", "0".repeat(usize::from(scale) - 1)),
    }
}

fn choices(shown: &ShownField, value: &Value) -> Vec<Choice> {
    let whole = merge_text(value);
    let chosen: Vec<String> = match value {
        Value::Collection(items) => items.iter().map(merge_text).collect(),
        Value::Null => Vec::new(),
        _ => whole
            .split(';')
            .map(|part| part.trim().to_owned())
            .collect(),
    };
    let offered = shown.choices.iter();
    let known: Vec<String> = offered.clone().map(stored).collect();
    let is_known = |text: &String| known.contains(text) || text.is_empty();
    // What is no choice was typed for the one that takes a text.
    let added = chosen.iter().find(|text| !is_known(text));
    let added = added.filter(|_| !known.contains(&whole));
    let choice = |offer: &ShownChoice| {
        let stored = stored(offer);
        let typed = offer.takes_text.then(|| Typed {
            name: format!("t.{}.{stored}", shown.name),
            prompt: offer.prompt.clone(),
            text: added.cloned().unwrap_or_default(),
        });
        let is_typed = offer.takes_text && added.is_some();
        Choice {
            is_chosen: is_typed || stored == whole || chosen.contains(&stored),
            label: plain(&offer.label),
            value: stored,
            typed,
        }
    };
    offered.map(choice).collect()
}

/// What a form sends for a choice.
fn stored(offer: &ShownChoice) -> String {
    match &offer.value {
        Value::Null => offer.name.to_string(),
        value => merge_text(value),
    }
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.eq_ignore_ascii_case("true"),
        other => other.is_true(),
    }
}

/// `must be answered` as a sentence of its own.
pub(crate) fn sentence(message: &str) -> String {
    let mut characters = message.chars();
    let first = characters.next().map(|c| c.to_uppercase().to_string());
    let rest = characters.as_str();
    let end = if message.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    first.unwrap_or_default() + rest + end
}
