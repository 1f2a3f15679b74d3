//! Raising of each shape; none where the elements have no short form.

use super::super::grammar::{Grammar, Shape, Short};
use super::super::node::Surroundings;
use super::super::text::ASSIGNMENTS;
use super::super::tree::{Content, Yaml};
use super::conditions::short;
use super::times::{clock, dotted, inside, sort_by, sorts, span, wrapped};
use super::transforms::made;
use super::{Raising, has_marks, is_leaf};
use crate::document::Node;

impl Raising {
    pub(super) fn shape(
        &self,
        shape: &'static Shape,
        own: &[&Node],
        around: Surroundings<'_>,
    ) -> Option<Yaml> {
        match shape {
            Shape::Text { tag, words, also } => text(tag, words, also, own),
            Shape::Flag(_) => {
                let text = single_text(own)?;
                matches!(text, "true" | "false").then(|| Yaml::plain(text))
            }
            Shape::Value(_) => match own {
                [node] => Some(self.value(node)),
                _ => None,
            },
            Shape::Texts(_) => texts(own),
            Shape::Target(_) => target(own),
            Shape::Position => position(own),
            Shape::Named(_, grammar) => self.named(grammar, own),
            Shape::Parts(_, grammar) => self.parts(grammar, own),
            Shape::Part(_, grammar) if grammar.short == Some(Short::Users) => {
                self.members(grammar, own)
            }
            Shape::Part(_, grammar) => {
                match own {
                    [node] if !has_marks(node) && node.text.is_empty() => Some(Yaml::map(
                        self.map(node, grammar, Surroundings { name: "", ..around }),
                    )),
                    _ => None,
                }
            }
            Shape::Values { name, value, .. } => self.values((name, value), own),
            Shape::Pairs { name, value, .. } => self.pairs((name, value), own),
            Shape::Gate(gate) => self.gate(gate, own),
            Shape::GateIn(_, gate) => self.gate_in(gate, own),
            Shape::Items(_) => self.items(own),
            Shape::Assignee(kind) => self.assignee(kind, own),
            Shape::Either { reference, .. } => either(reference, own),
            Shape::Action => action(own),
            Shape::Elements => None,
            Shape::Picks => self.picks(own),
            Shape::And(shape, also) => self.and(shape, also, own, around),
            Shape::Span {
                number,
                unit,
                is_before,
                is_value,
            } => span((number, unit), (*is_before, *is_value), own),
            Shape::Clock(_) => clock(own),
            Shape::Dotted {
                first,
                second,
                is_value,
            } => dotted((first, second), *is_value, own),
            Shape::SortBy => sort_by(own),
            Shape::Sorts(_) => sorts(own),
            Shape::Type => made(own),
            Shape::Transformed { is_named } => self.transformed(*is_named, own),
            Shape::MapItems => self.map_items(around.name, own),
            Shape::Wrapped(_, inner) => wrapped(inner, own),
            Shape::Inside(_, inner) => inside(inner, own),
            Shape::Word(word) => Some(Yaml::plain(*word)),
        }
    }

    /// A shape beside which fixed texts stand.
    fn and(
        &self,
        shape: &'static Shape,
        also: &[(&str, &str)],
        own: &[&Node],
        around: Surroundings<'_>,
    ) -> Option<Yaml> {
        let says = |node: &&Node| {
            let is_it = |(tag, text): &(&str, &str)| *node.tag == **tag && *node.text == **text;
            is_leaf(node) && also.iter().any(is_it)
        };
        let rest: Vec<&Node> = own.iter().copied().filter(|node| !says(node)).collect();
        let is_said = own.len() == rest.len() + also.len() && !rest.is_empty();
        is_said.then(|| self.shape(shape, &rest, around)).flatten()
    }

    fn named(&self, grammar: &'static Grammar, own: &[&Node]) -> Option<Yaml> {
        let Some(names) = self.names(own, grammar.name_tag()) else {
            return self.parts(grammar, own);
        };
        let mut entries = Vec::new();
        for (i, (name, node)) in names.iter().zip(own).enumerate() {
            let around = Surroundings {
                name,
                label: "",
                next: names.get(i + 1).copied(),
            };
            let short = match grammar.short {
                Some(Short::Variable) => variable(node),
                Some(Short::Users) | None => None,
            };
            let value = short.unwrap_or_else(|| Yaml::map(self.map(node, grammar, around)));
            entries.push((Yaml::plain(*name), value));
        }
        Some(Yaml::map(entries))
    }

    /// Members: a list of users, where there are no others.
    fn members(&self, grammar: &'static Grammar, own: &[&Node]) -> Option<Yaml> {
        let [node] = own else { return None };
        if has_marks(node) || !node.text.is_empty() {
            return None;
        }
        let users: Vec<&Node> = node.children("users").collect();
        if users.len() == node.children.len()
            && let Some(
                list @ Yaml {
                    content: Content::List(_),
                    ..
                },
            ) = inside("user", &users)
        {
            return Some(list);
        }
        Some(Yaml::map(self.map(node, grammar, Surroundings::default())))
    }

    fn parts(&self, grammar: &'static Grammar, own: &[&Node]) -> Option<Yaml> {
        let is_plain = |node: &&&Node| !has_marks(node) && node.text.is_empty();
        if own.iter().filter(is_plain).count() < own.len() {
            return None;
        }
        let map = |node: &&Node| Yaml::map(self.map(node, grammar, Surroundings::default()));
        Some(Yaml::of(Content::List(own.iter().map(map).collect())))
    }

