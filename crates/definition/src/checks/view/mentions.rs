//! Dotted names wherever they stand: in references, in formulas, in texts with merge fields.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use crate::Place;
use crate::document::{Node, Offsets};

/// A dotted name.
pub(crate) struct Mention<'a> {
    /// As it is written.
    pub(crate) text: &'a str,
    node: &'a Node,
    at: Range<usize>,
    /// Measured for the first problem in a text and shared by all mentions in it.
    offsets: Rc<OnceCell<Offsets>>,
}

impl<'a> Mention<'a> {
    /// Its parts.
    pub(crate) fn parts(&self) -> Vec<&'a str> {
        self.text.split('.').collect()
    }

    /// The step and the output of `Step.Outputs.output`.
    pub(crate) fn step_output(&self) -> Option<(&'a str, &'a str)> {
        match self.parts().as_slice() {
            [step, "Outputs", output, ..] => Some((step, output)),
            _ => None,
        }
    }

    /// Where it stands in the `source` of its file.
    pub(crate) fn place(&self, source: &str) -> Place {
        let offsets = self.offsets.get_or_init(|| Offsets::of(self.node, source));
        offsets.place(self.node, &self.at)
    }
}

/// All dotted names in `node` and below.
pub(crate) fn mentions(node: &Node) -> Vec<Mention<'_>> {
    let mut found = Vec::new();
    collect(node, &mut found);
    found
}

fn collect<'a>(node: &'a Node, found: &mut Vec<Mention<'a>>) {
    if node.text.contains(['.', '$']) {
        let offsets = Rc::default();
        let names = dotted_names(&node.text).filter(|at| is_reference(node, at));
        found.extend(names.map(|at| Mention {
            text: &node.text[at.clone()],
            node,
            at,
            offsets: Rc::clone(&offsets),
        }));
    }
    for child in &node.children {
        collect(child, found);
    }
}

/// Whether a name at that place refers to something and is not just text.
fn is_reference(node: &Node, at: &Range<usize>) -> bool {
    let tag = &*node.tag;
    let is_formula = matches!(
        tag,
        "expression" | "formulaExpression" | "filterFormula" | "formula"
    );
    is_formula
        || tag.ends_with("Reference")
        || tag.ends_with("References")
        || node.text[..at.start].trim_end().ends_with("{!")
}

/// Ranges of `text` such as `Step.Outputs.x` or `$Label.Y`.
fn dotted_names(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | ':');
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(is_part)?;
            let length = text[start..].find(|c| !is_part(c));
            at = length.map_or(text.len(), |length| start + length);
            let name = text[start..at].trim_end_matches('.');
            if is_dotted_name(name) {
                return Some(start..start + name.len());
            }
        }
    })
}

/// `Step.Status`, `$Record` and `$Record.Id` are; `1.5`, `Status` and `$5` are not.
fn is_dotted_name(name: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic();
    match name.strip_prefix('$') {
        Some(global) => global.starts_with(is_letter),
        None => name.starts_with(is_letter) && name.contains('.'),
    }
}

#[cfg(test)]
mod tests {
    use super::dotted_names;

    #[test]
    fn dotted_names_are_found_in_formulas_and_texts() {
        let text = "IF({!Draft.Outputs.ok}, 1.5, $Label.Sorry). See a.b.";
        let found: Vec<&str> = dotted_names(text).map(|at| &text[at]).collect();
        assert_eq!(found, ["Draft.Outputs.ok", "$Label.Sorry", "a.b"]);
    }
}
