//! Transforms: what is put where.

mod join;

use segue_flow::{ElementKind, MappedValue, Mapping, Operand, TargetStep, Transform};
use segue_language::{Text, Type, Value};

use crate::compile::flow::Compiler;
use crate::compile::flow::each_item::without_each;
use crate::compile::schema::declared_type;
use crate::compile::scope::{operand, type_of_value};
use crate::document::Node;

impl Compiler<'_> {
    pub(super) fn transform_element(&mut self, node: &Node) -> ElementKind {
        let transform = self.transform(node);
        if transform.mappings.len() < actions(node).count() {
            // Half a transform would be a wrong result.
            return ElementKind::Unsupported("a transform that cannot be read".to_owned());
        }
        ElementKind::Transform {
            transform: Box::new(transform),
            output_slot: self.own_slot(node.name()),
        }
    }

    /// The transform that `node` describes, an element or a value.
    pub(in crate::compile::flow) fn transform(&mut self, node: &Node) -> Transform {
        let (is_collection, makes) = match declared_type(node) {
            Type::Collection(item) => (true, *item),
            one => (false, one),
        };
        if let Some(object) = node.child("objectType") {
            self.notes.uses_object(object.word(), object.place());
        }
        let (mappings, sources) = self.walking(|compiler| {
            actions(node)
                .filter_map(|action| compiler.mapping(action, &makes))
                .collect()
        });
        Transform {
            sources,
            is_collection,
            makes,
            mappings,
        }
    }

    fn mapping(&mut self, action: &Node, makes: &Type) -> Option<Mapping> {
        let value = self.mapped_value(action)?;
        let target = action.text_of("outputFieldApiName").unwrap_or_default();
        if let (Some(field), Type::Record(object)) = (action.child("outputFieldApiName"), makes) {
            let value_type = type_of_value(self, action.child("value"));
            let (first, _) = without_each(target.split('.').next().unwrap_or_default());
            let place = field.place();
            self.notes.uses_field(object, first, value_type, place);
        }
        let texts = texts_of(action);
        Some(Mapping {
            target: steps(target),
            value,
            sources: self.each_in(&texts),
        })
    }

    fn mapped_value(&mut self, action: &Node) -> Option<MappedValue> {
        let Some(kind) = action.child("transformType") else {
            self.notes.missing_element(action, "transformType");
            return None;
        };
        Some(match kind.word() {
            "Map" => MappedValue::Value(operand(self, action.child("value"))),
            "Count" => MappedValue::Count(self.aggregated(action)),
            "Sum" => MappedValue::Sum {
                collection: self.aggregated(action),
                field: path_of(parameter(action, "aggregationField")),
            },
            "GetItemByIndex" => MappedValue::Item {
                collection: self.aggregated(action),
                index: operand(self, parameter(action, "index")),
            },
            "InnerJoin" => MappedValue::Join(Box::new(self.join(action)?)),
            other => {
                let what = format!("the transform type `{other}`");
                self.notes.unsupported(kind, &what);
                return None;
            }
        })
    }

    /// The collection that is counted or added up.
    fn aggregated(&mut self, action: &Node) -> Operand {
        let values = parameter(action, "aggregationValues");
        match values.or(action.child("value")) {
            Some(value) => operand(self, Some(value)),
            None => {
                self.notes.missing_element(action, "inputParameters");
                Operand::Literal(Value::Null)
            }
        }
    }
}

/// What puts something into the result.
fn actions(node: &Node) -> impl Iterator<Item = &Node> {
    let values = node.children("transformValues");
    values.flat_map(|value| value.children("transformValueActions"))
}

/// The value of an input parameter.
fn parameter<'n>(action: &'n Node, name: &str) -> Option<&'n Node> {
    let mut parameters = action.children("inputParameters");
    parameters
        .find(|parameter| parameter.name().eq_ignore_ascii_case(name))?
        .child("value")
}

/// The path that a value writes as a text: of a field, or of a field behind a collection's item.
fn path_of(value: Option<&Node>) -> Vec<Text> {
    let written = value.and_then(|value| value.children.first());
    let written = written.map(Node::word).unwrap_or_default();
    let segments = written.split('.').map(str::trim);
    segments.filter(|s| !s.is_empty()).map(Text::from).collect()
}

fn steps(target: &str) -> Vec<TargetStep> {
    let segments = target.split('.').map(str::trim);
    let segments = segments.filter(|segment| !segment.is_empty());
    segments
        .map(|segment| {
            let (field, is_each) = without_each(segment);
            TargetStep {
                field: field.into(),
                is_each,
            }
        })
        .collect()
}

/// All texts inside `action`: those of its references and formulas.
fn texts_of(action: &Node) -> Vec<&str> {
    let mut texts = Vec::new();
    let mut open = vec![action];
    while let Some(node) = open.pop() {
        texts.push(&*node.text);
        open.extend(&node.children);
    }
    texts
}
