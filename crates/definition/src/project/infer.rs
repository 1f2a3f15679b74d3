//! Adding what flows use and nothing declares, so that a foreign project can run at once.

use segue_language::{Lookup, Type};

use super::prefix::free_prefix;
use crate::compile::FieldUse;
use crate::sections::object::{blank, plain};
use crate::{Objects, standard_object};

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

fn targets(object: &segue_language::ObjectType) -> Vec<String> {
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
    if is_known || field.contains('.') {
        return;
    }
    let name = if use_.is_followed || field.ends_with("__r") {
        lookup_field(field)
    } else {
        field.to_string()
    };
    let mut object = (**object).clone();
    let mut inferred = plain(&name, &name, inferred_type(&use_.value_type));
    if name != **field {
        let relationship = field.clone();
        inferred.lookup = Some(Lookup {
            to: Vec::new(),
            relationship,
        });
    }
    object.fields.push(inferred);
    objects.put(object);
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
