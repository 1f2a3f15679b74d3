//! Raising of values, and of maps by name of them.

use super::super::text::plain;
use super::super::tree::{Content, Yaml};
use super::{Entries, Raising, has_marks, is_leaf};
use crate::document::Node;

impl Raising {
    /// A value: short where it is one text, number, reference or the like.
    pub(super) fn value(&self, node: &Node) -> Yaml {
        if has_marks(node) || !node.text.is_empty() {
            return self.marked(node);
        }
        if let [inner] = node.children.as_slice()
            && is_leaf(inner)
            && let Some(short) = short(inner)
        {
            return short;
        }
        let children: Vec<&Node> = node.children.iter().collect();
        let mut entries = Vec::new();
        self.rest(&children, None, &node.tag, &mut entries);
        Yaml::map(entries)
    }

    pub(super) fn values(&self, (name, value): (&str, &str), own: &[&Node]) -> Option<Yaml> {
        self.by_name((name, value), own, |value| Some(self.value(value)))
    }

    pub(super) fn pairs(&self, (name, value): (&str, &str), own: &[&Node]) -> Option<Yaml> {
        let text = |node: &Node| is_leaf(node).then(|| Yaml::plain(&*node.text));
        self.by_name((name, value), own, text)
            .filter(|map| !has_null(map))
    }

    /// A map by name; a list where a name is missing or stands twice, or says something else.
    fn by_name(
        &self,
        (name_tag, value_tag): (&str, &str),
        own: &[&Node],
        raise: impl Fn(&Node) -> Option<Yaml>,
    ) -> Option<Yaml> {
        let Some(names) = self.names(own, name_tag) else {
            return self.as_list(own);
        };
        let mut entries: Entries = Vec::new();
        for (name, node) in names.into_iter().zip(own) {
            let value = match (node.child(value_tag), node.children.len()) {
                (None, 1) => Yaml::of(Content::Null),
                (Some(value), 2) => raise(value)?,
                _ => return self.as_list(own),
            };
            entries.push((Yaml::plain(name), value));
        }
        Some(Yaml::map(entries))
    }

    fn as_list(&self, own: &[&Node]) -> Option<Yaml> {
        if own.iter().any(|node| node.children.is_empty()) {
            return None;
        }
        let items = own.iter().map(|node| self.element(node, "Flow"));
        Some(Yaml::of(Content::List(items.collect())))
    }

    /// Values of a picklist.
    pub(super) fn picks(&self, own: &[&Node]) -> Option<Yaml> {
        let [node] = own else { return None };
        let short = self.short_picks(node);
        short.or_else(|| (!has_marks(node)).then(|| self.element(node, "")))
    }

    fn short_picks(&self, node: &Node) -> Option<Yaml> {
        let definition = node.child("valueSetDefinition")?;
        let is_usual = node.children.len() == 2
            && node.flag("restricted")
            && definition.text_of("sorted") == Some("false");
        let values: Vec<&Node> = definition.children("value").collect();
        if !is_usual || definition.children.len() != values.len() + 1 {
            return None;
        }
        let values: Option<Vec<Yaml>> = values.into_iter().map(pick).collect();
        Some(Yaml::of(Content::List(values?)))
    }
}

/// A value of a picklist.
fn pick(node: &Node) -> Option<Yaml> {
    let text = |tag: &str| {
        node.child(tag)
            .filter(|child| is_leaf(child))
            .map(|child| &*child.text)
    };
    let (name, label) = (text("fullName")?, text("label")?);
    let is_default = text("default")? == "true";
    if node.children.len() != 3 || name == "default" || (is_default && name != label) {
        return None;
    }
    let one = |key: &str, value: &str| Yaml::map(vec![(Yaml::plain(key), Yaml::plain(value))]);
    Some(match (is_default, name == label) {
        (true, _) => one("default", name),
        (false, true) => Yaml::plain(name),
        (false, false) => one(name, label),
    })
}

fn has_null(map: &Yaml) -> bool {
    match &map.content {
        Content::Map(entries) => entries.iter().any(|(_, value)| value.is_null()),
        _ => false,
    }
}

/// A value on its own; none where plain YAML would be read as another.
fn short(inner: &Node) -> Option<Yaml> {
    let text = &*inner.text;
    let is_name = |text: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_alphanumeric() || "_.$".contains(c))
    };
    match &*inner.tag {
        "stringValue" if plain(text).tag == "stringValue" => Some(Yaml::plain(text)),
        "stringValue" => Some(Yaml::quoted(text)),
        "elementReference" => is_name(text).then(|| Yaml::plain(format!("={text}"))),
        tag => (plain(text).tag == tag).then(|| Yaml::plain(text)),
    }
}
