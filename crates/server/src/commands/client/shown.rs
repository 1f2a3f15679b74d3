//! How answers are shown to people: tables without lines, moments without fractions, and nothing
//! that a terminal would take for a command.

use comfy_table::presets::NOTHING;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use serde_json::Value;

/// Widest column, in characters; what is longer goes on in the next line.
const COLUMN_MAX: u16 = 60;

/// A table with a line of headings.
pub(super) fn table(headings: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::MAX);
    table.set_header(headings.to_vec());
    for row in rows {
        table.add_row(row.iter().map(|cell| clean(cell)).collect::<Vec<_>>());
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
        column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(COLUMN_MAX)));
    }
    let lines = table.lines().map(|line| line.trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

/// Pairs of a name and a value, one a line; empty values are left out.
pub(super) fn pairs(pairs: &[(&str, String)]) -> String {
    let kept: Vec<_> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let width = kept.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let lines = kept
        .iter()
        .map(|(name, value)| format!("{name:width$}  {}", clean(value)));
    lines.collect::<Vec<_>>().join("\n")
}

/// A text without what would move a cursor or change a color.
pub(super) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => clean.push(' '),
            c if c.is_control() || is_turning(c) => clean.extend(c.escape_unicode()),
            c => clean.push(c),
        }
    }
    clean
}

/// Turns the direction of writing, so that a line reads as another one.
fn is_turning(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text of a member; empty when there is none.
pub(super) fn text(value: &Value, name: &str) -> String {
    match &value[name] {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A member that is a moment, to the second.
pub(super) fn moment(value: &Value, name: &str) -> String {
    let text = text(value, name);
    match text.split_once('.') {
        Some((seconds, _)) if text.ends_with('Z') => format!("{seconds}Z"),
        _ => text,
    }
}

/// The members of a list.
pub(super) fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}
