//! Reading maps: each key is asked for by name; what nobody asked for is a problem.

use super::document::{Kind, Node, Place};
use super::model::Spot;
use super::problem::Problem;

/// Collects problems while a document is read.
#[derive(Default)]
pub(super) struct Problems(pub(super) Vec<Problem>);

impl Problems {
    pub(super) fn add(&mut self, problem: Problem) {
        self.0.push(problem);
    }
}

/// The keys of one map, taken one by one. [`Fields::finish`] reports those left over.
pub(super) struct Fields<'a> {
    at: Place,
    whose: &'static str,
    entries: &'a [(Node, Node)],
    asked: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The fields of a map; anything else is a problem.
    pub(super) fn of(node: &'a Node, whose: &'static str, problems: &mut Problems) -> Option<Self> {
        let Kind::Map(entries) = &node.kind else {
            problems.add(Problem::wrong_type(node.at, whose, "a map", node.noun()));
            return None;
        };
        Some(Fields {
            at: node.at,
            whose,
            entries,
            asked: Vec::new(),
        })
    }

    /// The value of a key, when it is there.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.push(key);
        let named = |name: &Node| name.scalar().as_deref() == Some(key);
        self.entries
            .iter()
            .find(|(name, _)| named(name))
            .map(|(_, value)| value)
    }

    /// The value of a key that must be there.
    pub(super) fn need(&mut self, key: &'static str, problems: &mut Problems) -> Option<&'a Node> {
        let found = self.take(key);
        if found.is_none() {
            problems.add(Problem::missing_key(self.at, key, self.whose));
        }
        found
    }

    /// A text, when the key is there.
    pub(super) fn text(&mut self, key: &'static str, problems: &mut Problems) -> Option<Spot> {
        let node = self.take(key)?;
        text(node, key, problems)
    }

    /// A text that must be there.
    pub(super) fn need_text(&mut self, key: &'static str, problems: &mut Problems) -> Option<Spot> {
        let node = self.need(key, problems)?;
        text(node, key, problems)
    }

    /// True or false; false when the key is missing.
    pub(super) fn flag(&mut self, key: &'static str, problems: &mut Problems) -> Option<bool> {
        let node = self.take(key)?;
        if let Kind::Boolean(answer) = node.kind {
            return Some(answer);
        }
        problems.add(Problem::wrong_type(
            node.at,
            key,
            "true or false",
            node.noun(),
        ));
        None
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(self, problems: &mut Problems) {
        for (key, _) in self.entries {
            let name = key.scalar().unwrap_or_default();
            if !self.asked.contains(&name.as_str()) {
                problems.add(Problem::unknown_key(key.at, &name, self.whose, &self.asked));
            }
        }
    }
}

/// A scalar as text; anything else is a problem.
pub(super) fn text(node: &Node, what: &str, problems: &mut Problems) -> Option<Spot> {
    let Some(text) = node.scalar() else {
        problems.add(Problem::wrong_type(node.at, what, "a text", node.noun()));
        return None;
    };
    Some(Spot { text, at: node.at })
}

/// The items of a list; anything else is a problem.
pub(super) fn list<'a>(node: &'a Node, what: &str, problems: &mut Problems) -> &'a [Node] {
    let Kind::List(items) = &node.kind else {
        problems.add(Problem::wrong_type(node.at, what, "a list", node.noun()));
        return &[];
    };
    items
}

/// The entries of a map whose keys are names; anything else is a problem.
pub(super) fn named<'a>(
    node: &'a Node,
    what: &str,
    problems: &mut Problems,
) -> Vec<(Spot, &'a Node)> {
    let Kind::Map(entries) = &node.kind else {
        problems.add(Problem::wrong_type(node.at, what, "a map", node.noun()));
        return Vec::new();
    };
    let spot = |key: &Node| key.scalar().map(|text| Spot { text, at: key.at });
    entries
        .iter()
        .filter_map(|(key, value)| Some((spot(key)?, value)))
        .collect()
}

/// One or several texts.
pub(super) fn texts(node: &Node, what: &str, problems: &mut Problems) -> Vec<Spot> {
    list(node, what, problems)
        .iter()
        .filter_map(|item| text(item, what, problems))
        .collect()
}
