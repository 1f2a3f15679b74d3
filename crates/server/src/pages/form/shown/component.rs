//! Components: those with an element of their own, data tables, and all others by their inputs
//! and outputs.

use std::sync::Arc;

use segue_flow::ShownField;
use segue_language::{Record, Text, Value, Values, merge_text};

use super::{Drawing, choices, input, is_true};
use crate::pages::form::{Choice, Component, Control, Field, Row, Table};
use crate::pages::rich_text::{clean, plain};
use crate::queries::records;

/// Columns of a table that names none.
const COLUMNS_MAX: usize = 6;

/// Name of the input of a component whose answer is one of its outputs.
pub(super) fn name(shown: &ShownField) -> Option<String> {
    let output = match shown.extension.as_deref()? {
        _ if !shown.choices.is_empty() => return None,
        "flowruntime:email" | "flowruntime:phone" | "flowruntime:url" => "value",
        "flowruntime:toggle" => return Some(format!("p.{}.value", shown.name)),
        "flowruntime:lookup" => "recordId",
        _ => return None,
    };
    Some(format!("o.{}.{output}", shown.name))
}

pub(super) fn control(drawing: &Drawing<'_>, shown: &ShownField, value: &Value) -> Control {
    let extension = shown.extension.as_deref().unwrap_or_default();
    let answer = output(value, "value");
    if !shown.choices.is_empty() {
        return Control::Radio(choices(&shown.choices, &answer));
    }
    match extension {
        "flowruntime:datatable" => Control::Table(table(shown, value)),
        "flowruntime:email" => Control::Input(input("email", &answer, None)),
        "flowruntime:phone" => Control::Input(input("tel", &answer, None)),
        "flowruntime:url" => Control::Input(input("url", &answer, None)),
        "flowruntime:toggle" => Control::Checkbox(is_true(&answer)),
        "flowruntime:lookup" => lookup(drawing, shown, value),
        "flowruntime:message" | "flowruntime:displayText" => {
            Control::Display(clean(&merge_text(&given(shown, "message"))))
        }
        _ => Control::Component(placeholder(shown, extension, value)),
    }
}

/// API name of the object whose records a lookup component offers.
pub(crate) fn looked_up(shown: &ShownField) -> Option<Text> {
    let is_lookup = shown.extension.as_deref() == Some("flowruntime:lookup");
    is_lookup.then(|| Text::from(merge_text(&given(shown, "objectApiName"))))
}

fn lookup(drawing: &Drawing<'_>, shown: &ShownField, value: &Value) -> Control {
    let chosen = merge_text(&output(value, "recordId"));
    let object = looked_up(shown).unwrap_or_default();
    let offered = drawing.offered.iter().filter(|(known, _)| *known == object);
    let choice = |(id, label): &(Text, String)| Choice {
        is_chosen: **id == *chosen,
        value: id.to_string(),
        label: plain(label),
    };
    let choices = offered.flat_map(|(_, records)| records).map(choice);
    Control::Picklist(choices.collect())
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

fn table(shown: &ShownField, value: &Value) -> Table {
    let data = given(shown, "tableData");
    let chosen = ids(&match value {
        Value::Record(_) => output(value, "selectedRows"),
        other => other.clone(),
    });
    let columns = columns(&merge_text(&given(shown, "columns")), data.items());
    let row = |row: &Arc<Record>| {
        let id = row.id().map(ToString::to_string).unwrap_or_default();
        let cell = |(field, _): &(String, String)| {
            records::in_words(&row.get(field).cloned().unwrap_or_default(), None)
        };
        Row {
            is_chosen: chosen.contains(&id),
            cells: columns.iter().map(cell).collect(),
            id,
        }
    };
    let rows = data.items().iter().filter_map(Value::as_record);
    Table {
        rows: rows.map(row).collect(),
        selects: match merge_text(&given(shown, "selectionMode")).as_str() {
            _ if shown.read_only => "",
            "SINGLE_SELECT" => "radio",
            _ => "checkbox",
        },
        columns: columns.iter().map(|(_, label)| label.clone()).collect(),
    }
}

fn ids(rows: &Value) -> Vec<String> {
    let id = |row: &Value| match row {
        Value::Record(row) => row.id().map(ToString::to_string).unwrap_or_default(),
        other => merge_text(other),
    };
    match rows {
        Value::Collection(rows) => rows.iter().map(id).collect(),
        Value::Null => Vec::new(),
        one => vec![id(one)],
    }
}

/// Fields and labels of the columns: as the component's JSON says, else the fields of the rows.
fn columns(json: &str, rows: &[Value]) -> Vec<(String, String)> {
    let read: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    let named = read.as_array().into_iter().flatten().filter_map(column);
    let named: Vec<_> = named.collect();
    if !named.is_empty() {
        return named;
    }
    let first = rows.first().and_then(Value::as_record);
    let fields = first.into_iter().flat_map(|row| row.fields());
    let plain = fields.filter(|field| !matches!(field.value, Value::Record(_)));
    let names = plain.map(|field| field.name.to_string());
    names
        .take(COLUMNS_MAX)
        .map(|name| (name.clone(), name))
        .collect()
}

fn column(column: &serde_json::Value) -> Option<(String, String)> {
    let text = |name: &str| {
        let text = column.get(name)?.as_str()?;
        (!text.is_empty()).then(|| text.to_owned())
    };
    let field = text("apiName").or_else(|| text("fieldName"))?;
    let label = text("customHeaderLabel").or_else(|| text("label"));
    Some((field.clone(), label.unwrap_or(field)))
}

fn placeholder(shown: &ShownField, extension: &str, value: &Value) -> Component {
    let inputs = shown.inputs.iter();
    Component {
        extension: extension.to_owned(),
        inputs: inputs
            .map(|(name, value)| (name.to_string(), merge_text(value)))
            .collect(),
        outputs: match shown.read_only {
            true => Vec::new(),
            false => outputs(shown, value),
        },
    }
}

/// A text for each output that can be written: those it holds now.
fn outputs(shown: &ShownField, value: &Value) -> Vec<Field> {
    let held: Values = match value {
        Value::Record(held) => {
            let fields = held.fields().iter();
            fields.map(|f| (f.name.clone(), f.value.clone())).collect()
        }
        _ => vec![(Text::from("value"), value.clone())],
    };
    let is_plain = |value: &Value| !matches!(value, Value::Record(_) | Value::Collection(_));
    let writable = held.iter().filter(|(_, value)| is_plain(value));
    writable
        .map(|(name, value)| Field {
            id: format!("f-{}-{name}", shown.name),
            name: format!("o.{}.{name}", shown.name),
            label: plain(name),
            control: Control::Input(input("text", value, None)),
            ..Field::default()
        })
        .collect()
}
