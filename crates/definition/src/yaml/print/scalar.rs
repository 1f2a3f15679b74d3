//! Texts: plain where nothing else could be read from them, else in quotation marks, several lines
//! as a block.

use super::super::tree::{Content, Yaml};

/// A text on one line; `is_plain` when it may stand without quotation marks.
pub(super) fn inline(text: &str, is_plain: bool, is_inside: bool) -> String {
    if is_plain && is_safe(text, is_inside) {
        return text.to_owned();
    }
    let needs_escapes = text
        .chars()
        .any(|c| c.is_control() || is_break(c) || c == '\u{feff}');
    if !needs_escapes && text.contains(['"', '\\']) && !text.contains('\'') {
        return format!("'{text}'");
    }
    escaped(text)
}

/// Whether a text without quotation marks is read as itself.
fn is_safe(text: &str, is_inside: bool) -> bool {
    const MARKS: &str = "?:,[]{}#&*!|>'\"%@`<";
    let Some(first) = text.chars().next() else {
        return false;
    };
    let follows_dash = text.strip_prefix('-').map(|rest| rest.chars().next());
    let is_dash = follows_dash.is_some_and(|next| !next.is_some_and(char::is_alphanumeric));
    let is_null = matches!(text, "~" | "null" | "Null" | "NULL");
    let is_odd = |c: char| c.is_control() || is_break(c) || c == '\u{feff}';
    !(is_null
        || is_dash
        || MARKS.contains(first)
        || text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace)
        || text.ends_with(':')
        || text.contains(": ")
        || text.contains(" #")
        || text.chars().any(is_odd)
        || (is_inside && (text.contains([',', '[', ']', '{', '}']) || has_loose_colon(text))))
}

/// Whether a colon could be taken for that of a key: those of `09:00` are not.
fn has_loose_colon(text: &str) -> bool {
    let mut colons = text.match_indices(':');
    colons.any(|(at, _)| !text[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric()))
}

fn is_break(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn escaped(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || is_break(c) || c == '\u{feff}' => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text of several lines as a block below its key, where it can be one.
pub(super) fn block(yaml: &Yaml, indent: usize) -> Option<String> {
    let Content::Scalar { text, .. } = &yaml.content else {
        return None;
    };
    let (body, mark) = match text.strip_suffix('\n') {
        Some(body) => (body, "|"),
        None => (text.as_str(), "|-"),
    };
    let is_odd = |c: char| (c.is_control() && c != '\n') || is_break(c) || c == '\u{feff}';
    let is_loose = |line: &str| line.ends_with(' ');
    if !text.contains('\n')
        || body.is_empty()
        || body.starts_with([' ', '\n'])
        || body.ends_with('\n')
        || text.chars().any(is_odd)
        || body.lines().any(is_loose)
    {
        return None;
    }
    let mut out = format!(" {mark}\n");
    for line in body.split('\n') {
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent + 2));
            out.push_str(line);
        }
        out.push('\n');
    }
    Some(out)
}
