//! A failure with the line of the formula that it concerns, and carets under the place.

use super::Failure;

/// The message: what is wrong, where, and what to do.
pub(super) fn message(formula: &str, failure: &Failure) -> String {
    let mut message = format!("error[{}]: {}", failure.code, failure.message);
    let (number, line, column) = line_at(formula, failure.at.start);
    let n_left = line.chars().count().saturating_sub(column);
    let n_carets = failure.at.len().min(n_left).max(1);
    let gutter = format!("{number} | ");
    let indent = " ".repeat(gutter.len() - 2);
    let before: String = line.chars().take(column).map(blank).collect();
    message.push_str(&format!("\n{gutter}{line}"));
    message.push_str(&format!("\n{indent}| {before}{}", "^".repeat(n_carets)));
    if let Some(help) = &failure.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    message
}

/// Keeps tabs, so that the carets stand under the place.
fn blank(character: char) -> char {
    if character == '\t' { '\t' } else { ' ' }
}

/// The line on which character `at` stands, its number from 1, and the column from 0.
fn line_at(text: &str, at: usize) -> (usize, &str, usize) {
    let mut start = 0;
    for (index, line) in text.split('\n').enumerate() {
        let length = line.chars().count();
        if at <= start + length {
            return (index + 1, line.trim_end_matches('\r'), at - start);
        }
        start += length + 1;
    }
    (1, text, 0)
}
