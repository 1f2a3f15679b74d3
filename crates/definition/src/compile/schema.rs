//! What compiling may know of objects: the types of references.

use segue_language::{ObjectType, Path, Text, Type};

use crate::document::Node;
use crate::{Objects, standard_object};

/// The types that references can have.
#[derive(Clone, Copy)]
pub(crate) struct Schema<'a> {
    pub(crate) objects: &'a Objects,
}

impl<'a> Schema<'a> {
    /// The object of that name: the project's, or the standard one.
    pub(crate) fn object(self, name: &str) -> Option<&'a ObjectType> {
        match self.objects.get(name) {
            Some(own) => Some(own),
            None => standard_object(name),
        }
    }

    /// The type found by following `path` from a value of type `start`; [`Type::Any`] where the
    /// project does not say.
    pub(crate) fn follow(self, start: &Type, path: &[Text]) -> Type {
        let mut reached = start.clone();
        for segment in path {
            reached = self.step(&reached, segment);
        }
        reached
    }

    fn step(self, from: &Type, segment: &str) -> Type {
        let Type::Record(object) = from else {
            return Type::Any;
        };
        let Some(object) = self.object(object) else {
            return Type::Any;
        };
        if let Some(field) = object.field(segment) {
            return field.value_type.clone();
        }
        match object.lookup(segment) {
            Some((_, lookup)) if lookup.to.len() == 1 => Type::Record(lookup.to[0].clone()),
            _ => Type::Any,
        }
    }
}

/// Globals by their proper spelling.
const GLOBALS: [&str; 14] = [
    "$Api",
    "$Client",
    "$CustomMetadata",
    "$Flow",
    "$GlobalConstant",
    "$Label",
    "$Organization",
    "$Orchestration",
    "$Permission",
    "$Profile",
    "$Setup",
    "$System",
    "$User",
    "$UserRole",
];

/// The global that `path` names, in its proper spelling, so that nothing has to compare without
/// regard to case when it runs.
pub(crate) fn spelled_global(path: &Path) -> Path {
    let head = &**path.head();
    let proper = GLOBALS
        .iter()
        .find(|name| name.eq_ignore_ascii_case(head) && **name != head);
    match proper {
        Some(proper) => Path::new(&path.to_string().replacen(head, proper, 1)),
        None => path.clone(),
    }
}

/// The object and the field of a setting: `$Setup.Object__c.Field__c`,
/// `$CustomMetadata.Object__mdt.Record.Field__c`.
pub(crate) fn setting(path: &Path) -> Option<(&Text, &Text)> {
    match (&*path.head().to_ascii_lowercase(), path.tail()) {
        ("$setup", [object, field]) | ("$custommetadata", [object, _, field]) => {
            Some((object, field))
        }
        _ => None,
    }
}

/// The type of a global such as `$Flow.CurrentDate`.
pub(crate) fn global_type(path: &Path) -> Type {
    let name = path.segments().join(".").to_ascii_lowercase();
    match name.as_str() {
        "$flow.currentdate" => Type::Date,
        "$flow.currentdatetime" | "$flow.interviewstarttime" | "$system.origindatetime" => {
            Type::DateTime
        }
        "$globalconstant.true" | "$globalconstant.false" => Type::Boolean,
        _ if name.starts_with("$permission.") => Type::Boolean,
        _ if name.starts_with("$label.") || name.starts_with("$api.") => Type::Text,
        "$globalconstant.emptystring"
        | "$flow.interviewguid"
        | "$flow.faultmessage"
        | "$flow.currentrecord"
        | "$orchestration.instance"
        | "$user.id"
        | "$organization.id"
        | "$organization.name"
        | "$profile.id"
        | "$profile.name"
        | "$userrole.id"
        | "$userrole.name" => Type::Text,
        _ => Type::Any,
    }
}

/// The type that a resource or screen field declares with `dataType` and its companions.
pub(crate) fn declared_type(node: &Node) -> Type {
    let one = match node.text_of("dataType").unwrap_or_default() {
        "SObject" | "sObject" => record_type(node, "objectType"),
        "Apex" => record_type(node, "apexClass"),
        other => scalar_type(other),
    };
    if node.flag("isCollection") {
        Type::Collection(Box::new(one))
    } else {
        one
    }
}

fn record_type(node: &Node, tag: &str) -> Type {
    node.text_of(tag)
        .map_or(Type::Any, |object| Type::Record(object.into()))
}

/// The type of that metadata name; [`Type::Any`] when there is none.
pub(crate) fn scalar_type(name: &str) -> Type {
    match name {
        "String" => Type::Text,
        "Boolean" => Type::Boolean,
        "Number" | "Currency" => Type::Number,
        "Date" => Type::Date,
        "DateTime" => Type::DateTime,
        "Time" => Type::Time,
        "Picklist" => Type::Picklist,
        "Multipicklist" => Type::Multipicklist,
        _ => Type::Any,
    }
}
