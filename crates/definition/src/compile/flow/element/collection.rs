//! Loops, sorting and filtering of collections.

use segue_flow::{
    Assigned, ElementKind, FilterCollection, FilterTest, Loop, MapCollection, Operand, Reference,
    SortCollection, SortKey,
};
use segue_language::{Sort, Text, Value};

use crate::compile::flow::Compiler;
use crate::compile::scope::{operand, reference, type_of_value};
use crate::document::Node;

impl Compiler<'_> {
    pub(super) fn loop_over(&mut self, node: &Node) -> Loop {
        Loop {
            collection: self.collection(node),
            descending: node.text_of("iterationOrder") == Some("Desc"),
            item: self.item(node),
            body: self.connector(node, "nextValueConnector"),
        }
    }

    /// Where the current item is put: a variable, or the element's own name.
    fn item(&mut self, node: &Node) -> Reference {
        self.reference_in(node, "assignNextValueToReference")
            .unwrap_or_else(|| Reference::Slot(self.own_slot(node.name()), Vec::new()))
    }

    fn collection(&mut self, node: &Node) -> Operand {
        match node.child("collectionReference") {
            Some(collection) => self.reference_operand(collection),
            None => {
                self.notes.missing_element(node, "collectionReference");
                Operand::Literal(Value::Null)
            }
        }
    }

    pub(in crate::compile::flow) fn reference_operand(&mut self, node: &Node) -> Operand {
        Operand::Reference(reference(self, node))
    }

    pub(super) fn collection_processor(&mut self, node: &Node) -> ElementKind {
        let kind = node
            .text_of("collectionProcessorType")
            .or_else(|| node.text_of("elementSubtype"))
            .unwrap_or_default();
        match kind {
            "SortCollectionProcessor" => self.sort_collection(node),
            "FilterCollectionProcessor" => {
                ElementKind::FilterCollection(Box::new(self.filter_collection(node)))
            }
            "RecommendationMapCollectionProcessor" => {
                ElementKind::MapCollection(Box::new(self.map_collection(node)))
            }
            "" => self.unsupported_element(node, &node.tag),
            other => {
                self.notes.unsupported(node, &format!("a `{other}`"));
                ElementKind::Unsupported(other.to_owned())
            }
        }
    }

    fn sort_collection(&mut self, node: &Node) -> ElementKind {
        let Some(collection) = self.reference_in(node, "collectionReference") else {
            self.notes.missing_element(node, "collectionReference");
            return ElementKind::Unsupported("a Collection Sort without a collection".to_owned());
        };
        ElementKind::SortCollection(SortCollection {
            collection,
            by: node.children("sortOptions").map(sort_key).collect(),
            limit: self.limit(node),
        })
    }

    /// A limit stands as a plain number or as a value.
    pub(in crate::compile::flow) fn limit(&mut self, node: &Node) -> Option<Operand> {
        let limit = node.child("limit")?;
        if limit.children.is_empty() {
            let number = limit.word().parse().ok()?;
            return Some(Operand::Literal(Value::Number(number)));
        }
        Some(operand(self, Some(limit)))
    }

    fn filter_collection(&mut self, node: &Node) -> FilterCollection {
        FilterCollection {
            collection: self.collection(node),
            item: self.item(node),
            test: match self.formula_in(node, "formula") {
                Some(formula) => FilterTest::Formula(formula),
                None => FilterTest::Criteria(self.criteria(node)),
            },
            output_slot: self.own_slot(node.name()),
        }
    }
}

impl Compiler<'_> {
    fn map_collection(&mut self, node: &Node) -> MapCollection {
        let object = self.map_object(node);
        MapCollection {
            collection: self.collection(node),
            item: self.item(node),
            fields: self.map_fields(node, &object),
            output_slot: self.own_slot(node.name()),
            object,
        }
    }

    fn map_object(&mut self, node: &Node) -> Text {
        let Some(object) = node.child("outputSObjectType") else {
            self.notes.missing_element(node, "outputSObjectType");
            return "".into();
        };
        self.notes.uses_object(object.word(), object.place());
        object.word().into()
    }

    /// The fields stand behind the name of the element itself: `Map_Them.Field__c`.
    fn map_fields(&mut self, node: &Node, object: &str) -> Vec<Assigned> {
        let mut fields = Vec::new();
        for item in node.children("mapItems") {
            let Some(target) = item.child("assignToFieldReference") else {
                self.notes.missing_element(item, "assignToFieldReference");
                continue;
            };
            let field = target.word().rsplit('.').next().unwrap_or_default();
            let value_type = type_of_value(self, item.child("value"));
            let value = operand(self, item.child("value"));
            let place = target.place();
            self.notes.uses_field(object, field, value_type, place);
            fields.push((field.into(), value));
        }
        fields
    }
}

fn sort_key(option: &Node) -> SortKey {
    SortKey {
        sort: Sort {
            field: option.text_of("sortField").unwrap_or_default().into(),
            descending: option.text_of("sortOrder") == Some("Desc"),
        },
        nulls_last: !option.flag("doesPutEmptyStringAndNullFirst"),
    }
}
