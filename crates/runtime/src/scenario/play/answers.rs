//! How one entry of `screens` becomes what a person does on a screen.

use std::sync::Arc;

use segue_flow::{Go, ShownChoice, ShownField, ShownScreen, Submission};
use segue_language::{Record, Text, Type, Value, Values, merge_text};

use super::trouble::Trouble;
use crate::scenario::document::{Kind, Node, Place};
use crate::scenario::values::typed;
use crate::scenario::world::World;

/// Extension name of the component that shows a table.
const DATA_TABLE: &str = "flowruntime:datatable";

/// One map of `screens`.
pub(super) struct Entry<'a> {
    /// Where it stands.
    pub(super) at: Place,
    /// `$screen`: which screen it is for.
    pub(super) screen: Option<String>,
    /// Which button it presses.
    pub(super) go: Go,
    answers: Vec<(String, &'a Node)>,
}

impl Entry<'_> {
    /// Names of the fields that it answers.
    pub(super) fn names(&self) -> String {
        let names: Vec<&str> = self.answers.iter().map(|(name, _)| name.as_str()).collect();
        names.join(", ")
    }
}

/// Reads the maps of `screens`.
pub(super) fn entries(screens: &[Node]) -> Result<Vec<Entry<'_>>, Trouble> {
    screens.iter().map(entry).collect()
}

fn entry(node: &Node) -> Result<Entry<'_>, Trouble> {
    let mut entry = Entry {
        at: node.at,
        screen: None,
        go: Go::Next,
        answers: Vec::new(),
    };
    let Kind::Map(pairs) = &node.kind else {
        return Ok(entry);
    };
    for (key, value) in pairs {
        let name = key.scalar().unwrap_or_default();
        match name.as_str() {
            "$screen" => entry.screen = value.scalar(),
            "$go" => entry.go = button(value)?,
            "$click" => entry.go = Go::Click(value.scalar().unwrap_or_default().into()),
            _ => entry.answers.push((name, value)),
        }
    }
    Ok(entry)
}

fn button(node: &Node) -> Result<Go, Trouble> {
    match node.scalar().unwrap_or_default().as_str() {
        "next" => Ok(Go::Next),
        "previous" => Ok(Go::Previous),
        "pause" => Ok(Go::Pause),
        other => Err(Trouble::unmet(
            "`$go: next`, `previous` or `pause`",
            format!("`$go: {other}`"),
        )),
    }
}

/// What a person does on this screen.
pub(super) fn submission(
    world: &World,
    screen: &ShownScreen,
    entry: Option<&Entry<'_>>,
) -> Result<Submission, Trouble> {
    let refuse = |message: String| Trouble::refused(format!("screen `{}`: {message}", screen.name));
    let Some(entry) = entry else {
        may_press(screen, &Go::Next).map_err(refuse)?;
        return Ok(Submission::default());
    };
    if let Some(wanted) = &entry.screen
        && **wanted != *screen.name
    {
        let message = format!("screen `{}` is shown, not `{wanted}`", screen.name);
        return Err(Trouble::refused(message));
    }
    may_press(screen, &entry.go).map_err(refuse)?;
    let mut fields = Vec::new();
    screen
        .fields
        .iter()
        .for_each(|field| flatten(field, &mut fields));
    let answers: Result<Values, String> = entry
        .answers
        .iter()
        .map(|(name, node)| answer(world, &fields, name, node))
        .collect();
    Ok(Submission {
        answers: answers.map_err(refuse)?,
        go: entry.go.clone(),
    })
}

fn may_press(screen: &ShownScreen, go: &Go) -> Result<(), String> {
    match go {
        Go::Next if !screen.can_go_on => Err("it has no way on".to_owned()),
        Go::Previous if !screen.can_go_back => Err("it has no way back".to_owned()),
        Go::Pause if !screen.can_pause => Err("it cannot be paused".to_owned()),
        // The form itself says whether it has such an action button.
        Go::Next | Go::Previous | Go::Pause | Go::Refresh | Go::Click(_) => Ok(()),
    }
}

/// Sections stand for the fields in them; a repeater is answered as a whole.
fn flatten<'a>(field: &'a ShownField, fields: &mut Vec<&'a ShownField>) {
    fields.push(field);
    if field.style != "repeater" {
        field.fields.iter().for_each(|inner| flatten(inner, fields));
    }
}

fn answer(
    world: &World,
    fields: &[&ShownField],
    name: &str,
    node: &Node,
) -> Result<(Text, Value), String> {
    let Some(field) = named(fields, name) else {
        return Err(format!("it has no field `{name}`"));
    };
    if matches!(field.style, "display" | "section") {
        return Err(format!("the field `{name}` takes no answer"));
    }
    if field.read_only {
        return Err(format!("the field `{name}` cannot be changed"));
    }
    let value = value(world, field, node).map_err(|fault| format!("field `{name}`: {fault}"))?;
    Ok((field.name.clone(), value))
}

