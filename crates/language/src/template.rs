//! Text with merge fields: `Dear {!contact.FirstName}`.

use std::collections::HashMap;
use std::fmt::Write;

use crate::{Path, Value};

/// Text with merge fields, compiled. Null renders as nothing, dates as ISO text
/// (decisions.md, "Merge text").
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Template {
    parts: Vec<Part>,
    references: Vec<Path>,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Literal(String),
    Merge(usize),
}

impl Template {
    /// Compiles `text`. A `{!` that is never closed stays as it stands.
    pub fn parse(text: &str) -> Template {
        let mut template = Template::default();
        let mut slots = HashMap::new();
        let mut rest = text;
        while let Some((before, reference, after)) = next_merge(rest) {
            template.literal(before);
            let slot = slots.entry(reference);
            let slot = slot.or_insert_with(|| template.slot(Path::new(reference)));
            template.parts.push(Part::Merge(*slot));
            rest = after;
        }
        template.literal(rest);
        template
    }

    /// What the text merges, each path once; the index is the slot given to `value`.
    pub fn references(&self) -> &[Path] {
        &self.references
    }

    /// Renders with `value(slot)` for each reference.
    ///
    /// # Errors
    /// Passes on the first error of `value`.
    pub fn render<E>(&self, value: &mut dyn FnMut(usize) -> Result<Value, E>) -> Result<String, E> {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Merge(slot) => write_merge_text(&value(*slot)?, &mut text),
            }
        }
        Ok(text)
    }

    fn literal(&mut self, text: &str) {
        if !text.is_empty() {
            self.parts.push(Part::Literal(text.to_owned()));
        }
    }

    fn slot(&mut self, path: Path) -> usize {
        self.references.push(path);
        self.references.len() - 1
    }
}

/// Splits at the first merge field: what stands before it, its reference, what follows.
fn next_merge(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find("{!")?;
        let close = open + text[open..].find('}')?;
        let reference = text[open + 2..close].trim();
        if is_reference(reference) {
            return Some((&text[..open], reference, &text[close + 1..]));
        }
        from = open + 2;
    }
}

fn is_reference(text: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || "_.$:-".contains(c);
    !text.is_empty() && text.chars().all(allowed)
}

/// The text of a value in merge fields, and where a condition compares as text.
pub fn merge_text(value: &Value) -> String {
    let mut text = String::new();
    write_merge_text(value, &mut text);
    text
}

fn write_merge_text(value: &Value, text: &mut String) {
    let written = match value {
        Value::Null => Ok(()),
        Value::Boolean(boolean) => write!(text, "{boolean}"),
        Value::Number(number) => write!(text, "{number}"),
        Value::Text(words) => text.write_str(words),
        Value::Date(date) => write!(text, "{date}"),
        Value::DateTime(moment) => {
            write!(text, "{}", moment.to_jiff().strftime("%Y-%m-%d %H:%M:%SZ"))
        }
        Value::Time(time) => write!(text, "{}", time.strftime("%H:%M:%S.%3f")),
        Value::Record(record) => text.write_str(record.id().unwrap_or(&record.object)),
        Value::Collection(items) => write_items(items, text),
    };
    written.expect("writing to a text never fails");
}

fn write_items(items: &[Value], text: &mut String) -> std::fmt::Result {
    text.write_char('[')?;
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            text.write_str(", ")?;
        }
        write_merge_text(item, text);
    }
    text.write_char(']')
}