    fn items(&self, own: &[&Node]) -> Option<Yaml> {
        if own.iter().any(|node| node.children.is_empty()) {
            return None;
        }
        let item = |node: &&Node| {
            let parts = ("assignToReference", "operator", "value");
            let is_plain = node.children.len() == 2 + node.children("value").count();
            let text = short(node, parts, ASSIGNMENTS).filter(|_| is_plain && !has_marks(node));
            text.map_or_else(|| self.element(node, "assignments"), Yaml::plain)
        };
        Some(match own {
            [single] => match item(single) {
                text @ Yaml {
                    content: Content::Scalar { .. },
                    ..
                } => text,
                map => Yaml::of(Content::List(vec![map])),
            },
            several => Yaml::of(Content::List(several.iter().map(item).collect())),
        })
    }

    fn assignee(&self, kind: &str, own: &[&Node]) -> Option<Yaml> {
        let [node] = own else { return None };
        let assignee = node.child("assignee")?;
        let is_plain = node.children.len() == 2
            && node
                .child("assigneeType")
                .is_some_and(|found| is_leaf(found) && &*found.text == kind)
            && !has_marks(node);
        is_plain.then(|| self.value(assignee))
    }
}

pub(super) fn single_text<'n>(own: &[&'n Node]) -> Option<&'n str> {
    match own {
        [node] if is_leaf(node) => Some(&node.text),
        _ => None,
    }
}

fn text(tag: &str, words: &[(&str, &str)], also: &[(&str, &str)], own: &[&Node]) -> Option<Yaml> {
    let main: Vec<&Node> = own
        .iter()
        .copied()
        .filter(|node| *node.tag == *tag)
        .collect();
    let text = single_text(&main)?;
    let says = |(tag, text): &(&str, &str)| {
        own.iter()
            .any(|node| *node.tag == **tag && is_leaf(node) && *node.text == **text)
    };
    if own.len() != 1 + also.len() || !also.iter().all(says) {
        return None;
    }
    if let Some((word, _)) = words.iter().find(|(_, meant)| *meant == text) {
        return Some(Yaml::plain(*word));
    }
    let is_itself = words.is_empty() || text.starts_with(|c: char| c.is_ascii_uppercase());
    is_itself.then(|| Yaml::plain(text))
}

fn texts(own: &[&Node]) -> Option<Yaml> {
    if !own.iter().all(|node| is_leaf(node)) {
        return None;
    }
    let mut texts: Vec<Yaml> = own.iter().map(|node| Yaml::plain(&*node.text)).collect();
    Some(match texts.len() {
        1 => texts.remove(0),
        _ => Yaml::of(Content::List(texts)),
    })
}

fn target(own: &[&Node]) -> Option<Yaml> {
    let [node] = own else { return None };
    let name = node.child("targetReference").filter(|name| is_leaf(name))?;
    let is_odd = name.text.is_empty() || name.text.contains(' ') || &*name.text == "end";
    if is_odd || has_marks(node) {
        return None;
    }
    match node.children.as_slice() {
        [_] => Some(Yaml::plain(&*name.text)),
        [_, _]
            if node
                .child("isGoTo")
                .is_some_and(|go_to| &*go_to.text == "true") =>
        {
            Some(Yaml::plain(format!("go to {}", name.text)))
        }
        _ => None,
    }
}

fn position(own: &[&Node]) -> Option<Yaml> {
    let at = |tag: &str| {
        let mut found = own.iter().filter(|node| *node.tag == *tag && is_leaf(node));
        found.next().map(|node| Yaml::plain(&*node.text))
    };
    let (x, y) = (at("locationX")?, at("locationY")?);
    (own.len() == 2).then(|| Yaml::of(Content::List(vec![x, y])))
}

fn either(reference: &str, own: &[&Node]) -> Option<Yaml> {
    let text = single_text(own)?;
    let is_reference = *own[0].tag == *reference;
    match (is_reference, text) {
        (_, "") => None,
        (true, name) => Some(Yaml::plain(format!("={name}"))),
        (false, object) => (!object.starts_with('=')).then(|| Yaml::plain(object)),
    }
}

fn action(own: &[&Node]) -> Option<Yaml> {
    let text = |tag: &str| {
        let found: Vec<&Node> = own
            .iter()
            .copied()
            .filter(|node| *node.tag == *tag)
            .collect();
        single_text(&found).filter(|text| !text.is_empty())
    };
    let (name, kind) = (text("actionName")?, text("actionType")?);
    let is_odd = own.len() != 2 || kind.contains(' ') || name.contains(' ');
    (!is_odd).then(|| match name == kind {
        true => Yaml::plain(name),
        false => Yaml::plain(format!("{kind} {name}")),
    })
}

/// `input output list of TYPE OBJECT`, when a variable says nothing else.
fn variable(node: &Node) -> Option<Yaml> {
    const TAGS: [&str; 4] = ["dataType", "isCollection", "isInput", "isOutput"];
    let text = |tag: &str| {
        node.child(tag)
            .filter(|child| is_leaf(child))
            .map(|child| &*child.text)
    };
    let object = text("objectType");
    let n_tags = TAGS.len() + 1 + usize::from(object.is_some());
    if node.children.len() != n_tags || !TAGS.iter().all(|tag| text(tag).is_some()) {
        return None;
    }
    let mut words = Vec::new();
    for (tag, word) in [
        ("isInput", "input"),
        ("isOutput", "output"),
        ("isCollection", "list of"),
    ] {
        match text(tag)? {
            "true" => words.push(word),
            "false" => {}
            _ => return None,
        }
    }
    let kind = text("dataType")?;
    let is_word = |text: &str| !text.is_empty() && !text.contains(char::is_whitespace);
    if !is_word(kind) || !object.is_none_or(is_word) || matches!(kind, "input" | "output" | "list")
    {
        return None;
    }
    words.push(kind);
    words.extend(object);
    Some(Yaml::plain(words.join(" ")))
}
