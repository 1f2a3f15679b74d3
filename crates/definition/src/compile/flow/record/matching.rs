//! How Create Records finds what is there already.

use segue_flow::{Matching, OnMatch};
use segue_language::{Path, Text, Type};

use crate::compile::flow::Compiler;
use crate::compile::scope::Scope;
use crate::document::Node;

impl Compiler<'_> {
    /// By a filter, or by the value of a field; none when it only creates.
    pub(super) fn matching(&mut self, node: &Node) -> Option<Matching> {
        let object = self.created_object(node);
        if node.child("filters").is_some() {
            return Some(Matching::Filter {
                filter: self.filter(node, &object),
                one: self.on_match(node, "operationOneMatchingRecord"),
                several: self.on_match(node, "operationMultMatchingRecords"),
                object,
            });
        }
        node.flag("doesUpsert")
            .then(|| self.by_field(node, &object))
    }

    fn by_field(&mut self, node: &Node, object: &str) -> Matching {
        let external = node.child("upsertExternalIdField");
        let field = external.or(node.child("upsertStandardIdField"));
        if let Some(field) = field {
            self.uses_field(object, field, Type::Any);
        }
        Matching::Field {
            field: field.map_or("Id", Node::word).into(),
            all_or_none: node.text_of("doesUpsertAllOrNone") != Some("false"),
        }
    }

    /// The object, also of a record or a collection that is written.
    fn created_object(&mut self, node: &Node) -> Text {
        if let Some(object) = node.text_of("object") {
            return object.into();
        }
        let source = node.text_of("inputReference").unwrap_or_default();
        let held = self.type_of(&Path::new(source));
        match held {
            Some(Type::Record(object)) => object,
            Some(Type::Collection(item)) => match *item {
                Type::Record(object) => object,
                _ => Text::default(),
            },
            _ => Text::default(),
        }
    }

    fn on_match(&mut self, node: &Node, tag: &str) -> OnMatch {
        let Some(written) = node.child(tag) else {
            return OnMatch::Keep;
        };
        match written.word() {
            "" | "None" => OnMatch::Keep,
            "UpdateAllRecords" => OnMatch::UpdateAll,
            "UpdateFirstRecord" => OnMatch::UpdateFirst,
            "UpdateLatestRecord" => OnMatch::UpdateLatest,
            "ThrowError" => OnMatch::Fail,
            _ => {
                let known = "None, UpdateAllRecords or UpdateLatestRecord";
                self.notes.invalid_value(written, known);
                OnMatch::Keep
            }
        }
    }
}