/// A record's field is named `variable.Field`, or by its field alone where that is clear.
fn named<'a>(fields: &[&'a ShownField], name: &str) -> Option<&'a ShownField> {
    if let Some(field) = fields.iter().find(|field| *field.name == *name) {
        return Some(field);
    }
    let ends_so = |field: &&&ShownField| {
        field
            .name
            .rsplit_once('.')
            .is_some_and(|(_, last)| last == name)
    };
    let mut ending = fields.iter().filter(ends_so);
    match (ending.next(), ending.next()) {
        (Some(field), None) => Some(field),
        _ => None,
    }
}

fn value(world: &World, field: &ShownField, node: &Node) -> Result<Value, String> {
    if field.extension.as_deref() == Some(DATA_TABLE) && !matches!(node.kind, Kind::Map(_)) {
        return rows(world, field, node);
    }
    if field.record_field.is_some() && !matches!(node.kind, Kind::Boolean(_)) {
        return of_record(world, node);
    }
    if !field.choices.is_empty() {
        return chosen(world, field, node);
    }
    match &node.kind {
        Kind::Map(_) | Kind::List(_) | Kind::Null => typed(node, &Type::Any, world),
        Kind::Boolean(answer) if field.style == "checkbox" => Ok(Value::Boolean(*answer)),
        Kind::Boolean(_) | Kind::Number(_) | Kind::Text(_) => typed(node, &Type::Text, world),
    }
}

/// What a record's field can hold may depend on another answer of the same screen: the form tells.
fn of_record(world: &World, node: &Node) -> Result<Value, String> {
    let texts = texts(world, node)?.into_iter().map(Value::text);
    let texts: Vec<Value> = texts.collect();
    Ok(match (&node.kind, texts.first()) {
        (Kind::List(_), _) => Value::Collection(Arc::new(texts)),
        (_, Some(only)) => only.clone(),
        (_, None) => Value::Null,
    })
}

fn texts(world: &World, node: &Node) -> Result<Vec<String>, String> {
    let items = match &node.kind {
        Kind::Null => return Ok(Vec::new()),
        Kind::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    items
        .iter()
        .map(|item| Ok(merge_text(&typed(item, &Type::Text, world)?)))
        .collect()
}

/// Choices by stored value, then by API name, then by label.
fn chosen(world: &World, field: &ShownField, node: &Node) -> Result<Value, String> {
    let values: Result<Vec<Value>, String> = texts(world, node)?
        .iter()
        .map(|text| choice(&field.choices, text))
        .collect();
    let mut values = values?;
    if matches!(node.kind, Kind::List(_)) {
        return Ok(Value::Collection(Arc::new(values)));
    }
    Ok(values.pop().unwrap_or_default())
}

fn choice(choices: &[ShownChoice], text: &str) -> Result<Value, String> {
    let by_value = choices
        .iter()
        .find(|choice| merge_text(&choice.value) == text);
    let by_name = || choices.iter().find(|choice| *choice.name == *text);
    let by_label = || choices.iter().find(|choice| choice.label == text);
    let found = by_value.or_else(by_name).or_else(by_label);
    let found = found.map(|choice| choice.value.clone());
    let own_words = || {
        let takes_text = choices.iter().any(|choice| choice.takes_text);
        takes_text.then(|| Value::text(text))
    };
    found.or_else(own_words).ok_or_else(|| {
        let known: Vec<String> = choices
            .iter()
            .map(|choice| merge_text(&choice.value))
            .collect();
        format!("`{text}` is none of its choices ({})", known.join(", "))
    })
}

/// Rows of a data table by their record ids.
fn rows(world: &World, field: &ShownField, node: &Node) -> Result<Value, String> {
    let input = |wanted: &str| {
        field
            .inputs
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
    };
    let data = input("tableData").map_or(&[] as &[Value], |(_, value)| value.items());
    let row = |id: &String| {
        let has_id = |value: &&Value| {
            value
                .as_record()
                .and_then(|record| record.id())
                .is_some_and(|other| **other == **id)
        };
        data.iter()
            .find(has_id)
            .cloned()
            .ok_or_else(|| format!("`{id}` is not in its table"))
    };
    let selected: Result<Vec<Value>, String> = texts(world, node)?.iter().map(row).collect();
    let selected = selected?;
    let mut outputs = Record::new("");
    outputs.set(
        "firstSelectedRow",
        selected.first().cloned().unwrap_or_default(),
    );
    outputs.set("selectedRows", Value::Collection(Arc::new(selected)));
    Ok(Value::Record(Arc::new(outputs)))
}
