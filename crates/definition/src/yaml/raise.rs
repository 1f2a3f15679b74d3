//! From the elements of metadata to YAML: the inverse of lowering. What an element has beyond what
//! a short form can say is written by its metadata names, so that nothing is lost.

mod conditions;
mod elements;
mod shapes;
mod times;
mod transforms;
mod values;

use super::fold::unfold;
use super::grammar::{Absent, Grammar, Shape, grammar_of};
use super::lower::{Form, TYPED_SINCE, is_metadata};
use super::node::{Maker, Surroundings, is_same};
use super::tree::{Content, Yaml};
use crate::compile::api_version;
use crate::document::Node;
use crate::sections::vocabulary;

/// A map that is being made.
type Entries = Vec<(Yaml, Yaml)>;

impl Yaml {
    pub(super) fn of(content: Content) -> Yaml {
        Yaml {
            content,
            range: 0..0,
        }
    }

    /// A text that needs no quotation marks of its own accord.
    pub(super) fn plain(text: impl Into<String>) -> Yaml {
        Yaml::of(Content::Scalar {
            text: text.into(),
            is_plain: true,
        })
    }

    fn quoted(text: impl Into<String>) -> Yaml {
        Yaml::of(Content::Scalar {
            text: text.into(),
            is_plain: false,
        })
    }

    pub(super) fn map(entries: Entries) -> Yaml {
        Yaml::of(Content::Map(entries))
    }
}

/// The YAML of the root element of a file.
pub(super) fn raise(root: &Node, form: Form) -> Yaml {
    let raising = Raising {
        is_typed: api_version(root) >= TYPED_SINCE || root.text_of("apiVersion").is_none(),
    };
    let around = Surroundings {
        name: "",
        label: root.child("label").map_or("", |label| &label.text),
        next: raising.first_of(root, form),
    };
    let mut entries = raising.map(root, form.grammar(), around);
    if root.child("label").is_none() {
        let first = Yaml::plain(form.grammar().keys[0].key);
        entries.insert(0, (first, Yaml::of(Content::Null)));
    }
    Yaml::map(entries)
}

/// The YAML of an element whose name stands elsewhere.
pub(super) fn raise_named(root: &Node, name: &str, grammar: &'static Grammar) -> Yaml {
    let raising = Raising { is_typed: false };
    let around = Surroundings {
        name,
        ..Surroundings::default()
    };
    Yaml::map(raising.map(root, grammar, around))
}

struct Raising {
    /// Whether conditions say of which kind they are.
    is_typed: bool,
}

