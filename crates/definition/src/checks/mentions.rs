//! Dotted names wherever they stand: in references, in formulas, in texts with merge fields.

use std::ops::Range;

use crate::Place;
use crate::document::Node;

/// A dotted name.
pub(super) struct Mention<'a> {
    /// As it is written.
    pub(super) text: &'a str,
    node: &'a Node,
    at: Range<usize>,
}

impl<'a> Mention<'a> {
    /// Its parts.
    pub(super) fn parts(&self) -> Vec<&'a str> {
        self.text.split('.').collect()
    }

    /// Where it stands in the `source` of its file.
    pub(super) fn place(&self, source: &str) -> Place {
        let characters = |bytes: usize| self.node.text[..bytes].chars().count();
        let at = characters(self.at.start)..characters(self.at.end);
        self.node.place_in_text(source, at)
    }
}

/// All dotted names in `node` and below.
pub(super) fn mentions(node: &Node) -> Vec<Mention<'_>> {
    let mut found = Vec::new();
    collect(node, &mut found);
    found
}

fn collect<'a>(node: &'a Node, found: &mut Vec<Mention<'a>>) {
    let can_refer = !matches!(&*node.tag, "label" | "description" | "name");
    if can_refer && node.text.contains('.') {
        found.extend(dotted_names(&node.text).map(|at| Mention {
            text: &node.text[at.clone()],
            node,
            at,
        }));
    }
    for child in &node.children {
        collect(child, found);
    }
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
            let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '$');
            if is_name && name.contains('.') {
                return Some(start..start + name.len());
            }
        }
    })
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
