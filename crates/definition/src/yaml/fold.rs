//! Short forms that say in one map what metadata says in two: `wait: 2 hours` of a Wait is an
//! offset of its one event.
//!
//! A tag `waitEvents/offset` is an element of the one `waitEvents` within; a tag
//! `inputParameters[TimeOffset]` is the value of the `inputParameters` of that name.

use super::grammar::{Grammar, Shape};
use super::node::Maker;
use crate::document::Node;

/// The order in which the platform writes such inputs.
const INPUTS: [&str; 6] = [
    "TimeTableColumnEnumOrId",
    "TimeFieldColumnEnumOrId",
    "EntityObjectId",
    "AlarmTime",
    "TimeOffset",
    "TimeOffsetUnit",
];

/// The tags of such a kind.
struct Folds {
    within: Option<&'static str>,
    named: Vec<&'static str>,
}

fn folds(grammar: &'static Grammar) -> Folds {
    let tags: Vec<&str> = grammar
        .keys
        .iter()
        .flat_map(|key| key.shape.tags())
        .collect();
    let within = tags.iter().find_map(|tag| tag.split_once('/'));
    Folds {
        within: within.map(|(within, _)| within),
        named: tags.into_iter().filter(|tag| tag.contains('[')).collect(),
    }
}

/// Whether a kind, or one within it, says in one map what metadata says in two.
pub(super) fn is_folded(grammar: &'static Grammar) -> bool {
    let folds = folds(grammar);
    // Only events of Waits are so deep within.
    let below = |shape: &Shape| {
        let Shape::Named("waitEvents", grammar) = shape else {
            return false;
        };
        is_folded(grammar)
    };
    folds.within.is_some()
        || !folds.named.is_empty()
        || grammar.keys.iter().any(|key| below(&key.shape))
}

/// The elements that a map of that kind stands for, of those that its keys stand for.
pub(super) fn fold(nodes: Vec<Node>, maker: &Maker) -> Vec<Node> {
    if !nodes.iter().any(|node| node.tag.contains(['/', '['])) {
        return nodes;
    }
    let (mut folded, mut inputs) = (Vec::new(), Vec::new());
    let mut within: Option<Node> = None;
    for mut node in nodes {
        let tag = std::mem::take(&mut node.tag);
        if let Some((outer, inner)) = tag.split_once('/') {
            node.tag = inner.into();
            let outer = within.get_or_insert_with(|| maker.branch(outer, Vec::new()));
            outer.children.push(node);
        } else if let Some((outer, name)) = named(&tag) {
            node.tag = "value".into();
            let own = Maker {
                file: node.file,
                key: node.tag_range.clone(),
                range: node.range.clone(),
            };
            inputs.push(own.branch(outer, vec![own.leaf("name", name), node]));
        } else {
            node.tag = tag;
            folded.push(node);
        }
    }
    inputs.sort_by_key(|input| INPUTS.iter().position(|name| *name == input.name()));
    inputs.append(&mut folded);
    inputs.extend(within);
    inputs
}

/// The elements of `node` as the keys of its kind stand for them; none when they are so already.
pub(super) fn unfold(node: &Node, grammar: &'static Grammar) -> Option<Vec<Node>> {
    let folds = folds(grammar);
    let mut unfolded = Vec::new();
    if let Some(tag) = folds.within {
        let mut inner = node.children(tag);
        let only = inner.next().filter(|inner| is_plain(inner))?;
        if inner.next().is_some() {
            return None;
        }
        for child in &node.children {
            if *child.tag != *tag {
                unfolded.push(child.clone());
            }
        }
        for child in &only.children {
            unfolded.push(with_tag(child, &format!("{tag}/{}", child.tag)));
        }
        return Some(unfolded);
    }
    if folds.named.is_empty() {
        return None;
    }
    for child in &node.children {
        let tag = format!("{}[{}]", child.tag, child.name());
        let is_known = folds.named.contains(&&*tag) && is_plain(child) && child.children.len() == 2;
        match child.child("value").filter(|_| is_known) {
            Some(value) => unfolded.push(with_tag(value, &tag)),
            None => unfolded.push(child.clone()),
        }
    }
    Some(unfolded)
}

fn with_tag(node: &Node, tag: &str) -> Node {
    Node {
        tag: tag.into(),
        ..node.clone()
    }
}

fn is_plain(node: &Node) -> bool {
    node.text.is_empty() && !node.is_nil && node.extra.is_none()
}

/// `TAG[NAME]`
fn named(tag: &str) -> Option<(&str, &str)> {
    tag.strip_suffix(']')?.split_once('[')
}
