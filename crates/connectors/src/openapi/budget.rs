//! References inside a document: followed within a budget, never in a ring, never outside.

use serde_json::Value as Json;

/// References followed in one document.
const FOLLOWED_MAX: usize = 50_000;
/// References that lead to references.
const CHAIN_MAX: usize = 16;

/// How much may still be followed.
pub(super) struct Budget {
    left: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { left: FOLLOWED_MAX }
    }
}

impl Budget {
    /// What a node is, when it is a reference what that leads to. None for one that leads outside
    /// the document, nowhere, or in a ring.
    pub(super) fn resolve<'d>(&mut self, document: &'d Json, node: &'d Json) -> Option<&'d Json> {
        let mut at = node;
        for _ in 0..CHAIN_MAX {
            let Some(reference) = reference(at) else {
                return Some(at);
            };
            self.left = self.left.checked_sub(1)?;
            at = document.pointer(&pointer(reference)?)?;
        }
        None
    }
}

/// The reference that a node is.
pub(super) fn reference(node: &Json) -> Option<&str> {
    node.get("$ref")?.as_str()
}

fn pointer(reference: &str) -> Option<String> {
    let pointer = reference.strip_prefix('#')?;
    // The few characters that documents encode in names of schemas.
    let plain = pointer
        .replace("%7B", "{")
        .replace("%7D", "}")
        .replace("%20", " ");
    Some(plain.replace("%24", "$").replace("%25", "%"))
}
