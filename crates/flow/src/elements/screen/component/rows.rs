//! Components that show records and let a person select some: tables and boards.

use std::sync::Arc;

use segue_language::{Num, Text, Value, Values, merge_text};

use super::input;
use crate::Component;
use crate::elements::screen::settle::{Parsed, record};
use crate::interview::compare::same;

/// The data table of the platform.
const DATA_TABLE: &str = "flowruntime:datatable";
/// Its kanban board.
const BOARD: &str = "flowruntime:kanbanBoard";

/// The records that a component shows; none where it shows no records to be selected. The
/// platform tells no names of the inputs of a board: its records are those that it is given.
pub(super) fn of(component: &Component, inputs: &Values) -> Option<Value> {
    if component.extension.eq_ignore_ascii_case(DATA_TABLE) {
        return Some(input(inputs, "tableData"));
    }
    is_board(component).then(|| {
        let mut given = inputs.iter().map(|(_, value)| value);
        let records = given.find(|value| matches!(value, Value::Collection(_)));
        records.cloned().unwrap_or_default()
    })
}

fn is_board(component: &Component) -> bool {
    component.extension.eq_ignore_ascii_case(BOARD)
}

fn mode(inputs: &Values) -> String {
    merge_text(&input(inputs, "selectionMode"))
}

/// Whether it shows rows that cannot be selected.
pub(super) fn are_shown_only(component: &Component, inputs: &Values) -> bool {
    mode(inputs) == "NO_SELECTION" && of(component, inputs).is_some()
}

/// How many rows must be selected.
pub(super) fn least(inputs: &Values) -> usize {
    number(inputs, "minRowSelection").unwrap_or(0)
}

/// What is left of a selection when the rows have changed.
pub(super) fn still_there(table: &Value, held: &Value) -> Value {
    let mut rows = wanted_rows(held);
    rows.retain(|row| row_of(table, row).is_some());
    selected(rows)
}

/// Reads an answer as some of the rows.
pub(super) fn select(
    component: &Component,
    inputs: &Values,
    (table, answer): (&Value, &Value),
) -> Parsed {
    let mut rows = Vec::new();
    for wanted in wanted_rows(answer) {
        let missing = || format!("has no row `{}` in its data", merge_text(&id_of(&wanted)));
        let row = row_of(table, &wanted);
        rows.push(row.cloned().ok_or_else(missing)?);
    }
    check_most(component, inputs, rows.len())?;
    Ok(selected(rows))
}

/// The row of a table that an answer names: by its id, or as the row itself.
fn row_of<'t>(table: &'t Value, wanted: &Value) -> Option<&'t Value> {
    let id = id_of(wanted);
    let mut items = table.items().iter();
    items.find(|row| row.as_record().is_some_and(|row| has_id(row, &id)))
}

fn id_of(wanted: &Value) -> Value {
    match wanted {
        Value::Record(record) => record.id().cloned().map_or(Value::Null, Value::Text),
        other => other.clone(),
    }
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

/// What the component leaves: the rows, and the first of them.
pub(super) fn selected(rows: Vec<Value>) -> Value {
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

fn check_most(component: &Component, inputs: &Values, n_rows: usize) -> Result<(), String> {
    let is_single = match &*mode(inputs) {
        "SINGLE_SELECT" => true,
        "MULTI_SELECT" => false,
        _ => is_board(component),
    };
    let most = match number(inputs, "maxRowSelection") {
        _ if is_single => Some(1),
        most => most,
    };
    match most.filter(|most| n_rows > *most) {
        Some(most) => Err(format!("at most {most} can be selected")),
        None => Ok(()),
    }
}

fn number(inputs: &Values, name: &str) -> Option<usize> {
    let number = match input(inputs, name) {
        Value::Number(number) => number.to_i64(),
        Value::Text(text) => text.trim().parse::<Num>().ok().and_then(Num::to_i64),
        _ => None,
    };
    number.and_then(|number| usize::try_from(number).ok())
}