impl Raising {
    /// The topmost stage or element.
    fn first_of<'n>(&self, root: &'n Node, form: Form) -> Option<&'n str> {
        match form {
            Form::Orchestration => {
                let stages: Vec<&Node> = root.children("orchestratedStages").collect();
                let names = self.names(&stages, "name")?;
                names.first().copied()
            }
            Form::Flow => {
                let (ordered, _) = self.ordered(root);
                ordered.first().map(|node| name_of(node, "name"))?
            }
            Form::Object => None,
        }
    }

    /// The entries of an element of that kind.
    fn map(&self, node: &Node, grammar: &'static Grammar, around: Surroundings<'_>) -> Entries {
        let name_tag = (!around.name.is_empty()).then(|| grammar.name_tag());
        let unfolded = unfold(node, grammar);
        let siblings = unfolded.as_deref().unwrap_or(&node.children);
        let children = siblings.iter();
        let mut left: Vec<&Node> = children
            .filter(|child| Some(&*child.tag) != name_tag)
            .collect();
        let mut entries = Vec::new();
        for key in grammar.keys {
            if matches!(key.shape, Shape::Elements) {
                self.elements(node, &mut left, &mut entries);
                continue;
            }
            if let Shape::Word(word) = key.shape {
                entries.push((Yaml::plain(key.key), Yaml::plain(word)));
                continue;
            }
            let tags = key.shape.tags();
            let (own, others): (Vec<&Node>, Vec<&Node>) = left
                .iter()
                .copied()
                .partition(|child| tags.contains(&&*child.tag));
            let unsaid = Maker::nowhere().unsaid(key, around, siblings);
            if are_same(&own, &unsaid) {
                left = others;
            } else if own.is_empty() {
                let is_end = matches!(key.absent, Absent::Next);
                let value = if is_end {
                    Yaml::plain("end")
                } else {
                    Yaml::of(Content::Null)
                };
                entries.push((Yaml::plain(key.key), value));
            } else if let Some(value) = self.shape(&key.shape, &own, around) {
                left = others;
                entries.push((Yaml::plain(key.key), value));
            }
        }
        self.rest(&left, Some(grammar), grammar.tag, &mut entries);
        entries
    }

    /// What has no key of its own: by its metadata name, or below `xml`.
    fn rest(
        &self,
        left: &[&Node],
        grammar: Option<&'static Grammar>,
        parent: &str,
        entries: &mut Entries,
    ) {
        let is_key = |tag: &str| {
            let mut keys = grammar.iter().flat_map(|grammar| grammar.keys);
            keys.any(|key| key.key == tag)
        };
        let mut unknown = Vec::new();
        for group in groups(left) {
            let tag = &*group[0].tag;
            let is_known = parent != "CustomObject"
                && grammar.is_none_or(|grammar| !grammar.is_strict())
                && is_metadata(parent, tag)
                && !is_key(tag)
                && tag != "xml";
            if is_known || parent.is_empty() {
                entries.push((Yaml::plain(tag), self.group(&group, parent)));
            } else {
                unknown.push((Yaml::plain(tag), self.group(&group, "")));
            }
        }
        if !unknown.is_empty() {
            entries.push((Yaml::plain("xml"), Yaml::map(unknown)));
        }
    }

    /// Elements of one name; below `xml` there is no `parent`.
    fn group(&self, group: &[&Node], parent: &str) -> Yaml {
        match group {
            [single] => self.element(single, parent),
            several => {
                let items = several.iter().map(|node| self.element(node, parent));
                Yaml::of(Content::List(items.collect()))
            }
        }
    }

    fn element(&self, node: &Node, parent: &str) -> Yaml {
        if has_marks(node) || (!node.text.is_empty() && !node.children.is_empty()) {
            return self.marked(node);
        }
        if !parent.is_empty() && vocabulary::is_value(&node.tag) {
            return self.value(node);
        }
        if node.children.is_empty() {
            return Yaml::plain(&*node.text);
        }
        let grammar = grammar_of(&node.tag, parent).filter(|_| !parent.is_empty());
        if let Some(grammar) = grammar {
            return Yaml::map(self.map(node, grammar, Surroundings::default()));
        }
        let children: Vec<&Node> = node.children.iter().collect();
        let mut entries = Vec::new();
        let below = if parent.is_empty() { "" } else { &*node.tag };
        self.rest(&children, None, below, &mut entries);
        Yaml::map(entries)
    }

    /// An element with attributes, or one that is null.
    fn marked(&self, node: &Node) -> Yaml {
        let mut entries = Vec::new();
        if node.is_nil {
            entries.push((Yaml::plain("$nil"), Yaml::plain("true")));
        }
        let attributes = node.extra.iter().flat_map(|extra| &extra.attributes);
        let attributes: Entries = attributes
            .map(|(name, value)| (Yaml::plain(&**name), Yaml::plain(&**value)))
            .collect();
        if !attributes.is_empty() {
            entries.push((Yaml::plain("$attributes"), Yaml::map(attributes)));
        }
        if !node.text.is_empty() {
            entries.push((Yaml::plain("$text"), Yaml::plain(&*node.text)));
        }
        let children: Vec<&Node> = node.children.iter().collect();
        self.rest(&children, None, "", &mut entries);
        Yaml::map(entries)
    }

    /// The names of `nodes`, when each has one of its own.
    fn names<'n>(&self, nodes: &[&'n Node], name_tag: &str) -> Option<Vec<&'n str>> {
        let names: Option<Vec<&str>> = nodes.iter().map(|node| name_of(node, name_tag)).collect();
        let names = names?;
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        (sorted.len() == names.len()).then_some(names)
    }
}

/// The name of an element that has one and nothing that a map cannot say.
fn name_of<'n>(node: &'n Node, name_tag: &str) -> Option<&'n str> {
    let name = node
        .child(name_tag)
        .filter(|name| is_leaf(name) && !name.text.is_empty())?;
    let n_names = node
        .children
        .iter()
        .filter(|child| *child.tag == *name_tag)
        .count();
    (n_names == 1 && !has_marks(node) && node.text.is_empty()).then_some(&*name.text)
}

/// Whether an element has attributes, or is null.
fn has_marks(node: &Node) -> bool {
    let attributes = node
        .extra
        .as_ref()
        .map_or(0, |extra| extra.attributes.len());
    // Namespaces and the like of the root are written anyway.
    node.is_nil || attributes > 0
}

/// Whether an element is a text and nothing else.
fn is_leaf(node: &Node) -> bool {
    node.children.is_empty() && !has_marks(node)
}

fn are_same(own: &[&Node], unsaid: &[Node]) -> bool {
    own.len() == unsaid.len() && own.iter().zip(unsaid).all(|(a, b)| is_same(a, b))
}

/// Elements of one name together, names in order of the alphabet.
fn groups<'n>(nodes: &[&'n Node]) -> Vec<Vec<&'n Node>> {
    let mut sorted = nodes.to_vec();
    sorted.sort_by(|a, b| a.tag.cmp(&b.tag));
    let groups = sorted.chunk_by(|a, b| a.tag == b.tag);
    groups.map(<[&Node]>::to_vec).collect()
}
