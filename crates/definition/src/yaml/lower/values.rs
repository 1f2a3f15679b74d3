//! Lowering of values, and of maps by name of them.

use super::super::node::Maker;
use super::super::text::{Written, plain};
use super::super::tree::{Content, Yaml};
use super::Lowering;
use crate::document::Node;

impl Lowering<'_> {
    /// A value: `=Name` is a reference, what looks like a number, a date or `true` is one, a text
    /// in quotation marks is a text.
    pub(super) fn value(&mut self, tag: &str, maker: &Maker, value: &Yaml) -> Node {
        if let Some(marked) = self.marked(tag, maker, value) {
            return marked;
        }
        match &value.content {
            Content::Scalar { text, is_plain } => {
                let written = match is_plain {
                    true => plain(text),
                    false => Written {
                        tag: "stringValue",
                        text: text.clone(),
                    },
                };
                let skipped = text.len() - written.text.len();
                let at = match skipped {
                    0 => self.content(value),
                    skipped => self.part(value, &(skipped..text.len())),
                };
                let inner = self.maker_of(value).text(written.tag, &written.text, at);
                maker.branch(tag, vec![inner])
            }
            Content::Map(entries) => {
                let mut children = Vec::new();
                for (key, value) in entries {
                    let maker = self.maker(key, value);
                    children.extend(self.below(tag, key, &maker, value));
                }
                maker.branch(tag, children)
            }
            Content::Null => maker.branch(tag, Vec::new()),
            Content::List(_) => {
                self.invalid(value, "a value");
                maker.branch(tag, Vec::new())
            }
        }
    }

    /// A value within a short text.
    pub(super) fn written(
        &self,
        tag: &str,
        written: &Written,
        item: &Yaml,
        at: &std::ops::Range<usize>,
    ) -> Node {
        let maker = self.maker_of(item);
        let inner = maker.text(written.tag, &written.text, self.part(item, at));
        maker.branch(tag, vec![inner])
    }

    /// A map by name of values; a list where a name stands twice.
    pub(super) fn values(
        &mut self,
        (tag, name_tag, value_tag): (&str, &str, &str),
        maker: &Maker,
        value: &Yaml,
    ) -> Vec<Node> {
        if let Content::List(items) = &value.content {
            return self.maps(tag, items, maker);
        }
        let entries = self.entries(value, "values by name");
        let mut nodes = Vec::new();
        for (key, value) in entries {
            let maker = self.maker(key, value);
            let name = key.text().unwrap_or_default();
            let mut children = vec![maker.text(name_tag, name, self.content(key))];
            if !value.is_null() {
                children.push(self.value(value_tag, &maker, value));
            }
            nodes.push(maker.branch(tag, children));
        }
        nodes
    }

    /// Elements written out, where a name stands twice.
    fn maps(&mut self, tag: &str, items: &[Yaml], maker: &Maker) -> Vec<Node> {
        let mut nodes = Vec::new();
        for item in items {
            match &item.content {
                Content::Map(_) => nodes.extend(self.generic(tag, "Flow", maker, item)),
                _ => self.invalid(item, "a map with a name and a value"),
            }
        }
        nodes
    }

    /// A map by name of texts.
    pub(super) fn pairs(
        &mut self,
        (tag, name_tag, value_tag): (&str, &str, &str),
        maker: &Maker,
        value: &Yaml,
    ) -> Vec<Node> {
        if let Content::List(items) = &value.content {
            return self.maps(tag, items, maker);
        }
        let entries = self.entries(value, "texts by name");
        let mut nodes = Vec::new();
        for (key, value) in entries {
            let maker = self.maker(key, value);
            let name = key.text().unwrap_or_default();
            let name = maker.text(name_tag, name, self.content(key));
            let value = self.leaf(value_tag, &maker, value);
            nodes.push(maker.branch(tag, vec![name, value]));
        }
        nodes
    }

    /// `input output list of TYPE OBJECT`, of which only the type must be there.
    pub(super) fn variable(&mut self, text: &str, value: &Yaml) -> Vec<Node> {
        let maker = self.maker_of(value);
        let mut words = text.split(' ').filter(|word| !word.is_empty()).peekable();
        let (mut is_input, mut is_output, mut is_list) = (false, false, false);
        while let Some(word) = words.next_if(|word| matches!(*word, "input" | "output" | "list")) {
            match word {
                "input" => is_input = true,
                "output" => is_output = true,
                _ => is_list = words.next_if_eq(&"of").is_some(),
            }
        }
        let (kind, object, rest) = (words.next(), words.next(), words.next());
        let Some(kind) = kind.filter(|_| rest.is_none()) else {
            self.invalid(
                value,
                "a type such as `String`, `input String`, `list of SObject Case`",
            );
            return Vec::new();
        };
        let at = self.content(value);
        let mut nodes = vec![
            maker.text("dataType", kind, at.clone()),
            maker.leaf("isCollection", &is_list.to_string()),
            maker.leaf("isInput", &is_input.to_string()),
            maker.leaf("isOutput", &is_output.to_string()),
        ];
        nodes.extend(object.map(|object| maker.text("objectType", object, at)));
        nodes
    }

    /// Values of a picklist: texts, or `{default: text}`, or `{VALUE: LABEL}`.
    pub(super) fn picks(&mut self, maker: &Maker, value: &Yaml) -> Vec<Node> {
        let Content::List(items) = &value.content else {
            if let Content::Map(_) = &value.content {
                return self.generic("valueSet", "", maker, value);
            }
            self.invalid(value, "a list of values");
            return Vec::new();
        };
        let mut set = vec![maker.leaf("sorted", "false")];
        for item in items {
            let (name, label, is_default) = match &item.content {
                Content::Scalar { .. } => (item, item, false),
                Content::Map(entries) if entries.len() == 1 => {
                    let (key, value) = &entries[0];
                    let is_default = key.text() == Some("default");
                    (if is_default { value } else { key }, value, is_default)
                }
                _ => {
                    self.invalid(item, "a value, `{VALUE: LABEL}` or `{default: VALUE}`");
                    continue;
                }
            };
            let inner = self.maker_of(item);
            set.push(inner.branch(
                "value",
                vec![
                    self.leaf("fullName", &inner, name),
                    inner.leaf("default", &is_default.to_string()),
                    self.leaf("label", &inner, label),
                ],
            ));
        }
        let definition = maker.branch("valueSetDefinition", set);
        let restricted = maker.leaf("restricted", "true");
        vec![maker.branch("valueSet", vec![restricted, definition])]
    }
}
