//! Lowering of transforms, and of maps of collections.

use serde_json::{Value as Json, json};

use super::super::node::Maker;
use super::super::tree::{Content, Yaml};
use super::{Lowering, entry_of};
use crate::document::Node;

/// A way to make a value of a collection.
pub(in crate::yaml) struct Aggregate {
    /// The key of the collection.
    pub(in crate::yaml) key: &'static str,
    /// Its `transformType`.
    pub(in crate::yaml) name: &'static str,
    /// The key and the input of what it needs besides.
    pub(in crate::yaml) more: Option<(&'static str, &'static str)>,
}

/// All such ways.
pub(in crate::yaml) static AGGREGATES: [Aggregate; 3] = [
    Aggregate {
        key: "count",
        name: "Count",
        more: None,
    },
    Aggregate {
        key: "sum",
        name: "Sum",
        more: Some(("field", "aggregationField")),
    },
    Aggregate {
        key: "item",
        name: "GetItemByIndex",
        more: Some(("index", "index")),
    },
];

const HOW: &str = "a value, `{count: =List}`, `{sum: =List, field: NAME}`, \
    `{item: =List, index: 0}` or `{join: [LEFT, RIGHT]}`";

impl Lowering<'_> {
    /// `list of SObject Case`, `Apex CLASS`, `Number`.
    pub(super) fn made(&mut self, value: &Yaml) -> Vec<Node> {
        let text = value.text().unwrap_or_default();
        let (rest, is_list) = match text.strip_prefix("list of ") {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let mut words = rest.split(' ').filter(|word| !word.is_empty());
        let (Some(kind), of, None) = (words.next(), words.next(), words.next()) else {
            let expected = "a type such as `SObject Case`, `list of SObject Case`, `Number`";
            self.invalid(value, expected);
            return Vec::new();
        };
        let maker = self.maker_of(value);
        let at = |word: &str| {
            let start = text.rfind(word).unwrap_or(0);
            self.part(value, &(start..start + word.len()))
        };
        let mut nodes = vec![
            maker.text("dataType", kind, at(kind)),
            maker.leaf("isCollection", &is_list.to_string()),
        ];
        let tag = if kind == "Apex" {
            "apexClass"
        } else {
            "objectType"
        };
        nodes.extend(of.map(|of| maker.text(tag, of, at(of))));
        nodes
    }

    /// Values of fields by name, or one value without a name.
    pub(super) fn transformed(&mut self, is_named: bool, maker: &Maker, value: &Yaml) -> Vec<Node> {
        let actions = match is_named {
            false => vec![self.mapping(None, maker, value)],
            true => {
                let entries = self.entries(value, "values by name");
                let mut actions = Vec::new();
                for (key, value) in entries {
                    let maker = self.maker(key, value);
                    actions.push(self.mapping(Some(key), &maker, value));
                }
                actions
            }
        };
        vec![maker.branch("transformValues", actions)]
    }

    fn mapping(&mut self, name: Option<&Yaml>, maker: &Maker, value: &Yaml) -> Node {
        let mut children = Vec::new();
        if let Some(name) = name {
            let text = name.text().unwrap_or_default();
            children.push(maker.text("outputFieldApiName", text, self.content(name)));
        }
        if let Some(join) = entry_of(value, "join") {
            let joined = self.join(maker, join);
            let is_right = !joined.children.is_empty();
            let kind = if is_right { "InnerJoin" } else { "Map" };
            children.extend([maker.leaf("transformType", kind), joined]);
        } else if let Some(kind) = aggregate_of(value) {
            children.extend(self.aggregate(kind, maker, value));
        } else {
            children.push(maker.leaf("transformType", "Map"));
            children.push(self.value("value", maker, value));
        }
        maker.branch("transformValueActions", children)
    }

    fn aggregate(&mut self, kind: &Aggregate, maker: &Maker, value: &Yaml) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (key, value) in self.entries(value, HOW) {
            let own = self.maker(key, value);
            let word = key.text().unwrap_or_default();
            let name = match kind.more {
                _ if word == kind.key => "aggregationValues",
                Some((more, name)) if word == more => name,
                _ => {
                    let more = kind.more.map(|(more, _)| more);
                    let known: Vec<&str> = std::iter::once(kind.key).chain(more).collect();
                    self.unknown_key_of(key, kind.key, &known);
                    continue;
                }
            };
            let children = vec![own.leaf("name", name), self.value("value", &own, value)];
            nodes.push(own.branch("inputParameters", children));
        }
        nodes.push(maker.leaf("transformType", kind.name));
        nodes
    }

    /// The two sides of a join, which metadata keeps as JSON.
    fn join(&mut self, maker: &Maker, value: &Yaml) -> Node {
        let sides = match &value.content {
            Content::List(items) => match items.as_slice() {
                [left, right] => self.side(left).zip(self.side(right)),
                _ => None,
            },
            _ => None,
        };
        let Some((left, right)) = sides else {
            self.invalid(
                value,
                "two sides `{list: NAME, key: FIELD, fields: [FIELD, {FIELD: TARGET}]}`",
            );
            return maker.branch("value", Vec::new());
        };
        let text = join_text(&left, &right);
        let at = self.maker_of(value);
        let children = vec![
            at.text("complexValue", &text, value.range.clone()),
            at.leaf("complexValueType", "JoinDefinition"),
        ];
        maker.branch("value", children)
    }

    fn side(&mut self, value: &Yaml) -> Option<Json> {
        for (key, _) in self.entries(value, "a side of a join") {
            let known = ["list", "key", "fields"];
            if !known.contains(&key.text().unwrap_or_default()) {
                self.unknown_key_of(key, "join", &known);
            }
        }
        let text = |key: &str| entry_of(value, key).and_then(Yaml::text);
        let Content::List(fields) = &entry_of(value, "fields")?.content else {
            return None;
        };
        let fields: Option<Vec<Json>> = fields.iter().map(taken).collect();
        Some(side_json(text("list")?, text("key")?, &fields?))
    }

    /// Values of fields, which metadata names behind the name of the element.
    pub(super) fn map_items(&mut self, element: &str, value: &Yaml) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (key, value) in self.entries(value, "values of fields by name") {
            let maker = self.maker(key, value);
            let target = format!("{element}.{}", key.text().unwrap_or_default());
            let target = maker.text("assignToFieldReference", &target, self.content(key));
            let operator = maker.leaf("operator", "Assign");
            let value = self.value("value", &maker, value);
            nodes.push(maker.branch("mapItems", vec![target, operator, value]));
        }
        nodes
    }
}

fn aggregate_of(value: &Yaml) -> Option<&'static Aggregate> {
    let mut all = AGGREGATES.iter();
    all.find(|kind| entry_of(value, kind.key).is_some())
}

/// The definition of a join as metadata has it.
pub(in crate::yaml) fn join_text(left: &Json, right: &Json) -> String {
    // Objects are written in the order of their keys' names.
    json!({ "left": left, "right": right }).to_string()
}

pub(in crate::yaml) fn side_json(list: &str, key: &str, fields: &[Json]) -> Json {
    json!({ "elementReference": list, "fieldReference": fields, "key": key })
}

/// A field that a join takes: its name, or `{FIELD: TARGET}`.
fn taken(field: &Yaml) -> Option<Json> {
    match &field.content {
        Content::Scalar { text, .. } => Some(json!(text)),
        Content::Map(entries) => match entries.as_slice() {
            [(from, to)] => Some(json!({ "field": from.text()?, "to": to.text()? })),
            _ => None,
        },
        Content::Null | Content::List(_) => None,
    }
}
