//! Choices and choice sets.

use segue_flow::{Choice, ChoiceSet, UserInput};
use segue_language::Text;

use super::Compiler;
use crate::document::Node;

impl Compiler<'_> {
    pub(super) fn choice(&mut self, node: &Node) -> Choice {
        Choice {
            label: self.template_in(node, "choiceText"),
            value: self.operand_in(node, "value"),
            user_input: node
                .child("userInput")
                .map(|input| Box::new(self.user_input(input))),
        }
    }

    fn user_input(&mut self, input: &Node) -> UserInput {
        UserInput {
            prompt: self.template_in(input, "promptText"),
            required: input.flag("isRequired"),
            validation: self.validation(input),
        }
    }

    pub(super) fn choice_set(&mut self, node: &Node) -> ChoiceSet {
        if let Some(collection) = node.child("collectionReference") {
            return ChoiceSet::Collection {
                collection: self.reference_operand(collection),
                display_field: text_of(node, "displayField"),
                value_field: node.text_of("valueField").map(Text::from),
            };
        }
        match node.text_of("picklistField") {
            Some(field) => self.picklist_choices(node, field),
            None => self.record_choices(node),
        }
    }

    fn picklist_choices(&mut self, node: &Node, field: &str) -> ChoiceSet {
        let object = node.text_of("picklistObject").unwrap_or_default();
        let place = node.place_of("picklistField");
        let own = segue_language::Type::Picklist;
        self.notes.uses_field(object, field, own, place);
        let declared = self.schema.object(object);
        let values = declared.and_then(|object| object.field(field));
        ChoiceSet::Picklist {
            object: object.into(),
            field: field.into(),
            values: values.map(|f| f.picklist.clone()).unwrap_or_default(),
        }
    }

    fn record_choices(&mut self, node: &Node) -> ChoiceSet {
        let object = self.object_of(node);
        for tag in ["displayField", "valueField"] {
            self.uses_field_in(&object, node, tag);
        }
        ChoiceSet::Records {
            filter: self.filter(node, &object),
            sort: self.sort(node, &object),
            limit: node.text_of("limit").and_then(|n| n.parse().ok()),
            display_field: text_of(node, "displayField"),
            value_field: node.text_of("valueField").map(Text::from),
            outputs: self.field_outputs(node, &object),
            object,
        }
    }
}

fn text_of(node: &Node, tag: &str) -> Text {
    node.text_of(tag).unwrap_or_default().into()
}
