//! Adding what flows use and nothing declares, so that a foreign project can run at once.

use segue_language::{FieldType, Lookup, ObjectType, Text, Type};

use super::Project;
use super::prefix::free_prefix;
use crate::compile::FieldUse;
use crate::sections::object::{blank, plain};
use crate::{FileId, Objects, Place, standard_object};

impl Project {
    /// Makes room for a record that no file speaks of, such as one of a scenario: adds the
    /// standard object of that name, and with `infer` any object and field.
    pub fn add_use(&mut self, object: &str, fields: &[(String, Type)], infer_all: bool) {
        let one = |field: Option<&str>, value_type: Type| FieldUse {
            object: object.into(),
            field: field.map(Text::from),
            is_followed: false,
            value_type,
            place: Place::start_of(FileId::default()),
        };
        let mut uses = vec![one(None, Type::Any)];
        add_standard_objects(&mut self.objects, &uses);
        if infer_all {
            let of_fields = fields.iter();
            uses.extend(of_fields.map(|(name, value_type)| one(Some(name), value_type.clone())));
            infer(&mut self.objects, &uses);
        }
        self.objects.sort();
    }
}

/// Adds the standard objects that `uses` name, and those that their lookups lead to.
pub(super) fn add_standard_objects(objects: &mut Objects, uses: &[FieldUse]) {
    let mut wanted: Vec<String> = uses.iter().map(|use_| use_.object.to_string()).collect();
    wanted.extend(["User", "Group"].map(str::to_owned));
    wanted.extend(objects.iter().flat_map(|object| targets(object)));
    while let Some(name) = wanted.pop() {
        if objects.get(&name).is_none()
            && let Some(standard) = standard_object(&name)
        {
            wanted.extend(targets(standard));
            objects.put(standard.clone());
        }
    }
}

fn targets(object: &ObjectType) -> Vec<String> {
    let lookups = object
        .fields
        .iter()
        .filter_map(|field| field.lookup.as_ref());
    lookups
        .flat_map(|lookup| lookup.to.iter().map(ToString::to_string))
        .collect()
}

/// Adds the objects and fields of `uses` that are not there yet.
pub(super) fn infer(objects: &mut Objects, uses: &[FieldUse]) {
    // The uses that tell a type come first: a field is added once.
    let (typed, untyped): (Vec<_>, Vec<_>) =
        uses.iter().partition(|use_| use_.value_type != Type::Any);
    for use_ in typed.into_iter().chain(untyped) {
        if objects.get(&use_.object).is_none() {
            let mut object = blank(&use_.object);
            object.key_prefix = free_prefix(&object.name, objects);
            objects.put(object);
        }
        infer_field(objects, use_);
    }
}

fn infer_field(objects: &mut Objects, use_: &FieldUse) {
    let (Some(field), Some(object)) = (&use_.field, objects.get(&use_.object)) else {
        return;
    };
    let is_known = object.field(field).is_some() || object.lookup(field).is_some();
    let follows = use_.is_followed || field.ends_with("__r");
    if field.contains('.') || object.lookup(field).is_some() || (is_known && !follows) {
        return;
    }
    let mut object = (**object).clone();
    if follows {
        let to = target(field, objects);
        add_lookup(&mut object, field, to);
    } else {
        let value_type = inferred_type(&use_.value_type);
        object.fields.push(plain(field, field, value_type));
    }
    objects.put(object);
}

/// Makes the field behind a relationship a lookup; it may have been used as a field before.
fn add_lookup(object: &mut ObjectType, relationship: &Text, to: Option<Text>) {
    let name = lookup_field(relationship);
    let to = to.into_iter().collect();
    let lookup = Some(Lookup::new(to, relationship.clone()));
    let same = |field: &&mut FieldType| field.name.eq_ignore_ascii_case(&name);
    match object.fields.iter_mut().find(same) {
        Some(field) => field.lookup = lookup,
        None => object.fields.push(FieldType {
            lookup,
            ..plain(&name, &name, Type::Text)
        }),
    }
}

/// The object after which a relationship is named.
fn target(relationship: &str, objects: &Objects) -> Option<Text> {
    let name = match relationship.strip_suffix("__r") {
        Some(custom) => format!("{custom}__c"),
        None => relationship.to_owned(),
    };
    let declared = objects.get(&name).map(|object| object.name.clone());
    declared.or_else(|| standard_object(&name).map(|object| object.name.clone()))
}

/// The field that a relationship follows.
fn lookup_field(relationship: &str) -> String {
    match relationship.strip_suffix("__r") {
        Some(custom) => format!("{custom}__c"),
        None => format!("{relationship}Id"),
    }
}

/// The value that a field is compared with or set to tells its type; it is text otherwise.
fn inferred_type(value: &Type) -> Type {
    match value {
        Type::Boolean | Type::Number | Type::Date | Type::DateTime => value.clone(),
        _ => Type::Text,
    }
}
