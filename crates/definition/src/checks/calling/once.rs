//! Things that many places use and that are named once, at the first of them.

use std::collections::BTreeMap;

use crate::document::Node;

/// A thing, the first element that uses it, and how many do.
pub(super) struct Used<'a, T> {
    /// Its name.
    pub(super) name: &'a str,
    /// The first element in order of files and places.
    pub(super) first: &'a Node,
    /// What belongs to the first use.
    pub(super) with: T,
    /// How many uses there are.
    pub(super) n_places: usize,
}

/// Each thing of `uses` once, by name.
pub(super) fn each_once<'a, T>(
    uses: impl IntoIterator<Item = (&'a str, &'a Node, T)>,
) -> Vec<Used<'a, T>> {
    let mut things: BTreeMap<&str, Used<'a, T>> = BTreeMap::new();
    for (name, first, with) in uses.into_iter().filter(|(name, ..)| !name.is_empty()) {
        let used = Used {
            name,
            first,
            with,
            n_places: 1,
        };
        match things.get_mut(name) {
            None => {
                things.insert(name, used);
            }
            Some(known) => known.join(used),
        }
    }
    things.into_values().collect()
}

impl<T> Used<'_, T> {
    /// Counts `other`, which may stand before the first.
    fn join(&mut self, other: Self) {
        let n_places = self.n_places + other.n_places;
        let at = |node: &Node| (node.file, node.range.start);
        if at(other.first) < at(self.first) {
            *self = other;
        }
        self.n_places = n_places;
    }
}
