//! Text with merge fields: `Dear {!contact.FirstName}`.

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
    pub fn parse(_text: &str) -> Template {
        todo!()
    }

    /// What the text merges, each path once; the index is the slot given to `value`.
    pub fn references(&self) -> &[Path] {
        &self.references
    }

    /// Renders with `value(slot)` for each reference.
    ///
    /// # Errors
    /// Passes on the first error of `value`.
    pub fn render<E>(
        &self,
        _value: &mut dyn FnMut(usize) -> Result<Value, E>,
    ) -> Result<String, E> {
        todo!()
    }
}

/// The text of a value in merge fields, and where a condition compares as text.
pub fn merge_text(_value: &Value) -> String {
    todo!()
}
