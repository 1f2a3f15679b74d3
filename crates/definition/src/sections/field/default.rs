//! The value of a new record: a literal, or a formula that gives one.

use segue_language::{Text, Value};

use crate::document::Node;

/// The value, where it is a literal. A checkbox always has one.
pub(super) fn default_value(kind: &str, node: &Node) -> Option<Value> {
    let written = node.text_of("defaultValue");
    if kind == "Checkbox" {
        let is_true = written.is_some_and(|written| written.eq_ignore_ascii_case("true"));
        return Some(Value::Boolean(is_true));
    }
    literal(kind, written?)
}

/// The formula, where it is no literal.
pub(super) fn default_formula(kind: &str, node: &Node) -> Option<Text> {
    let written = node.text_of("defaultValue").map(str::trim)?;
    let is_formula = kind != "Checkbox" && !written.is_empty() && literal(kind, written).is_none();
    is_formula.then(|| written.into())
}

fn literal(kind: &str, written: &str) -> Option<Value> {
    match kind {
        "Number" | "Currency" | "Percent" => written.trim().parse().ok().map(Value::Number),
        "Date" | "DateTime" | "Time" | "Lookup" | "MasterDetail" => None,
        _ => quoted(written.trim()).map(Value::text),
    }
}

/// The text inside `"…"` or `'…'`, when that is all there is.
fn quoted(written: &str) -> Option<&str> {
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = written.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inner.contains([quote, '\\'])).then_some(inner)
}
