//! Elements that read and write records.

mod matching;
mod related;
mod update_related;

pub(super) use related::related_names;

use segue_flow::{
    Assigned, CreateRecords, DeleteRecords, GetRecords, NewRecords, RecordFilter, Reference,
    RowsOutput, Stored, UpdateRecords,
};
use segue_language::{Sort, Text, Type};

use super::Compiler;
use super::output::{leaves_id, leaves_rows};
use crate::compile::condition::{filter_logic, operator, type_compared};
use crate::compile::scope::{operand, reference, type_of_value};
use crate::document::Node;

impl Compiler<'_> {
    /// The object that an element is about.
    pub(super) fn object_of(&mut self, node: &Node) -> Text {
        let Some(object) = node.child("object") else {
            self.notes.missing_element(node, "object");
            return "".into();
        };
        self.notes.uses_object(object.word(), object.place());
        object.word().into()
    }

    /// Notes that the child of that name names a field of `object`.
    pub(super) fn uses_field_in(&mut self, object: &str, node: &Node, tag: &str) {
        if let Some(field) = node.child(tag).filter(|field| !field.word().is_empty()) {
            self.uses_field(object, field, Type::Any);
        }
    }

    pub(super) fn uses_field(&mut self, object: &str, field: &Node, value: Type) {
        if !field.word().contains('.') {
            self.notes
                .uses_field(object, field.word(), value, field.place());
        }
    }

    pub(super) fn get_records(&mut self, node: &Node) -> GetRecords {
        let object = self.object_of(node);
        for field in node.children("queriedFields") {
            self.uses_field(&object, field, Type::Any);
        }
        GetRecords {
            filter: self.filter(node, &object),
            sort: self.sort(node, &object),
            limit: self.limit(node),
            first_only: node.flag("getFirstRecordOnly"),
            output: self.rows_output(node, &object),
            null_when_none: node.flag("assignNullValuesIfNoRecordsFound"),
            related: self.related_records(node, &object),
            object,
        }
    }

    fn rows_output(&mut self, node: &Node, object: &str) -> RowsOutput {
        if leaves_rows(node) {
            return RowsOutput::Element(self.own_slot(node.name()));
        }
        match self.reference_in(node, "outputReference") {
            Some(variable) => RowsOutput::Variable(variable),
            None => RowsOutput::Fields(self.field_outputs(node, object)),
        }
    }

    /// Fields of a row and the references that they are put into.
    pub(super) fn field_outputs(&mut self, node: &Node, object: &str) -> Vec<Stored> {
        let mut outputs = Vec::new();
        for assignment in node.children("outputAssignments") {
            if let (Some(field), Some(to)) = (
                assignment.child("field"),
                assignment.child("assignToReference"),
            ) {
                self.uses_field(object, field, Type::Any);
                outputs.push((field.word().into(), reference(self, to)));
            }
        }
        outputs
    }

    pub(super) fn create_records(&mut self, node: &Node) -> CreateRecords {
        let source = match self.reference_in(node, "inputReference") {
            Some(records) => NewRecords::From(records),
            None => {
                let object = self.object_of(node);
                let fields = self.field_inputs(node, &object);
                NewRecords::Fields { object, fields }
            }
        };
        CreateRecords {
            source,
            matching: self.matching(node),
            id_to: self.id_to(node),
        }
    }

    fn id_to(&mut self, node: &Node) -> Option<Reference> {
        match self.reference_in(node, "assignRecordIdToReference") {
            Some(variable) => Some(variable),
            None if leaves_id(node) => {
                Some(Reference::Slot(self.own_slot(node.name()), Vec::new()))
            }
            None => None,
        }
    }

    pub(super) fn update_records(&mut self, node: &Node) -> UpdateRecords {
        if let Some(related) = self.related_update(node) {
            return related;
        }
        if let Some(records) = self.reference_in(node, "inputReference") {
            return UpdateRecords::From(records);
        }
        let object = self.object_of(node);
        UpdateRecords::Where {
            filter: self.filter(node, &object),
            fields: self.field_inputs(node, &object),
            object,
        }
    }

    pub(super) fn delete_records(&mut self, node: &Node) -> DeleteRecords {
        if let Some(records) = self.reference_in(node, "inputReference") {
            return DeleteRecords::From(records);
        }
        let object = self.object_of(node);
        DeleteRecords::Where {
            filter: self.filter(node, &object),
            object,
        }
    }

    /// Fields and the values that are given to them.
    pub(super) fn field_inputs(&mut self, node: &Node, object: &str) -> Vec<Assigned> {
        let mut fields = Vec::new();
        for assignment in node.children("inputAssignments") {
            let Some(field) = assignment.child("field") else {
                self.notes.missing_element(assignment, "field");
                continue;
            };
            let value = operand(self, assignment.child("value"));
            let value_type = type_of_value(self, assignment.child("value"));
            self.uses_field(object, field, value_type);
            fields.push((field.word().into(), value));
        }
        fields
    }

    /// Which records an element is about.
    pub(super) fn filter(&mut self, node: &Node, object: &str) -> RecordFilter {
        let mut comparisons = Vec::new();
        for filter in node.children("filters") {
            let Some(field) = filter.child("field") else {
                self.notes.missing_element(filter, "field");
                continue;
            };
            let operator = operator(filter, self.notes);
            let value = operand(self, filter.child("value"));
            let compared = type_compared(self, operator, filter.child("value"));
            self.uses_field(object, field, compared);
            comparisons.push((field.word().into(), operator, value));
        }
        let logic = filter_logic(node.child("filterLogic"), comparisons.len(), self.notes);
        RecordFilter { logic, comparisons }
    }

    pub(super) fn sort(&mut self, node: &Node, object: &str) -> Option<Sort> {
        self.uses_field_in(object, node, "sortField");
        Some(Sort {
            field: node.text_of("sortField")?.into(),
            descending: node.text_of("sortOrder") == Some("Desc"),
        })
    }
}
