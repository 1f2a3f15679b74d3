//! Lowering of each shape that a value may have.

use super::super::grammar::{ELEMENTS, Grammar, Shape, Short};
use super::super::node::{Maker, Surroundings};
use super::super::text::{ASSIGNMENTS, parts};
use super::super::tree::{Content, Yaml};
use super::{Lowering, element_of};
use crate::document::Node;

impl Lowering<'_> {
    pub(super) fn shape(
        &mut self,
        shape: &'static Shape,
        maker: &Maker,
        value: &Yaml,
        around: Surroundings<'_>,
    ) -> Vec<Node> {
        match shape {
            Shape::Text { tag, words, also } => self.text(tag, words, also, maker, value),
            Shape::Flag(tag) => self.flag(tag, maker, value),
            Shape::Value(tag) => vec![self.value(tag, maker, value)],
            Shape::Texts(tag) => self.texts(tag, maker, value),
            Shape::Target(tag) => self.target(tag, maker, value),
            Shape::Position => self.position(maker, value),
            Shape::Named(tag, grammar) => self.named(tag, grammar, maker, value),
            Shape::Parts(tag, grammar) => self.parts(tag, grammar, maker, value),
            Shape::Part(tag, grammar) => vec![self.whole(tag, grammar, maker, value, around)],
            Shape::Values {
                tag,
                name,
                value: v,
            } => self.values((tag, name, v), maker, value),
            Shape::Pairs {
                tag,
                name,
                value: v,
            } => self.pairs((tag, name, v), maker, value),
            Shape::Gate(gate) => self.gate(gate, maker, value),
            Shape::GateIn(tag, gate) => {
                let children = self.gate(gate, maker, value);
                vec![maker.branch(tag, children)]
            }
            Shape::Items(tag) => self.items(tag, maker, value),
            Shape::Assignee(kind) => self.assignee(kind, maker, value),
            Shape::Either { text, reference } => self.either((text, reference), maker, value),
            Shape::Action => self.action(maker, value),
            Shape::Elements => self.elements(value),
            Shape::Picks => self.picks(maker, value),
            Shape::And(shape, also) => {
                let mut nodes = self.shape(shape, maker, value, around);
                nodes.extend(also.iter().map(|(tag, text)| maker.leaf(tag, text)));
                nodes
            }
            Shape::Span {
                number,
                unit,
                is_before,
                is_value,
            } => self.span((number, unit), (*is_before, *is_value), value),
            Shape::Clock(tag) => self.clock(tag, maker, value),
            Shape::Dotted {
                first,
                second,
                is_value,
            } => self.dotted((first, second), *is_value, value),
            Shape::SortBy => self.sort_by(value),
            Shape::Sorts(tag) => self.sorts(tag, value),
            Shape::Type => self.made(value),
            Shape::Transformed { is_named } => self.transformed(*is_named, maker, value),
            Shape::MapItems => self.map_items(around.name, value),
            Shape::Wrapped(tag, inner) => self.wrapped((tag, inner), value),
            Shape::Inside(tag, inner) => self.inside((tag, inner), maker, value),
            Shape::Word(word) => self.word(word, value),
        }
    }

    /// A map; members may be a list of users.
    fn whole(
        &mut self,
        tag: &str,
        grammar: &'static Grammar,
        maker: &Maker,
        value: &Yaml,
        around: Surroundings<'_>,
    ) -> Node {
        let is_list = !matches!(value.content, Content::Map(_));
        let children = match grammar.short {
            Some(Short::Users) if is_list => self.inside(("users", "user"), maker, value),
            _ => self.children(value, grammar, around, maker),
        };
        maker.branch(tag, children)
    }

    /// A word that stands for no element.
    fn word(&mut self, word: &'static str, value: &Yaml) -> Vec<Node> {
        if value.text() != Some(word) {
            self.invalid_word(value, &format!("`{word}`"), &[word]);
        }
        Vec::new()
    }

    fn text(
        &mut self,
        tag: &str,
        words: &'static [(&'static str, &'static str)],
        also: &'static [(&'static str, &'static str)],
        maker: &Maker,
        value: &Yaml,
    ) -> Vec<Node> {
        let mut nodes = vec![self.leaf(tag, maker, value)];
        let written = value.text().unwrap_or_default();
        if let Some((_, meant)) = words.iter().find(|(word, _)| *word == written) {
            nodes[0].text = (*meant).into();
        } else if !words.is_empty() && !written.starts_with(|c: char| c.is_ascii_uppercase()) {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let expected = format!("one of `{}`", known.join("`, `"));
            self.invalid_word(value, &expected, &known);
            // So that the same slip is no second problem.
            nodes[0].text = words[0].1.into();
        }
        nodes.extend(also.iter().map(|(tag, text)| maker.leaf(tag, text)));
        nodes
    }

    fn flag(&mut self, tag: &str, maker: &Maker, value: &Yaml) -> Vec<Node> {
        if !matches!(value.text(), Some("true" | "false")) {
            self.invalid(value, "true or false");
            return Vec::new();
        }
        vec![self.leaf(tag, maker, value)]
    }

    pub(super) fn texts(&mut self, tag: &str, maker: &Maker, value: &Yaml) -> Vec<Node> {
        match &value.content {
            Content::List(items) => items
                .iter()
                .map(|item| {
                    let maker = self.maker_of(item);
                    self.leaf(tag, &maker, item)
                })
                .collect(),
            _ => vec![self.leaf(tag, maker, value)],
        }
    }

    fn target(&mut self, tag: &str, maker: &Maker, value: &Yaml) -> Vec<Node> {
        let Some(text) = value.text() else {
            self.invalid(value, "the name of an element, `go to NAME` or `end`");
            return Vec::new();
        };
        if text == "end" {
            return Vec::new();
        }
        let name = text.strip_prefix("go to ").unwrap_or(text);
        let at = self.part(value, &(text.len() - name.len()..text.len()));
        let mut children = vec![self.maker_of(value).text("targetReference", name, at)];
        if name.len() < text.len() {
            children.push(maker.leaf("isGoTo", "true"));
        }
        vec![maker.branch(tag, children)]
    }

    fn position(&mut self, maker: &Maker, value: &Yaml) -> Vec<Node> {
        let Content::List(items) = &value.content else {
            self.invalid(value, "a place `[x, y]`");
            return Vec::new();
        };
        let [x, y] = items.as_slice() else {
            self.invalid(value, "a place `[x, y]`");
            return Vec::new();
        };
        vec![
            self.leaf("locationX", maker, x),
            self.leaf("locationY", maker, y),
        ]
    }

    /// A map by name; a list where names are missing or stand twice.
    fn named(
        &mut self,
        tag: &str,
        grammar: &'static Grammar,
        maker: &Maker,
        value: &Yaml,
    ) -> Vec<Node> {
        if let Content::List(_) = &value.content {
            return self.parts(tag, grammar, maker, value);
        }
        let entries = self.entries(value, &format!("{}s by name", grammar.noun()));
        let mut nodes = Vec::new();
        for (i, (key, value)) in entries.iter().enumerate() {
            let next = entries.get(i + 1).and_then(|(next, _)| next.text());
            nodes.push(self.one(tag, grammar, key, value, next));
        }
        nodes
    }

    pub(super) fn one(
        &mut self,
        tag: &str,
        grammar: &'static Grammar,
        key: &Yaml,
        value: &Yaml,
        next: Option<&str>,
    ) -> Node {
        let name = key.text().unwrap_or_default();
        let maker = self.maker(key, value);
        let around = Surroundings {
            name,
            label: "",
            next,
        };
        let mut children = vec![maker.text(grammar.name_tag(), name, self.content(key))];
        if grammar.short == Some(Short::Variable)
            && let Some(text) = value.text()
        {
            children.extend(self.variable(text, value));
        } else {
            children.extend(self.children(value, grammar, around, &maker));
        }
        maker.branch(tag, children)
    }

    fn parts(
        &mut self,
        tag: &str,
        grammar: &'static Grammar,
        maker: &Maker,
        value: &Yaml,
    ) -> Vec<Node> {
        let Content::List(items) = &value.content else {
            let children = self.children(value, grammar, Surroundings::default(), maker);
            return vec![maker.branch(tag, children)];
        };
        let mut nodes = Vec::new();
        for item in items {
            let start = item.range.start;
            let maker = Maker {
                key: start..start + usize::from(start < self.source.len()),
                ..self.maker_of(item)
            };
            let children = self.children(item, grammar, Surroundings::default(), &maker);
            nodes.push(maker.branch(tag, children));
        }
        nodes
    }

    /// `total += 1`
    fn items(&mut self, tag: &str, maker: &Maker, value: &Yaml) -> Vec<Node> {
        let single = std::slice::from_ref(value);
        let items = match &value.content {
            Content::List(items) => items.as_slice(),
            _ => single,
        };
        let mut nodes = Vec::new();
        for item in items {
            if let Content::Map(_) = &item.content {
                nodes.extend(self.generic(tag, "assignments", maker, item));
                continue;
            }
            let Some(parts) = item.text().and_then(|text| parts(text, ASSIGNMENTS)) else {
                self.invalid(item, "an assignment such as `total = 1` or `total += 1`");
                continue;
            };
            let inner = self.maker_of(item);
            let mut children = vec![
                inner.text(
                    "assignToReference",
                    parts.left.0,
                    self.part(item, &parts.left.1),
                ),
                inner.text(
                    "operator",
                    parts.operator.0,
                    self.part(item, &parts.operator.1),
                ),
            ];
            if let Some((written, at)) = &parts.right {
                children.push(self.written("value", written, item, at));
            }
            nodes.push(inner.branch(tag, children));
        }
        nodes
    }

    fn assignee(&mut self, kind: &str, maker: &Maker, value: &Yaml) -> Vec<Node> {
        let assignee = self.value("assignee", maker, value);
        let kind = maker.leaf("assigneeType", kind);
        vec![maker.branch("assignees", vec![assignee, kind])]
    }

    fn either(
        &mut self,
        (text_tag, reference_tag): (&str, &str),
        maker: &Maker,
        value: &Yaml,
    ) -> Vec<Node> {
        let Some(text) = value.text() else {
            let expected = match text_tag {
                "object" => "an object, or `=reference` to records",
                _ => "a date, or a `=reference` to one",
            };
            self.invalid(value, expected);
            return Vec::new();
        };
        vec![match text.strip_prefix('=') {
            Some(name) => {
                let at = self.part(value, &(1..text.len()));
                maker.text(reference_tag, name, at)
            }
            None => self.leaf(text_tag, maker, value),
        }]
    }

    fn action(&mut self, maker: &Maker, value: &Yaml) -> Vec<Node> {
        let Some(text) = value.text() else {
            self.invalid(value, "an action, as `TYPE NAME`");
            return Vec::new();
        };
        let (kind, name) = text.split_once(' ').unwrap_or((text, text));
        let name_at = self.part(value, &(text.len() - name.len()..text.len()));
        let kind_at = self.part(value, &(0..kind.len()));
        vec![
            maker.text("actionName", name, name_at),
            maker.text("actionType", kind, kind_at),
        ]
    }

    fn elements(&mut self, value: &Yaml) -> Vec<Node> {
        let entries = self.entries(value, "elements by name");
        let mut nodes = Vec::new();
        for (i, (key, value)) in entries.iter().enumerate() {
            let next = entries.get(i + 1).and_then(|(next, _)| next.text());
            match element_of(value) {
                Some(grammar) => nodes.push(self.one(grammar.tag, grammar, key, value, next)),
                None => {
                    let known: Vec<&str> = ELEMENTS.iter().map(|known| known.key).collect();
                    let expected = format!("a map with one of the keys `{}`", known.join("`, `"));
                    self.not_an_element(key, value, &expected, &known);
                }
            }
        }
        nodes
    }

    /// The likeliest slip is a misspelt key that says what the element does.
    fn not_an_element(&mut self, key: &Yaml, value: &Yaml, expected: &str, known: &[&str]) {
        let misspelt = match &value.content {
            Content::Map(entries) => entries.iter().map(|(key, _)| key).find(|key| {
                let name = key.text().unwrap_or_default();
                crate::suggest(name, known.iter().copied()).is_some()
            }),
            _ => None,
        };
        match misspelt {
            Some(key) => self.invalid_word(key, expected, known),
            None => self.invalid(key, expected),
        }
    }
}
