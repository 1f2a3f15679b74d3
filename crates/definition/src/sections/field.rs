//! Fields of objects.

use segue_language::{FieldSource, FieldType, Lookup, Text, Type, Value};

use super::value_set::{ValueSet, ValueSets, value_set};
use crate::compile::Notes;
use crate::document::Node;

/// The field that a `CustomField`, or a `fields` element of an object, describes.
pub(crate) fn field(node: &Node, sets: &ValueSets, notes: &mut Notes) -> Option<FieldType> {
    let Some(name) = node.text_of("fullName") else {
        notes.missing_element(node, "fullName");
        return None;
    };
    let kind = node.text_of("type").unwrap_or_default();
    let set = picklist(node, sets);
    Some(FieldType {
        name: name.into(),
        label: node.text_of("label").unwrap_or(name).to_owned(),
        value_type: value_type(kind, set.is_some()),
        lookup: lookup(name, kind, node),
        source: source(kind, node),
        required: node.flag("required") || kind == "MasterDetail",
        unique: node.flag("unique"),
        default: default(kind, node, set.as_ref()),
        picklist: set.map(|set| set.values).unwrap_or_default(),
        length_max: node.text_of("length").and_then(|n| n.parse().ok()),
        scale: node.text_of("scale").and_then(|n| n.parse().ok()),
    })
}

fn value_type(kind: &str, has_values: bool) -> Type {
    match kind {
        "Number" | "Currency" | "Percent" | "Summary" => Type::Number,
        "Checkbox" => Type::Boolean,
        "Date" => Type::Date,
        "DateTime" => Type::DateTime,
        "Time" => Type::Time,
        "Picklist" => Type::Picklist,
        "MultiselectPicklist" => Type::Multipicklist,
        "" if has_values => Type::Picklist,
        _ => Type::Text,
    }
}

fn lookup(name: &str, kind: &str, node: &Node) -> Option<Lookup> {
    if !matches!(
        kind,
        "Lookup" | "MasterDetail" | "Hierarchy" | "MetadataRelationship" | "ExternalLookup"
    ) {
        return None;
    }
    let to: Vec<Text> = node
        .children("referenceTo")
        .map(|target| target.word().into())
        .collect();
    let to = if to.is_empty() && kind == "Hierarchy" {
        vec!["User".into()]
    } else {
        to
    };
    Some(Lookup {
        to,
        relationship: relationship(name).into(),
    })
}

/// The name under which references follow the lookup `field`.
pub(crate) fn relationship(field: &str) -> String {
    if let Some(custom) = field.strip_suffix("__c") {
        return format!("{custom}__r");
    }
    field.strip_suffix("Id").unwrap_or(field).to_owned()
}

fn source(kind: &str, node: &Node) -> FieldSource {
    if let Some(formula) = node.child("formula") {
        return FieldSource::Computed(formula.text.as_ref().into());
    }
    if kind == "AutoNumber" {
        let format = node.text_of("displayFormat").unwrap_or("{0}");
        return FieldSource::AutoNumber(format.into());
    }
    FieldSource::Stored
}

/// The value of a new record. A default that is a formula is not executed and left out.
fn default(kind: &str, node: &Node, set: Option<&ValueSet>) -> Option<Value> {
    if let Some(value) = set.and_then(|set| set.default.clone()) {
        return Some(Value::Text(value));
    }
    let written = node.text_of("defaultValue");
    match kind {
        "Checkbox" => Some(Value::Boolean(
            written.is_some_and(|w| w.eq_ignore_ascii_case("true")),
        )),
        "Number" | "Currency" | "Percent" => Some(Value::Number(written?.parse().ok()?)),
        "Date" | "DateTime" | "Time" | "Lookup" | "MasterDetail" => None,
        _ => quoted(written?).map(Value::text),
    }
}

/// The text inside `"…"` or `'…'`, when that is all there is.
fn quoted(written: &str) -> Option<&str> {
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = written.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inner.contains(quote)).then_some(inner)
}

fn picklist(node: &Node, sets: &ValueSets) -> Option<ValueSet> {
    if let Some(old) = node.child("picklist") {
        return Some(value_set(old, "picklistValues"));
    }
    let set = node.child("valueSet")?;
    if let Some(own) = set.child("valueSetDefinition") {
        return Some(value_set(own, "value"));
    }
    let shared = set.text_of("valueSetName")?;
    Some(sets.get(shared).cloned().unwrap_or_default())
}
