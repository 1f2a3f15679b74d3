//! The texts of a flow, and which names they mention.

use std::ops::Range;

use rustc_hash::FxHashMap;
use segue_definition::Node;

/// A text, and where it belongs.
#[derive(Clone, Copy)]
pub(crate) struct Leaf<'a> {
    /// The element that holds it.
    pub(crate) node: &'a Node,
    /// The number of the child of the root that it stands in.
    pub(crate) owner: usize,
}

/// Which children of the root mention which names.
pub(super) struct Mentions {
    by_name: FxHashMap<String, Vec<usize>>,
}

/// All texts below `root`.
pub(super) fn leaves(root: &Node) -> Vec<Leaf<'_>> {
    let mut found = Vec::new();
    for (owner, child) in root.children.iter().enumerate() {
        collect(child, owner, &mut found);
    }
    found
}

/// How deep a document is has a limit.
fn collect<'a>(node: &'a Node, owner: usize, found: &mut Vec<Leaf<'a>>) {
    if !node.text.is_empty() {
        found.push(Leaf { node, owner });
    }
    for child in &node.children {
        collect(child, owner, found);
    }
}

impl Mentions {
    /// Where `leaves` mention `names`.
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n str>, leaves: &[Leaf<'_>]) -> Self {
        let mut by_name: FxHashMap<String, Vec<usize>> = names
            .map(|name| (name.to_ascii_lowercase(), Vec::new()))
            .collect();
        let mut folded = String::new();
        for leaf in leaves {
            for at in words(&leaf.node.text).filter(|at| leaf.is_read(at)) {
                folded.clear();
                folded.push_str(&leaf.node.text[at]);
                folded.make_ascii_lowercase();
                if let Some(owners) = by_name.get_mut(&folded)
                    && owners.last() != Some(&leaf.owner)
                {
                    owners.push(leaf.owner);
                }
            }
        }
        Mentions { by_name }
    }

    pub(super) fn of_name(&self, name: &str) -> &[usize] {
        let owners = self.by_name.get(&name.to_ascii_lowercase());
        owners.map_or(&[], Vec::as_slice)
    }
}

impl Leaf<'_> {
    /// Whether a word there can refer to something: names and labels refer to nothing unless a
    /// merge field stands in them, and a connector leads somewhere without reading it.
    fn is_read(&self, at: &Range<usize>) -> bool {
        match &*self.node.tag {
            "locationX" | "locationY" | "targetReference" | "startElementReference" => false,
            "name" | "label" | "description" => {
                let before = &self.node.text[..at.start];
                before
                    .rfind("{!")
                    .is_some_and(|open| !before[open..].contains('}'))
            }
            _ => true,
        }
    }

    /// What it says, whether a person or the platform reads it.
    pub(crate) fn text(&self) -> &str {
        &self.node.text
    }

    /// Whether it only describes the flow to who reads the file.
    pub(crate) fn is_remark(&self) -> bool {
        matches!(
            &*self.node.tag,
            "description" | "name" | "label" | "locationX" | "locationY"
        )
    }
}

/// Ranges of `text` that are letters, digits and underscores.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_part)?;
        let length = text[start..].find(|c| !is_part(c));
        at = length.map_or(text.len(), |length| start + length);
        Some(start..at)
    })
}
