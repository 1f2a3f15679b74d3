//! What elements leave under names of their own: found rows, outputs, answers, outcomes.

use segue_flow::ElementId;
use segue_language::{Path, Type};

use super::names::Names;
use crate::compile::Schema;
use crate::compile::schema::{declared_type, scalar_type};
use crate::document::Node;

/// What holds a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    Variable,
    Constant,
    Formula,
    TextTemplate,
    Choice,
    ChoiceSet,
    Stage,
    Element(ElementId),
    ScreenField,
    Outcome,
    EachItem,
}

/// Declares what the element `node` leaves.
pub(super) fn declare(node: &Node, id: ElementId, names: &mut Names) {
    let name = node.name();
    match &*node.tag {
        "recordLookups" if leaves_rows(node) => {
            names.declare(name, rows_type(node), Holder::Element(id));
        }
        "recordCreates" if leaves_id(node) => {
            names.declare(name, Type::Text, Holder::Element(id));
        }
        "actionCalls" | "apexPluginCalls" | "subflows" if leaves_outputs(node) => {
            names.declare(name, Type::Any, Holder::Element(id));
        }
        "loops" | "collectionProcessors" => {
            names.declare(name, Type::Any, Holder::Element(id));
        }
        "transforms" => names.declare(name, declared_type(node), Holder::Element(id)),
        "decisions" => declare_outcomes(node, "rules", names),
        "waits" => declare_outcomes(node, "waitEvents", names),
        "screens" => declare_screen(node, names),
        _ => {}
    }
}

fn declare_outcomes(node: &Node, tag: &str, names: &mut Names) {
    for outcome in node.children(tag) {
        names.declare(outcome.name(), Type::Boolean, Holder::Outcome);
    }
}

fn declare_screen(node: &Node, names: &mut Names) {
    for action in node.children("actions") {
        names.declare(action.name(), Type::Any, Holder::ScreenField);
    }
    declare_fields(node, names);
}

fn declare_fields(node: &Node, names: &mut Names) {
    for field in node.children("fields") {
        names.declare(field_name(field), field_type(field), Holder::ScreenField);
        declare_fields(field, names);
    }
}

/// The name of a screen field. A field of a record has none: the field that it shows names it.
pub(super) fn field_name(field: &Node) -> &str {
    field
        .text_of("name")
        .or_else(|| field.text_of("objectFieldReference"))
        .unwrap_or_default()
}

fn field_type(field: &Node) -> Type {
    match field.text_of("fieldType").unwrap_or_default() {
        "InputField" | "RadioButtons" | "RadioButtonGroup" | "DropdownBox" => {
            scalar_type(field.text_of("dataType").unwrap_or("String"))
        }
        "LargeTextArea" | "PasswordField" => Type::Text,
        "MultiSelectCheckboxes" | "MultiSelectPicklist" => Type::Multipicklist,
        _ => Type::Any,
    }
}

/// Whether a Get Records leaves its rows under its own name.
pub(super) fn leaves_rows(node: &Node) -> bool {
    node.flag("storeOutputAutomatically")
        || (node.child("outputReference").is_none() && node.child("outputAssignments").is_none())
}

fn rows_type(node: &Node) -> Type {
    let object = node.text_of("object").unwrap_or_default();
    let one = Type::Record(object.into());
    if node.flag("getFirstRecordOnly") {
        one
    } else {
        Type::Collection(Box::new(one))
    }
}

/// Whether a Create Records leaves the new id under its own name.
pub(super) fn leaves_id(node: &Node) -> bool {
    node.flag("storeOutputAutomatically")
        || (node.child("object").is_some() && node.child("assignRecordIdToReference").is_none())
}

/// Whether an action or subflow leaves its outputs under its own name.
pub(super) fn leaves_outputs(node: &Node) -> bool {
    node.flag("storeOutputAutomatically")
        || (node.child("outputParameters").is_none() && node.child("outputAssignments").is_none())
}

/// Gives loops and collection filters their types: those of the collections they walk through.
/// A loop inside another may walk through what the outer one holds, so this is done twice.
pub(super) fn type_loops(root: &Node, schema: Schema<'_>, names: &mut Names) {
    for _ in 0..2 {
        for node in &root.children {
            let is_loop = &*node.tag == "loops";
            if is_loop || &*node.tag == "collectionProcessors" {
                let collection = collection_type(node, schema, names);
                let own = match node.text_of("outputSObjectType") {
                    Some(object) => Type::Collection(Box::new(Type::Record(object.into()))),
                    None if is_loop => item_type(collection),
                    None => collection,
                };
                names.set_type(node.name(), own);
            }
        }
    }
}

fn collection_type(node: &Node, schema: Schema<'_>, names: &Names) -> Type {
    let Some(written) = node.text_of("collectionReference") else {
        return Type::Any;
    };
    let path = Path::new(written);
    match names.slot(path.head()) {
        Some(slot) => schema.follow(names.type_of(slot), path.tail()),
        None => Type::Any,
    }
}

fn item_type(collection: Type) -> Type {
    match collection {
        Type::Collection(item) => *item,
        _ => Type::Any,
    }
}
