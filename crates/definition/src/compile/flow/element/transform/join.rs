//! The definition of an inner join: JSON in a `complexValue`.
//!
//! The platform documents its parts - two collections (`elementReference`), the keys that join
//! them, the fields that are taken (`fieldReference`) and where they go - but not their places, so
//! that several spellings are read.

use segue_flow::{Join, JoinField, JoinSide, Operand};
use segue_language::{Path, Text};
use serde_json::Value as Json;

use crate::Problem;
use crate::compile::flow::Compiler;
use crate::compile::scope::Scope;
use crate::document::Node;

const COLLECTION: [&str; 5] = [
    "elementReference",
    "collectionReference",
    "collection",
    "reference",
    "source",
];
const KEYS: [&str; 6] = [
    "joinKeys",
    "joinKey",
    "keys",
    "key",
    "keyField",
    "joinField",
];
const FIELDS: [&str; 4] = [
    "fieldReference",
    "fieldReferences",
    "selectedFields",
    "fields",
];
const MAPPINGS: [&str; 4] = ["fieldMappings", "mappings", "outputFields", "fields"];

/// One side as it is written.
struct Side {
    collection: String,
    keys: Vec<String>,
    fields: Vec<(String, String)>,
}

impl Compiler<'_> {
    pub(super) fn join(&mut self, action: &Node) -> Option<Join> {
        let value = action.child("value").and_then(|v| v.child("complexValue"));
        let Some(written) = value else {
            self.notes.missing_element(action, "complexValue");
            return None;
        };
        let Some((sides, fields)) = definition(&written.text) else {
            let problem = Problem::unreadable_join(&written.place());
            self.notes.add(problem);
            return None;
        };
        Some(Join {
            sides: sides.map(|side| self.join_side(&side, written)),
            fields,
        })
    }

    fn join_side(&mut self, side: &Side, written: &Node) -> JoinSide {
        let collection = self.resolve(&Path::new(&side.collection), &written.place());
        JoinSide {
            collection: Operand::Reference(collection),
            key: side.keys.iter().map(|key| path(key)).collect(),
        }
    }
}

fn definition(text: &str) -> Option<([Side; 2], Vec<JoinField>)> {
    let json: Json = serde_json::from_str(text).ok()?;
    let [left, right] = both(&json)?;
    let (left, right) = (side(left, &json, "left")?, side(right, &json, "right")?);
    let sides = [left, right];
    let mut fields = Vec::new();
    for (number, side) in sides.iter().enumerate() {
        fields.extend(side.fields.iter().map(|(from, to)| JoinField {
            side: number,
            field: path(from),
            to: Text::from(to.as_str()),
        }));
    }
    for mapping in list(&json, &MAPPINGS) {
        fields.push(mapped(mapping, &sides)?);
    }
    (!fields.is_empty()).then_some((sides, fields))
}

/// What describes the two sides: objects of their own, or a list of two.
fn both(json: &Json) -> Option<[&Json; 2]> {
    let named = |names: [&str; 4]| names.iter().find_map(|name| get(json, name));
    let left = named(["left", "leftSource", "leftCollection", "source1"]);
    let right = named(["right", "rightSource", "rightCollection", "source2"]);
    if let (Some(left), Some(right)) = (left, right) {
        return Some([left, right]);
    }
    let sources = ["sources", "sourceCollections", "collections"].iter();
    let mut lists = sources.filter_map(|name| get(json, name)?.as_array());
    match lists.next()?.as_slice() {
        [left, right] => Some([left, right]),
        _ => None,
    }
}

fn side(side: &Json, whole: &Json, name: &str) -> Option<Side> {
    let collection = match side {
        Json::String(collection) => collection.clone(),
        side => text(side, &COLLECTION)?,
    };
    let mut keys = texts(side, &KEYS);
    for pair in list(whole, &KEYS) {
        let own = [
            format!("{name}Field"),
            format!("{name}Key"),
            name.to_owned(),
        ];
        keys.extend(own.iter().find_map(|key| text(pair, &[key])));
    }
    let fields = list(side, &FIELDS).into_iter().map(chosen);
    let fields = fields.collect::<Option<Vec<_>>>()?;
    (!keys.is_empty()).then_some(Side {
        collection,
        keys,
        fields,
    })
}

/// A chosen field: its name alone, or also the one that it is given.
fn chosen(field: &Json) -> Option<(String, String)> {
    if let Json::String(name) = field {
        return Some((name.clone(), name.clone()));
    }
    let from = text(
        field,
        &["field", "fieldReference", "source", "sourceField", "name"],
    )?;
    let to = text(
        field,
        &["to", "target", "targetField", "outputFieldApiName"],
    );
    Some((from.clone(), to.unwrap_or(from)))
}

/// `{source: "Get_Orders.Name", target: "Name"}`.
fn mapped(mapping: &Json, sides: &[Side; 2]) -> Option<JoinField> {
    let (from, to) = chosen(mapping)?;
    let from_side = text(mapping, &["side", "from"]);
    let named = |side: usize| match &from_side {
        Some(name) => name
            .eq_ignore_ascii_case(["left", "right"][side])
            .then_some(&*from),
        None => from.strip_prefix(&format!("{}.", sides[side].collection)),
    };
    let (side, field) = [0, 1]
        .into_iter()
        .find_map(|side| Some((side, named(side)?)))?;
    let to = match to == from {
        true => field.to_owned(),
        false => to,
    };
    Some(JoinField {
        side,
        field: path(field),
        to: Text::from(to.as_str()),
    })
}

fn get<'j>(json: &'j Json, name: &str) -> Option<&'j Json> {
    let mut fields = json.as_object()?.iter();
    let (_, found) = fields.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some(found)
}

fn text(json: &Json, names: &[&str]) -> Option<String> {
    let mut found = names.iter().filter_map(|name| get(json, name)?.as_str());
    found.next().map(str::to_owned)
}

fn list<'j>(json: &'j Json, names: &[&str]) -> Vec<&'j Json> {
    let found = names.iter().find_map(|name| get(json, name)?.as_array());
    found
        .map(|items| items.iter().collect())
        .unwrap_or_default()
}

fn texts(json: &Json, names: &[&str]) -> Vec<String> {
    match text(json, names) {
        Some(one) => vec![one],
        None => {
            let items = list(json, names).into_iter();
            items
                .filter_map(|item| item.as_str().map(str::to_owned))
                .collect()
        }
    }
}

fn path(field: &str) -> Vec<Text> {
    field
        .split('.')
        .map(|part| Text::from(part.trim()))
        .collect()
}
