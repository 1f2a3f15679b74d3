//! Data tables: rows that can be searched and selected.

use std::sync::Arc;

use segue_flow::ShownField;
use segue_language::{Record, Value, merge_text};

use super::super::Drawing;
use super::{given, is_true, output};
use crate::pages::form::{Row, Table};
use crate::queries::records;

/// Columns of a table that names none.
const COLUMNS_MAX: usize = 6;
/// Rows that are shown at once.
const ROWS_MAX: usize = 200;
/// Rows that need no search.
const ROWS_PLAIN_MAX: usize = 20;

pub(super) fn table(drawing: &Drawing<'_>, shown: &ShownField, value: &Value) -> Table {
    let data = given(shown, "tableData");
    let chosen = ids(&match value {
        Value::Record(_) => output(value, "selectedRows"),
        other => other.clone(),
    });
    let columns = columns(&merge_text(&given(shown, "columns")), data.items());
    let all = data.items().iter().filter_map(Value::as_record);
    let all: Vec<Row> = all.map(|row| drawn(row, &columns, &chosen)).collect();
    let has_search = is_true(&given(shown, "isShowSearchBar")) || all.len() > ROWS_PLAIN_MAX;
    let search = has_search.then(|| {
        let text = drawing.searched(&shown.name).unwrap_or_default();
        (format!("q.{}", shown.name), text)
    });
    let wanted = search.as_ref().map(|(_, text)| text.to_lowercase());
    let (rows, n_more) = found(all, &wanted.unwrap_or_default());
    Table {
        rows,
        n_more,
        search,
        selects: match merge_text(&given(shown, "selectionMode")).as_str() {
            _ if shown.read_only => "",
            "SINGLE_SELECT" => "radio",
            _ => "checkbox",
        },
        columns: columns.into_iter().map(|(_, label)| label).collect(),
    }
}

/// The rows that hold a text, and the selected ones; how many are left out for want of room.
fn found(rows: Vec<Row>, text: &str) -> (Vec<Row>, usize) {
    let holds = |row: &Row| {
        row.cells
            .iter()
            .any(|cell| cell.to_lowercase().contains(text))
    };
    let mut rows: Vec<Row> = rows
        .into_iter()
        .filter(|r| r.is_chosen || holds(r))
        .collect();
    let n_rows = rows.len();
    let mut n_plain = 0;
    rows.retain(|row| {
        n_plain += usize::from(!row.is_chosen);
        row.is_chosen || n_plain <= ROWS_MAX
    });
    let n_more = n_rows - rows.len();
    (rows, n_more)
}

fn drawn(row: &Arc<Record>, columns: &[(String, String)], chosen: &[String]) -> Row {
    let id = row.id().map(ToString::to_string).unwrap_or_default();
    let cell = |(field, _): &(String, String)| {
        records::in_words(&row.get(field).cloned().unwrap_or_default(), None)
    };
    Row {
        is_chosen: chosen.contains(&id),
        cells: columns.iter().map(cell).collect(),
        id,
    }
}

pub(super) fn ids(rows: &Value) -> Vec<String> {
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

/// Fields and labels of the columns that a component's JSON names.
pub(super) fn named_columns(json: &str) -> Vec<(String, String)> {
    let read: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    let named = read.as_array().into_iter().flatten().filter_map(column);
    named.collect()
}

/// Fields and labels of the columns: as the component's JSON says, else the fields of the rows.
fn columns(json: &str, rows: &[Value]) -> Vec<(String, String)> {
    let named = named_columns(json);
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
