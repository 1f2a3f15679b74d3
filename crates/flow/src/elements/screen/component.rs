//! Components: those whose rows are selected, and others by their outputs.

mod outputs;
mod rows;

use segue_language::{Value, Values};

use super::choices;
use super::settle::{Parsed, record};
use crate::elements::records::values_of;
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{Component, FieldKind, ScreenField};

/// Components that only show something.
const DISPLAYS: [&str; 4] = [
    "flowruntime:actionButtonField",
    "flowruntime:image",
    "flowruntime:message",
    "flowruntime:displayText",
];

/// Outputs that say whether a required component was answered.
const ANSWERS: [&str; 8] = [
    "value",
    "recordId",
    "recordIds",
    "selectedRows",
    "contentDocIds",
    "lastName",
    "street",
    "topValue",
];

/// The component's inputs, computed.
pub(super) fn inputs(advance: &Advance, component: &Component) -> Result<Values, Stop> {
    values_of(&advance.view(), &component.inputs)
}

/// Whether a person can answer it.
pub(super) fn takes_answers(component: &Component, inputs: &Values) -> bool {
    let extension = &*component.extension;
    let is_display = DISPLAYS.iter().any(|d| extension.eq_ignore_ascii_case(d));
    !is_display && !rows::are_shown_only(component, inputs)
}

/// What it holds at first: its inputs, echoed; nothing selected; its inputs' value of a choice.
pub(super) fn default(
    advance: &Advance,
    field: &ScreenField,
    component: &Component,
) -> Result<Value, Stop> {
    let inputs = inputs(advance, component)?;
    if !component.choices.is_empty() {
        return choices::stated(advance, field, component.default.as_ref(), &inputs);
    }
    match rows::of(component, &inputs) {
        Some(_) => Ok(rows::selected(Vec::new())),
        None => Ok(record(inputs)),
    }
}

/// What is left of what a component held: nothing where it only shows something, and of a table
/// the rows that its data still has.
pub(super) fn still_held(
    advance: &Advance,
    field: &ScreenField,
    held: Value,
) -> Result<Option<Value>, Stop> {
    let FieldKind::Component(component) = &field.kind else {
        return Ok(Some(held));
    };
    let inputs = inputs(advance, component)?;
    if !takes_answers(component, &inputs) {
        return Ok(None);
    }
    Ok(Some(match rows::of(component, &inputs) {
        Some(rows) => rows::still_there(&rows, &held),
        None => held,
    }))
}

/// Reads an answer: rows of a table, a choice, or a record of outputs.
pub(super) fn parse(
    advance: &Advance,
    field: &ScreenField,
    component: &Component,
    answer: &Value,
) -> Result<Parsed, Stop> {
    let inputs = inputs(advance, component)?;
    if !takes_answers(component, &inputs) {
        return Ok(Err("takes no answer".to_owned()));
    }
    if let Some(rows) = rows::of(component, &inputs) {
        return Ok(rows::select(component, &inputs, (&rows, answer)));
    }
    if !component.choices.is_empty() {
        return choices::parse(advance, field, answer);
    }
    Ok(match answer {
        Value::Record(given) if !component.levels.is_empty() => {
            outputs::read(&component.extension, &inputs, given)
                .and_then(|held| super::levels::check(component, held))
        }
        Value::Record(given) => outputs::read(&component.extension, &inputs, given),
        Value::Null => Ok(record(inputs)),
        _ => Err("is a component: its answer is a map of its outputs".to_owned()),
    })
}

/// Why what it holds is not enough to go on.
pub(super) fn missing(
    advance: &Advance,
    (field, component): (&ScreenField, &Component),
    held: &Value,
) -> Result<Option<String>, Stop> {
    let inputs = inputs(advance, component)?;
    let output = |name: &str| match held {
        Value::Record(outputs) => outputs.get(name).cloned().unwrap_or_default(),
        other => other.clone(),
    };
    if rows::of(component, &inputs).is_some() {
        let least = rows::least(&inputs);
        let n_rows = output("selectedRows").items().len();
        let too_few = takes_answers(component, &inputs) && n_rows < least;
        return Ok(too_few.then(|| format!("at least {least} must be selected")));
    }
    if let Some(why) = super::levels::missing(component, &inputs, held) {
        return Ok(Some(why));
    }
    let is_answered = ANSWERS.iter().any(|name| !is_blank(&output(name)));
    let is_missing = is_required(field, component, &inputs) && !is_answered;
    Ok(is_missing.then(|| "must be answered".to_owned()))
}

/// Whether its inputs ask for an answer. Metadata marks every component as required, so that
/// property of the field says nothing, unless it has choices.
pub(super) fn is_required(field: &ScreenField, component: &Component, inputs: &Values) -> bool {
    let is_marked = ["required", "isRequired"]
        .iter()
        .any(|name| input(inputs, name).is_true());
    match rows::of(component, inputs) {
        Some(_) => rows::least(inputs) > 0,
        None => is_marked || field.required && !component.choices.is_empty(),
    }
}

/// Whether its inputs say that it cannot be answered.
pub(super) fn is_locked(inputs: &Values) -> bool {
    let names = ["disabled", "readonly"];
    names.iter().any(|name| input(inputs, name).is_true())
}

/// Whether a value counts as no answer.
pub(super) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::Collection(items) => items.is_empty(),
        _ => false,
    }
}

pub(super) fn input(inputs: &Values, name: &str) -> Value {
    let found = inputs
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}
