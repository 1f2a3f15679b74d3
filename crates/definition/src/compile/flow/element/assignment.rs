//! Assignments.

use segue_flow::{AssignmentItem, AssignmentOperator, Reference};
use segue_language::{Path, Type};

use crate::compile::flow::Compiler;
use crate::compile::scope::{Scope, taken_operand, type_of_value, typed_reference};
use crate::document::Node;

impl Compiler<'_> {
    pub(super) fn assignment_items(&mut self, node: &Node) -> Vec<AssignmentItem> {
        let items = node.children("assignmentItems");
        items
            .filter_map(|item| self.assignment_item(item))
            .collect()
    }

    fn assignment_item(&mut self, item: &Node) -> Option<AssignmentItem> {
        let Some(target) = item.child("assignToReference") else {
            self.notes.missing_element(item, "assignToReference");
            return None;
        };
        let operator = self.assignment_operator(item);
        let value_type = match operator {
            AssignmentOperator::Assign => type_of_value(self, item.child("value")),
            _ => Type::Any,
        };
        let taker = match operator {
            AssignmentOperator::Assign => self.type_of(&Path::new(target.word())),
            _ => None,
        };
        Some(AssignmentItem {
            target: typed_reference(self, target, value_type),
            operator,
            value: taken_operand(self, item.child("value"), taker),
        })
    }

    fn assignment_operator(&mut self, item: &Node) -> AssignmentOperator {
        let Some(written) = item.child("operator") else {
            self.notes.missing_element(item, "operator");
            return AssignmentOperator::Assign;
        };
        operator(written.word()).unwrap_or_else(|| {
            self.notes.unknown_operator(written);
            AssignmentOperator::Assign
        })
    }

    /// The assignments that an update with fields of its own makes to its record first.
    pub(super) fn fields_of_reference(&mut self, node: &Node) -> Vec<AssignmentItem> {
        let Some(record) = node.child("inputReference") else {
            return Vec::new();
        };
        let path = Path::new(record.word());
        let object = match self.type_of(&path) {
            Some(Type::Record(object)) => object,
            _ => "".into(),
        };
        let fields = self.field_inputs(node, &object);
        let fields = fields.into_iter().map(|(field, value)| AssignmentItem {
            target: into_field(self.resolve(&path, &record.place()), field),
            operator: AssignmentOperator::Assign,
            value,
        });
        fields.collect()
    }
}

fn into_field(record: Reference, field: segue_language::Text) -> Reference {
    match record {
        Reference::Slot(slot, mut path) => {
            path.push(field);
            Reference::Slot(slot, path)
        }
        Reference::Record(mut path) => {
            path.push(field);
            Reference::Record(path)
        }
        other => other,
    }
}

fn operator(name: &str) -> Option<AssignmentOperator> {
    Some(match name {
        "Assign" | "None" => AssignmentOperator::Assign,
        "Add" => AssignmentOperator::Add,
        "Subtract" => AssignmentOperator::Subtract,
        "AddItem" => AssignmentOperator::AddItem,
        "AddAtStart" => AssignmentOperator::AddAtStart,
        "AssignCount" => AssignmentOperator::AssignCount,
        "RemoveFirst" => AssignmentOperator::RemoveFirst,
        "RemoveBeforeFirst" => AssignmentOperator::RemoveBeforeFirst,
        "RemoveAfterFirst" => AssignmentOperator::RemoveAfterFirst,
        "RemoveAll" => AssignmentOperator::RemoveAll,
        "RemoveUncommon" => AssignmentOperator::RemoveUncommon,
        "RemovePosition" => AssignmentOperator::RemovePosition,
        _ => return None,
    })
}
