//! Objects: their own file, and the fields that every object has.

use segue_language::{FieldSource, FieldType, ObjectType, SharingModel, Type, is_event_object};

use super::field::{coordinates, field};
use super::record_type::put_record_type;
use super::rule::put_rule;
use super::value_set::ValueSets;
use crate::compile::Notes;
use crate::document::Node;
use crate::{owner_field, standard_object, system_fields};

/// What records of custom metadata have instead of a name and an owner.
const SETTING_FIELDS: [&str; 6] = [
    "DeveloperName",
    "MasterLabel",
    "Label",
    "Language",
    "NamespacePrefix",
    "QualifiedApiName",
];

/// Whose setting a record of a custom setting is: a user's, a profile's, the organization's.
const SETUP_OWNER: &str = "SetupOwnerId";

/// What events have instead of a name and an owner.
const EVENT_FIELDS: [&str; 2] = ["EventUuid", "ReplayId"];

/// The object of that name before any file was read: the standard one, or an empty one.
pub(crate) fn blank(name: &str) -> ObjectType {
    if let Some(standard) = standard_object(name) {
        return standard.clone();
    }
    let mut fields = system_fields();
    if is_event_object(name) {
        fields.extend(EVENT_FIELDS.map(|field| plain(field, field, Type::Text)));
    } else if name.ends_with("__mdt") {
        fields.extend(SETTING_FIELDS.map(|field| plain(field, field, Type::Text)));
    } else {
        fields.push(plain("Name", "Name", Type::Text));
        fields.push(owner_field());
    }
    let label = name.trim_end_matches("__c").replace('_', " ");
    ObjectType::new(name, label, "", fields)
}

/// Takes over what the `CustomObject` in `root` says.
pub(crate) fn overlay(object: &mut ObjectType, root: &Node, sets: &ValueSets, notes: &mut Notes) {
    if let Some(label) = root.text_of("label") {
        label.clone_into(&mut object.label);
    }
    if let Some(node) = root.child("sharingModel") {
        object.sharing = sharing(node.word());
    }
    if let Some(node) = root.child("nameField") {
        put(object, name_field(node));
    }
    if root.child("customSettingsType").is_some() {
        drop_owner(object);
        put(object, plain(SETUP_OWNER, "Setup owner", Type::Text));
    }
    for node in root.children("fields") {
        if let Some(field) = field(node, sets, notes) {
            add_field(object, field);
        }
        for part in coordinates(node) {
            add_field(object, part);
        }
    }
    for node in root.children("validationRules") {
        put_rule(object, node, "", notes);
    }
    for node in root.children("recordTypes") {
        put_record_type(object, node, "");
    }
    let is_detail = root.children("fields").any(is_master_detail);
    if is_detail {
        drop_owner(object);
    }
}

/// A model that says what the parent's does, or one that is not known, says nothing here.
fn sharing(word: &str) -> Option<SharingModel> {
    match word {
        "Private" => Some(SharingModel::Private),
        "Read" => Some(SharingModel::Read),
        "ReadWrite" | "ReadWriteTransfer" | "FullAccess" => Some(SharingModel::ReadWrite),
        _ => None,
    }
}

/// Whether a field makes its object the detail of another, which then owns it.
pub(crate) fn is_master_detail(node: &Node) -> bool {
    node.text_of("type") == Some("MasterDetail")
}

/// Details have no owner of their own.
pub(crate) fn drop_owner(object: &mut ObjectType) {
    object.fields.retain(|field| &*field.name != "OwnerId");
}

/// Adds a field that a file declares. A standard field that a file only mentions, as to track its
/// history, keeps its type.
pub(crate) fn add_field(object: &mut ObjectType, field: FieldType) {
    let is_custom = field.name.ends_with("__c");
    match object.fields.iter_mut().find(|old| old.name == field.name) {
        Some(old) if !is_custom => {
            if !field.picklist.is_empty() {
                (old.picklist, old.default) = (field.picklist, field.default);
                (old.restricted, old.dependency) = (field.restricted, field.dependency);
            }
            if let (Some(old), Some(new)) = (&mut old.lookup, field.lookup) {
                old.filter = new.filter;
                old.children = new.children.or(old.children.take());
            }
        }
        _ => put(object, field),
    }
}

fn put(object: &mut ObjectType, field: FieldType) {
    let same = |old: &&mut FieldType| old.name.eq_ignore_ascii_case(&field.name);
    match object.fields.iter_mut().find(same) {
        Some(old) => *old = field,
        None => object.fields.push(field),
    }
}

fn name_field(node: &Node) -> FieldType {
    let mut field = plain("Name", node.text_of("label").unwrap_or("Name"), Type::Text);
    if node.text_of("type") == Some("AutoNumber") {
        let format = node.text_of("displayFormat").unwrap_or("{0}");
        field.source = FieldSource::AutoNumber(format.into());
    }
    field
}

/// A stored field without further properties.
pub(crate) fn plain(name: &str, label: &str, value_type: Type) -> FieldType {
    FieldType::new(name, label, value_type)
}
