//! Components: data tables, and others by their outputs.

mod outputs;

use std::sync::Arc;

use segue_language::{Num, Text, Value, Values, merge_text};

use super::choices::{offers, one};
use super::settle::{Parsed, record};
use crate::elements::records::values_of;
use crate::interview::advance::Advance;
use crate::interview::compare::same;
use crate::interview::stop::Stop;
use crate::{Component, ScreenField};

/// The data table of the platform.
const DATA_TABLE: &str = "flowruntime:datatable";

/// Components that only show something.
const DISPLAYS: [&str; 3] = [
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
    let selects = merge_text(&input(inputs, "selectionMode"));
    let is_shown_only = is_display || is_table(component) && selects == "NO_SELECTION";
    !is_shown_only
}

/// What it holds at first: its inputs, echoed; nothing selected; its inputs' value of a choice.
pub(super) fn default(
    advance: &Advance,
    _field: &ScreenField,
    component: &Component,
) -> Result<Value, Stop> {
    let inputs = inputs(advance, component)?;
    if !component.choices.is_empty() {
        return Ok(input(&inputs, "value"));
    }
    match is_table(component) {
        true => Ok(rows_selected(Vec::new())),
        false => Ok(record(inputs)),
    }
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
    Ok(match answer {
        answer if is_table(component) => select_rows(&inputs, answer),
        Value::Record(given) if !component.levels.is_empty() => {
            outputs::read(&component.extension, &inputs, given)
                .and_then(|held| super::levels::check(component, held))
        }
        Value::Record(given) => outputs::read(&component.extension, &inputs, given),
        answer if !component.choices.is_empty() => one(&offers(advance, field)?, answer),
        Value::Null => Ok(record(inputs)),
        _ => Err("is a component: its answer is a map of its outputs".to_owned()),
    })
}

fn select_rows(inputs: &Values, answer: &Value) -> Parsed {
    let table = input(inputs, "tableData");
    let mut rows = Vec::new();
    for wanted in wanted_rows(answer) {
        let id = match &wanted {
            Value::Record(record) => record.id().cloned().map_or(Value::Null, Value::Text),
            other => other.clone(),
        };
        let mut items = table.items().iter();
        let row = items.find(|row| row.as_record().is_some_and(|row| has_id(row, &id)));
        let missing = || format!("has no row `{}` in its data", merge_text(&id));
        rows.push(row.cloned().ok_or_else(missing)?);
    }
    check_most(inputs, rows.len())?;
    Ok(rows_selected(rows))
}

fn has_id(row: &segue_language::Record, id: &Value) -> bool {
    row.id()
        .is_some_and(|known| same(&Value::Text(known.clone()), id))
}

/// The rows that an answer names: an id, a list of ids, or the outputs of the component.
fn wanted_rows(answer: &Value) -> Vec<Value> {
    match answer {
        Value::Null => Vec::new(),
        Value::Text(text) if text.is_empty() => Vec::new(),
        Value::Collection(items) => items.as_ref().clone(),
        Value::Record(outputs) if outputs.id().is_none() => {
            let selected = outputs
                .get("selectedRows")
                .or_else(|| outputs.get("firstSelectedRow"));
            selected.map(wanted_rows).unwrap_or_default()
        }
        one => vec![one.clone()],
    }
}

fn rows_selected(rows: Vec<Value>) -> Value {
    let first = rows.first().cloned().unwrap_or_default();
    let rows = match rows.is_empty() {
        true => Value::Null,
        false => Value::Collection(Arc::new(rows)),
    };
    record(vec![
        (Text::from("selectedRows"), rows),
        (Text::from("firstSelectedRow"), first),
    ])
}

fn check_most(inputs: &Values, n_rows: usize) -> Result<(), String> {
    let is_single = merge_text(&input(inputs, "selectionMode")) == "SINGLE_SELECT";
    let most = match number(inputs, "maxRowSelection") {
        _ if is_single => Some(1),
        most => most,
    };
    match most.filter(|most| n_rows > *most) {
        Some(most) => Err(format!("at most {most} can be selected")),
        None => Ok(()),
    }
}

/// Why what it holds is not enough to go on.
pub(super) fn missing(
    advance: &Advance,
    component: &Component,
    held: &Value,
) -> Result<Option<String>, Stop> {
    let inputs = inputs(advance, component)?;
    let output = |name: &str| match held {
        Value::Record(outputs) => outputs.get(name).cloned().unwrap_or_default(),
        other => other.clone(),
    };
    if is_table(component) {
        let least = number(&inputs, "minRowSelection").unwrap_or(0);
        let n_rows = output("selectedRows").items().len();
        let too_few = takes_answers(component, &inputs) && n_rows < least;
        return Ok(too_few.then(|| format!("at least {least} must be selected")));
    }
    if let Some(why) = super::levels::missing(component, &inputs, held) {
        return Ok(Some(why));
    }
    let is_answered = ANSWERS.iter().any(|name| !is_blank(&output(name)));
    let is_missing = is_required(component, &inputs) && !is_answered;
    Ok(is_missing.then(|| "must be answered".to_owned()))
}

/// Whether its inputs ask for an answer. Metadata marks every component as required, so that
/// property of the field says nothing.
pub(super) fn is_required(component: &Component, inputs: &Values) -> bool {
    match is_table(component) {
        true => number(inputs, "minRowSelection").is_some_and(|least| least > 0),
        false => ["required", "isRequired"]
            .iter()
            .any(|name| input(inputs, name).is_true()),
    }
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

fn is_table(component: &Component) -> bool {
    component.extension.eq_ignore_ascii_case(DATA_TABLE)
}

pub(super) fn input(inputs: &Values, name: &str) -> Value {
    let found = inputs
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

fn number(inputs: &Values, name: &str) -> Option<usize> {
    let number = match input(inputs, name) {
        Value::Number(number) => number.to_i64(),
        Value::Text(text) => text.trim().parse::<Num>().ok().and_then(Num::to_i64),
        _ => None,
    };
    number.and_then(|number| usize::try_from(number).ok())
}
