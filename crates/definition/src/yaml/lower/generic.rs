//! Lowering of what is written by its metadata name, or below `xml`.

use super::super::grammar::grammar_of;
use super::super::node::{Maker, Surroundings};
use super::super::tree::{Content, Yaml};
use super::{Lowering, is_metadata};
use crate::document::{Extra, Node};
use crate::sections::vocabulary;

impl Lowering<'_> {
    /// Elements written by their metadata names. Below `xml` there is no `parent`, and any name.
    pub(super) fn generic(
        &mut self,
        tag: &str,
        parent: &str,
        maker: &Maker,
        value: &Yaml,
    ) -> Vec<Node> {
        match &value.content {
            Content::Null => Vec::new(),
            Content::List(items) => items
                .iter()
                .map(|item| {
                    let maker = Maker {
                        file: self.file,
                        key: item.range.start..item.range.start,
                        range: item.range.clone(),
                    };
                    self.element(tag, parent, &maker, item)
                })
                .collect(),
            Content::Scalar { .. } | Content::Map(_) => {
                vec![self.element(tag, parent, maker, value)]
            }
        }
    }

    fn element(&mut self, tag: &str, parent: &str, maker: &Maker, value: &Yaml) -> Node {
        if let Some(marked) = self.marked(tag, maker, value) {
            return marked;
        }
        if !parent.is_empty() && vocabulary::is_value(tag) {
            return self.value(tag, maker, value);
        }
        let Content::Map(entries) = &value.content else {
            return self.leaf(tag, maker, value);
        };
        if !parent.is_empty()
            && let Some(grammar) = grammar_of(tag, parent)
        {
            let children = self.children(value, grammar, Surroundings::default(), maker);
            return maker.branch(tag, children);
        }
        let mut children = Vec::new();
        for (key, value) in entries {
            let name = key.text().unwrap_or_default();
            let maker = self.maker(key, value);
            if parent.is_empty() {
                children.extend(self.generic(name, "", &maker, value));
            } else {
                children.extend(self.below(tag, key, &maker, value));
            }
        }
        maker.branch(tag, children)
    }

    /// An element below the metadata element `tag`.
    pub(super) fn below(
        &mut self,
        tag: &str,
        key: &Yaml,
        maker: &Maker,
        value: &Yaml,
    ) -> Vec<Node> {
        let name = key.text().unwrap_or_default();
        if name == "xml" {
            let mut nodes = Vec::new();
            for (key, value) in self.entries(value, "xml") {
                let maker = self.maker(key, value);
                nodes.extend(self.generic(key.text().unwrap_or_default(), "", &maker, value));
            }
            return nodes;
        }
        if !is_metadata(tag, name) {
            let known = vocabulary::children_of(tag).unwrap_or_default();
            self.unknown_key_of(key, tag, known);
            return Vec::new();
        }
        self.generic(name, tag, maker, value)
    }

    /// `{$nil: true}`, or a map with `$attributes` or `$text`.
    pub(super) fn marked(&mut self, tag: &str, maker: &Maker, value: &Yaml) -> Option<Node> {
        let Content::Map(entries) = &value.content else {
            return None;
        };
        if !entries.iter().any(|(key, _)| is_mark(key)) {
            return None;
        }
        let mut node = maker.branch(tag, Vec::new());
        for (key, value) in entries {
            let inner = self.maker(key, value);
            match key.text().unwrap_or_default() {
                "$nil" => node.is_nil = value.text() == Some("true"),
                "$text" => node.text = value.text().unwrap_or_default().into(),
                "$attributes" => {
                    let attributes = self.attributes(value);
                    node.extra = Some(Box::new(Extra {
                        attributes,
                        ..Extra::default()
                    }));
                }
                name => node.children.extend(self.generic(name, "", &inner, value)),
            }
        }
        Some(node)
    }

    fn attributes(&mut self, value: &Yaml) -> Vec<(Box<str>, Box<str>)> {
        let text = |yaml: &Yaml| yaml.text().unwrap_or_default().into();
        let entries = self.entries(value, "attributes");
        entries
            .into_iter()
            .map(|(key, value)| (text(key), text(value)))
            .collect()
    }

    pub(super) fn leaf(&mut self, tag: &str, maker: &Maker, value: &Yaml) -> Node {
        match value.text() {
            Some(text) => maker.text(tag, text, self.content(value)),
            None => {
                self.invalid(value, "a text");
                maker.leaf(tag, "")
            }
        }
    }
}

fn is_mark(key: &Yaml) -> bool {
    matches!(key.text(), Some("$nil" | "$text" | "$attributes"))
}
