//! Versions of flows: old files are one version each, `Name-3.flow`, and a file of its own says
//! which of them is in force.

use rustc_hash::FxHashMap;

use super::Status;
use crate::document::Node;

/// What is known of the versions of flows, by name in small letters.
#[derive(Default)]
pub(super) struct Versions {
    /// The version in force as the definition says; 0 is none.
    active: FxHashMap<String, u32>,
    /// The version that counts, and how well it does.
    best: FxHashMap<String, (Rank, Number)>,
}

/// The number behind the name; none is a file that is the flow itself.
type Number = Option<u32>;

/// The greatest counts: the flow itself, what the definition names, what says that it is active,
/// the latest.
type Rank = (bool, bool, bool, Number);

impl Versions {
    pub(super) fn add_definition(&mut self, name: &str, active: u32) {
        self.active.insert(name.to_ascii_lowercase(), active);
    }

    /// Definitions come first.
    pub(super) fn add(&mut self, stem: &str, root: &Node) {
        let (name, number) = version(stem);
        let key = name.to_ascii_lowercase();
        let is_named = number.is_some() && self.active.get(&key).copied() == number;
        let says_active = root.child("status").is_some()
            && Status::named(root.text_of("status")) == Status::Active;
        let rank = (number.is_none(), is_named, says_active, number);
        let best = self.best.entry(key).or_insert((rank, number));
        if rank > best.0 {
            *best = (rank, number);
        }
    }

    /// Whether the flow of that name has a version that counts more than this one.
    pub(super) fn is_another_in_force(&self, name: &str, number: Number) -> bool {
        let best = self.best.get(&name.to_ascii_lowercase());
        best.is_some_and(|(_, best)| *best != number)
    }

    /// The status of a version. Where its file says none, the definition does.
    pub(super) fn status(&self, name: &str, number: Number, root: &Node) -> Status {
        let active = self.active.get(&name.to_ascii_lowercase());
        match (root.text_of("status"), number, active) {
            (None, Some(number), Some(active)) if number != *active => Status::Obsolete,
            (written, ..) => Status::named(written),
        }
    }
}

/// The name of the flow and the number of its version.
pub(super) fn version(stem: &str) -> (&str, Number) {
    let numbered = stem.rsplit_once('-');
    let numbered = numbered.and_then(|(name, number)| Some((name, Some(number.parse().ok()?))));
    numbered.unwrap_or((stem, None))
}
