//! Raising of transforms, and of maps of collections.

use serde_json::Value as Json;

use super::super::lower::{AGGREGATES, Aggregate, join_text, side_json};
use super::super::tree::{Content, Yaml};
use super::shapes::single_text;
use super::{Entries, Raising, has_marks, is_leaf};
use crate::document::Node;

/// `list of SObject Case`, `Apex CLASS`, `Number`.
pub(super) fn made(own: &[&Node]) -> Option<Yaml> {
    let of = |tag: &str| {
        let found: Vec<&Node> = own.iter().copied().filter(|n| *n.tag == *tag).collect();
        single_text(&found).filter(|text| !text.is_empty() && !text.contains(' '))
    };
    let (kind, is_list) = (of("dataType")?, of("isCollection")?);
    let of = match kind {
        "Apex" => of("apexClass"),
        _ => of("objectType"),
    };
    if own.len() != 2 + usize::from(of.is_some()) {
        return None;
    }
    let list = match is_list {
        "true" => "list of ",
        "false" => "",
        _ => return None,
    };
    let of = of.map(|of| format!(" {of}")).unwrap_or_default();
    Some(Yaml::plain(format!("{list}{kind}{of}")))
}

impl Raising {
    pub(super) fn transformed(&self, is_named: bool, own: &[&Node]) -> Option<Yaml> {
        let [values] = own else { return None };
        let is_action = |node: &Node| &*node.tag == "transformValueActions" && !has_marks(node);
        if has_marks(values) || !values.children.iter().all(is_action) {
            return None;
        }
        let actions = &values.children;
        if !is_named {
            let [action] = actions.as_slice() else {
                return None;
            };
            let is_alone = action.child("outputFieldApiName").is_none();
            return is_alone.then(|| self.mapping(action, 0)).flatten();
        }
        let actions: Vec<&Node> = actions.iter().collect();
        let names = self.names(&actions, "outputFieldApiName")?;
        let mut entries: Entries = Vec::new();
        for (name, action) in names.into_iter().zip(actions) {
            entries.push((Yaml::plain(name), self.mapping(action, 1)?));
        }
        (!entries.is_empty()).then(|| Yaml::map(entries))
    }

    /// What a field becomes; besides it the action has its name, or nothing.
    fn mapping(&self, action: &Node, n_names: usize) -> Option<Yaml> {
        let kind = action.child("transformType").filter(|kind| is_leaf(kind))?;
        let n_others = action.children.len() - n_names;
        match &*kind.text {
            "Map" if n_others == 2 => {
                let value = self.value(action.child("value")?);
                let is_other =
                    |key: &str| key == "join" || AGGREGATES.iter().any(|other| other.key == key);
                (!has_key(&value, is_other)).then_some(value)
            }
            "InnerJoin" if n_others == 2 => join(action.child("value")?),
            kind => {
                let known = AGGREGATES.iter().find(|known| known.name == kind)?;
                self.aggregate(known, action, n_others - 1)
            }
        }
    }

    fn aggregate(&self, kind: &Aggregate, action: &Node, n_inputs: usize) -> Option<Yaml> {
        let inputs: Vec<&Node> = action.children("inputParameters").collect();
        let names = self.names(&inputs, "name")?;
        let wanted = 1 + usize::from(kind.more.is_some());
        if inputs.len() != n_inputs || n_inputs != wanted {
            return None;
        }
        let mut entries: Entries = Vec::new();
        for (name, input) in names.into_iter().zip(inputs) {
            let key = match (name, kind.more) {
                ("aggregationValues", _) => kind.key,
                (name, Some((key, known))) if name == known => key,
                _ => return None,
            };
            let is_plain = input.children.len() == 2;
            let value = input.child("value").filter(|_| is_plain)?;
            entries.push((Yaml::plain(key), self.value(value)));
        }
        Some(Yaml::map(entries))
    }

    pub(super) fn map_items(&self, element: &str, own: &[&Node]) -> Option<Yaml> {
        let mut entries: Entries = Vec::new();
        for node in own {
            let text = |tag: &str| node.child(tag).filter(|child| is_leaf(child));
            let target = text("assignToFieldReference")?.text.strip_prefix(element)?;
            let name = target.strip_prefix('.')?;
            let is_new = !entries.iter().any(|(known, _)| known.text() == Some(name));
            let is_usual = &*text("operator")?.text == "Assign" && node.children.len() == 3;
            let value = node
                .child("value")
                .filter(|_| is_new && is_usual && !has_marks(node))?;
            entries.push((Yaml::plain(name), self.value(value)));
        }
        Some(Yaml::map(entries))
    }
}

fn has_key(value: &Yaml, holds: impl Fn(&str) -> bool) -> bool {
    match &value.content {
        Content::Map(entries) => entries
            .iter()
            .any(|(key, _)| key.text().is_some_and(&holds)),
        Content::Null | Content::Scalar { .. } | Content::List(_) => false,
    }
}

/// A join whose JSON is just what its short form becomes.
fn join(value: &Node) -> Option<Yaml> {
    let text = value.child("complexValue").filter(|text| is_leaf(text))?;
    let kind = value
        .child("complexValueType")
        .filter(|kind| is_leaf(kind))?;
    let is_usual = &*kind.text == "JoinDefinition" && value.children.len() == 2;
    let json: Json = serde_json::from_str(&text.text).ok().filter(|_| is_usual)?;
    let (left, left_json) = side(json.get("left")?)?;
    let (right, right_json) = side(json.get("right")?)?;
    let is_same = join_text(&left_json, &right_json) == *text.text;
    let sides = Yaml::of(Content::List(vec![left, right]));
    is_same.then(|| Yaml::map(vec![(Yaml::plain("join"), sides)]))
}

/// A side of a join, and what its short form becomes.
fn side(json: &Json) -> Option<(Yaml, Json)> {
    let text = |name: &str| json.get(name)?.as_str();
    let (list, key) = (text("elementReference")?, text("key")?);
    let fields = json.get("fieldReference")?.as_array()?;
    let taken = |field: &Json| match field {
        Json::String(name) => Some(Yaml::plain(name)),
        field => {
            let name = |key: &str| field.get(key)?.as_str().map(Yaml::plain);
            Some(Yaml::map(vec![(name("field")?, name("to")?)]))
        }
    };
    let items: Option<Vec<Yaml>> = fields.iter().map(taken).collect();
    let map = vec![
        (Yaml::plain("list"), Yaml::plain(list)),
        (Yaml::plain("key"), Yaml::plain(key)),
        (Yaml::plain("fields"), Yaml::of(Content::List(items?))),
    ];
    Some((Yaml::map(map), side_json(list, key, fields)))
}
