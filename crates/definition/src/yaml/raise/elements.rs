//! The elements of a flow, as far as possible in the order in which they follow each other. Those
//! of one kind keep the order that they have in the file.

use std::collections::VecDeque;

use super::super::fold::is_folded;
use super::super::grammar::{ELEMENTS, Grammar};
use super::super::lower::lowered_part;
use super::super::node::Surroundings;
use super::super::tree::{Content, Yaml};
use super::{Entries, Raising, name_of};
use crate::canonical::write_xml;
use crate::document::Node;

impl Raising {
    /// Writes the elements that have a short form, and takes them out of what is left.
    pub(super) fn elements(&self, root: &Node, left: &mut Vec<&Node>, entries: &mut Entries) {
        let (ordered, tags) = self.ordered(root);
        if ordered.is_empty() {
            return;
        }
        left.retain(|node| !tags.contains(&&*node.tag));
        let mut elements = Vec::new();
        for (i, node) in ordered.iter().enumerate() {
            let next = ordered.get(i + 1).and_then(|next| name_of(next, "name"));
            let name = name_of(node, "name").unwrap_or_default();
            let around = Surroundings {
                name,
                label: "",
                next,
            };
            if let Some(grammar) = self.kind_of(node) {
                let map = Yaml::map(self.map(node, grammar, around));
                elements.push((Yaml::plain(name), map));
            }
        }
        entries.push((Yaml::plain("elements"), Yaml::map(elements)));
    }

    /// The elements that have a short form, in order, and their tags.
    pub(super) fn ordered<'n>(&self, root: &'n Node) -> (Vec<&'n Node>, Vec<&'static str>) {
        let mut queues: Vec<VecDeque<&Node>> = Vec::new();
        let mut tags = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        for element in ELEMENTS {
            let tag = element.grammar.tag;
            if tags.contains(&tag) {
                continue;
            }
            let nodes: Vec<&Node> = root.children(tag).collect();
            let own = self.names(&nodes, "name");
            let own = own.filter(|own| !own.iter().any(|name| names.contains(name)));
            if let Some(own) = own
                && nodes.iter().all(|node| self.kind_of(node).is_some())
            {
                names.extend(own);
                tags.push(tag);
                queues.push(nodes.into());
            }
        }
        let start = root
            .child("start")
            .and_then(|start| target(start, "connector"));
        (in_order(queues, start), tags)
    }

    /// The kind of an element that has a short form.
    fn kind_of(&self, node: &Node) -> Option<&'static Grammar> {
        let kinds = ELEMENTS.iter().map(|element| element.grammar);
        let mut kinds = kinds.filter(|grammar| *grammar.tag == *node.tag);
        kinds.find(|grammar| self.has_short_form(node, grammar))
    }

    /// Whether the kind of an element can be told by the keys that it has, and nothing is lost.
    fn has_short_form(&self, node: &Node, grammar: &'static Grammar) -> bool {
        let around = Surroundings {
            name: name_of(node, "name").unwrap_or("x"),
            ..Surroundings::default()
        };
        let entries = self.map(node, grammar, around);
        let has = |key: &str| {
            let mut entries = entries.iter();
            entries.any(|(name, value)| {
                name.text() == Some(key) && !matches!(value.content, Content::Null)
            })
        };
        let found = ELEMENTS.iter().find(|element| has(element.key));
        let is_told = found.is_some_and(|element| std::ptr::eq(element.grammar, grammar));
        is_told && (!is_folded(grammar) || self.comes_back(node, grammar, around.name, &entries))
    }

    /// Whether what was made of an element becomes that element again. Those that say in one map
    /// what metadata says in two may not.
    fn comes_back(
        &self,
        node: &Node,
        grammar: &'static Grammar,
        name: &str,
        entries: &Entries,
    ) -> bool {
        let mut original = node.clone();
        original
            .children
            .retain(|child| *child.tag != *grammar.name_tag());
        let again = lowered_part(grammar, name, &Yaml::map(entries.clone()), self.is_typed);
        again.is_some_and(|again| write_xml(&again) == write_xml(&original))
    }
}

/// Takes the element that the last one leads to, where it is the next of its kind.
fn in_order<'n>(mut queues: Vec<VecDeque<&'n Node>>, start: Option<&'n str>) -> Vec<&'n Node> {
    let mut ordered = Vec::new();
    let mut wanted = start;
    loop {
        let is_wanted = |queue: &VecDeque<&Node>| {
            let head = queue.front().and_then(|node| name_of(node, "name"));
            head.is_some() && head == wanted
        };
        let at = queues.iter().position(is_wanted);
        let Some(at) = at.or_else(|| queues.iter().position(|queue| !queue.is_empty())) else {
            return ordered;
        };
        let node = queues[at]
            .pop_front()
            .expect("only queues with an element are chosen");
        wanted = [
            "connector",
            "nextValueConnector",
            "noMoreValuesConnector",
            "defaultConnector",
        ]
        .into_iter()
        .find_map(|tag| target(node, tag))
        .or_else(|| {
            let inner = node.child("rules").or_else(|| node.child("waitEvents"));
            inner.and_then(|inner| target(inner, "connector"))
        });
        ordered.push(node);
    }
}

fn target<'n>(node: &'n Node, connector: &str) -> Option<&'n str> {
    node.child(connector)?.text_of("targetReference")
}
