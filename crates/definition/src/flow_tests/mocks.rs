//! Mocks: outputs that a test gives to elements in place of what they would do.
//!
//! A mocked call gets a name that nothing else has, and the test answers for it; a mocked element
//! that reads or writes records becomes an assignment of its outputs.

use std::sync::Arc;

use segue_flow::{
    AssignmentItem, AssignmentOperator, ElementKind, Flow, Operand, Reference, RowsOutput,
};
use segue_language::{Record, Text, Type, Value, Values};

use super::Reading;
use super::values::of_text;
use crate::document::Node;
use crate::{Problem, Problems, suggest};

/// What stands before the name of a mocked element where it calls something.
const MARK: &str = "mock:";

/// The answer to the calls of one element.
#[derive(Clone, Debug, PartialEq)]
pub struct Mock {
    /// What the element calls now.
    pub call: Text,
    /// Its outputs.
    pub outputs: Values,
}

/// Outputs given to an element.
struct Given<'a> {
    element: &'a str,
    /// The one output that is meant; none is all of them.
    output: Option<&'a str>,
    value: Value,
    named: &'a Node,
}

impl Reading<'_> {
    /// Puts the mocks of the test into `flow`; gives those that are answers to calls.
    pub(super) fn mocks(&self, flow: &mut Flow, problems: &mut Problems) -> Vec<Mock> {
        let mut mocks: Vec<Mock> = Vec::new();
        for given in self.given(problems) {
            let name = given.element;
            let mut elements = flow.elements.iter_mut();
            match elements.find(|element| element.name.eq_ignore_ascii_case(name)) {
                Some(element) => {
                    if !self.put(&given, &mut element.kind, &mut mocks) {
                        problems.push(Problem::unsupported_in_test(
                            &given.named.place(),
                            &format!("element `{name}` with outputs that the test gives"),
                            "actions, subflows and elements of records can be mocked",
                        ));
                    }
                }
                None => {
                    let known = flow.elements.iter().map(|element| &*element.name);
                    let suggestion = suggest(name, known);
                    let place = given.named.place();
                    problems.push(Problem::unknown_in_tested_flow(
                        &place, "element", name, &flow.name, suggestion,
                    ));
                }
            }
        }
        mocks
    }

    /// Mocks stand at Start under the name of their element, or at a test point of the element.
    fn given(&self, problems: &mut Problems) -> Vec<Given<'_>> {
        let mut all = Vec::new();
        for point in self.root.children("testPoints") {
            let Some(at) = point.child("elementApiName") else {
                continue;
            };
            let is_mock = |node: &&Node| node.text_of("type") == Some("MockElementOutput");
            let is_anchor = matches!(at.word(), "Start" | "Finish");
            let parameters: Vec<&Node> = point.children("parameters").filter(is_mock).collect();
            if !is_anchor && parameters.is_empty() {
                let problem = Problem::wrong_test_value(
                    &at.place(),
                    "elementApiName",
                    "Start, Finish or an element with a MockElementOutput",
                );
                problems.push(problem);
            }
            for node in parameters {
                let Some(named) = node.child("leftValueReference") else {
                    continue;
                };
                let (element, output) = match named.word().split_once('.') {
                    Some((element, output)) => (element, Some(output)),
                    None if is_anchor || named.word() == at.word() => (named.word(), None),
                    None => (at.word(), Some(named.word())),
                };
                let value = self.value(node, &Type::Any, problems).unwrap_or_default();
                all.push(Given {
                    element,
                    output,
                    value,
                    named,
                });
            }
        }
        all
    }
}

impl Reading<'_> {
    /// Mocks an element; whether it can be.
    fn put(&self, given: &Given<'_>, kind: &mut ElementKind, mocks: &mut Vec<Mock>) -> bool {
        let call: Text = format!("{MARK}{}", given.element).into();
        match kind {
            ElementKind::Action(action) => {
                action.name = call.clone();
                answer(given, call, mocks);
            }
            ElementKind::Subflow(subflow) => {
                subflow.flow = call.clone();
                answer(given, call, mocks);
            }
            ElementKind::GetRecords(get) => {
                let rows = self.rows(&given.value, &get.object);
                *kind = found(rows, &get.output);
            }
            ElementKind::CreateRecords(create) => {
                let id = create.id_to.iter();
                *kind = assigning(id.map(|target| (target.clone(), given.value.clone())));
            }
            ElementKind::UpdateRecords(_) | ElementKind::DeleteRecords(_) => {
                *kind = assigning(std::iter::empty());
            }
            _ => return false,
        }
        true
    }

    /// The records of a value as records of `object`, their fields of its types.
    fn rows(&self, value: &Value, object: &Text) -> Value {
        match value {
            Value::Record(record) => {
                let known = self.project.objects.get(object);
                let mut row = Record::new(object.clone());
                for field in record.fields() {
                    let declared = known.and_then(|object| object.field(&field.name));
                    let typed = declared
                        .zip(field.value.as_text())
                        .and_then(|(declared, text)| of_text(text, &declared.value_type));
                    row.load(
                        field.name.clone(),
                        typed.unwrap_or_else(|| field.value.clone()),
                    );
                }
                Value::Record(Arc::new(row))
            }
            Value::Collection(items) => {
                let rows = items.iter().map(|item| self.rows(item, object));
                Value::Collection(Arc::new(rows.collect()))
            }
            other => other.clone(),
        }
    }
}

fn answer(given: &Given<'_>, call: Text, mocks: &mut Vec<Mock>) {
    let outputs: Values = match (given.output, &given.value) {
        (Some(output), value) => vec![(output.into(), value.clone())],
        (None, Value::Record(record)) => {
            let fields = record.fields().iter();
            fields
                .map(|field| (field.name.clone(), field.value.clone()))
                .collect()
        }
        (None, Value::Null) => Values::new(),
        (None, value) => vec![("output".into(), value.clone())],
    };
    match mocks.iter_mut().find(|mock| mock.call == call) {
        Some(mock) => mock.outputs.extend(outputs),
        None => mocks.push(Mock { call, outputs }),
    }
}

fn found(value: Value, output: &RowsOutput) -> ElementKind {
    match output {
        RowsOutput::Element(slot) => {
            let target = Reference::Slot(*slot, Vec::new());
            assigning(std::iter::once((target, value)))
        }
        RowsOutput::Variable(target) => assigning(std::iter::once((target.clone(), value))),
        RowsOutput::Fields(stored) => assigning(stored.iter().map(|(field, target)| {
            let record = value.as_record();
            let found = record.and_then(|record| record.get(field)).cloned();
            (target.clone(), found.unwrap_or_default())
        })),
    }
}

fn assigning(items: impl Iterator<Item = (Reference, Value)>) -> ElementKind {
    let items = items.map(|(target, value)| AssignmentItem {
        target,
        operator: AssignmentOperator::Assign,
        value: Operand::Literal(value),
    });
    ElementKind::Assignment(items.collect())
}
