//! Fields of objects.

mod comparing;
mod default;
mod lookup_filter;
mod picklist;
mod summary;

use segue_language::{FieldSource, FieldType, Lookup, OnDelete, Text, Type};

use self::default::{default_formula, default_value};
use self::lookup_filter::lookup_filter;
use self::picklist::Picklist;
use self::summary::summary;
use super::value_set::ValueSets;
use crate::compile::Notes;
use crate::document::Node;

/// The field that a `CustomField`, or a `fields` element of an object, describes.
pub(crate) fn field(node: &Node, sets: &ValueSets, notes: &mut Notes) -> Option<FieldType> {
    let Some(name) = node.text_of("fullName") else {
        notes.missing_element(node, "fullName");
        return None;
    };
    let kind = node.text_of("type").unwrap_or_default();
    let picklist = Picklist::of(node, sets, notes);
    let value_type = value_type(kind, picklist.is_some());
    let picklist = picklist.unwrap_or_default();
    Some(FieldType {
        help: text(node, "inlineHelpText"),
        lookup: lookup(name, (kind, node), notes),
        source: source(kind, node, notes),
        required: node.flag("required") || kind == "MasterDetail",
        unique: node.flag("unique"),
        case_sensitive: node.flag("caseSensitive"),
        external_id: node.flag("externalId"),
        default: default_value(kind, node).or(picklist.default),
        default_formula: default_formula(kind, node),
        restricted: picklist.restricted,
        dependency: picklist.dependency,
        picklist: picklist.values,
        length_max: number(node, "length"),
        precision: number(node, "precision"),
        scale: number(node, "scale"),
        ..FieldType::new(name, node.text_of("label").unwrap_or(name), value_type)
    })
}

/// The numbers that a location consists of, which are fields of their own.
pub(crate) fn coordinates(location: &Node) -> Vec<FieldType> {
    let name = location.text_of("fullName").unwrap_or_default();
    let stem = name.strip_suffix("__c").filter(|_| {
        location.text_of("type") == Some("Location") && location.child("formula").is_none()
    });
    let parts = ["Latitude", "Longitude"].into_iter();
    let parts = parts.filter_map(|part| {
        let name = format!("{}__{part}__s", stem?);
        Some(FieldType {
            scale: number(location, "scale"),
            ..FieldType::new(name, part, Type::Number)
        })
    });
    parts.collect()
}

fn text(node: &Node, tag: &str) -> String {
    node.text_of(tag).unwrap_or_default().to_owned()
}

fn number<N: std::str::FromStr>(node: &Node, tag: &str) -> Option<N> {
    node.text_of(tag)?.parse().ok()
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
        "Location" => Type::Any,
        _ => Type::Text,
    }
}

fn lookup(name: &str, (kind, node): (&str, &Node), notes: &mut Notes) -> Option<Lookup> {
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
    let is_master = kind == "MasterDetail";
    Some(Lookup {
        on_delete: match node.text_of("deleteConstraint") {
            _ if is_master => OnDelete::Cascade,
            Some("Cascade") => OnDelete::Cascade,
            Some("Restrict") => OnDelete::Restrict,
            _ => OnDelete::SetNull,
        },
        is_master,
        reparents: node.flag("reparentableMasterDetail"),
        children: children(name, node),
        filter: lookup_filter(node, notes),
        ..Lookup::new(to, relationship(name))
    })
}

/// The name under which a record holds those that name it in this field.
fn children(name: &str, node: &Node) -> Option<Text> {
    let stated = node.text_of("relationshipName")?;
    Some(match name.ends_with("__c") {
        true => format!("{stated}__r").into(),
        false => stated.into(),
    })
}

/// The name under which references follow the lookup `field`.
pub(crate) fn relationship(field: &str) -> String {
    if let Some(custom) = field.strip_suffix("__c") {
        return format!("{custom}__r");
    }
    field.strip_suffix("Id").unwrap_or(field).to_owned()
}

fn source(kind: &str, node: &Node, notes: &mut Notes) -> FieldSource {
    if let Some(formula) = node.child("formula") {
        return FieldSource::Computed(formula.text.as_ref().into());
    }
    match kind {
        "AutoNumber" => {
            let format = node.text_of("displayFormat").unwrap_or("{0}");
            FieldSource::AutoNumber(format.into())
        }
        "Summary" => summary(node, notes).map_or(FieldSource::Stored, FieldSource::Summary),
        _ => FieldSource::Stored,
    }
}
