//! The fields of a shown screen as a form shows them.

pub(crate) mod component;

use segue_flow::{ShownChoice, ShownField, ShownScreen};
use segue_language::{Text, Value, Values, merge_text};

use super::{Choice, Column, Control, Field, Input, Section};
use crate::pages::rich_text::{clean, plain};

/// What a form is drawn from.
pub(crate) struct Drawing<'a> {
    /// The screen.
    pub(crate) screen: &'a ShownScreen,
    /// What was just sent: shown again, right or wrong.
    pub(crate) sent: &'a Values,
    /// What lookups offer: ids and names by API name of the object.
    pub(crate) offered: &'a [(Text, Vec<(Text, String)>)],
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
        Field {
            id: format!("f-{}{}", prefix.replace('.', "-"), shown.name),
            name: format!(
                "{prefix}{}",
                component::name(shown)
                    .unwrap_or_else(|| { format!("{}.{}", letter(&control), shown.name) })
            ),
            label: plain(&shown.label),
            help: help.map(plain),
            error: self.error(&shown.name),
            required: shown.required,
            read_only: shown.read_only,
            control,
        }
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
            "radio" => Control::Radio(choices(&shown.choices, value)),
            "picklist" => Control::Picklist(choices(&shown.choices, value)),
            "checkboxes" | "multipicklist" => Control::Checkboxes(choices(&shown.choices, value)),
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
    fn items(&self, shown: &ShownField, value: &Value) -> Vec<Vec<Field>> {
        let all = match value {
            Value::Record(held) => held.get("AllItems").cloned().unwrap_or_default(),
            other => other.clone(),
        };
        let blank = std::iter::once(&Value::Null);
        let items = all.items().iter().chain(blank).enumerate();
        let item = |(number, item): (usize, &Value)| {
            let prefix = format!("r.{}.{number}.", shown.name);
            let held = |field: &ShownField| match item {
                Value::Record(item) => item.get(&field.name).cloned().unwrap_or_default(),
                _ => Value::Null,
            };
            let fields = shown.fields.iter();
            let drawn = fields.map(|field| self.field(field, &prefix, &held(field)));
            drawn.collect()
        };
        items.map(item).collect()
    }
}

/// How the answer of a control is read; see `answers.rs`.
fn letter(control: &Control) -> &'static str {
    match control {
        Control::Checkbox(_) => "b",
        Control::Checkboxes(_) | Control::Table(_) => "m",
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

fn choices(offered: &[ShownChoice], value: &Value) -> Vec<Choice> {
    let whole = merge_text(value);
    let chosen: Vec<String> = match value {
        Value::Collection(items) => items.iter().map(merge_text).collect(),
        Value::Null => Vec::new(),
        _ => whole
            .split(';')
            .map(|part| part.trim().to_owned())
            .collect(),
    };
    let choice = |offer: &ShownChoice| {
        let stored = match &offer.value {
            Value::Null => offer.name.to_string(),
            value => merge_text(value),
        };
        Choice {
            is_chosen: stored == whole || chosen.contains(&stored),
            label: plain(&offer.label),
            value: stored,
        }
    };
    offered.iter().map(choice).collect()
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
