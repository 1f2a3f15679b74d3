//! Screens.

mod action;
mod field;

use segue_flow::{Operand, Screen, ScreenField, Validation};
use segue_language::Value;

use super::Compiler;
use super::output::field_name;
use crate::compile::condition::criteria;
use crate::document::Node;

impl Compiler<'_> {
    pub(super) fn screen(&mut self, node: &Node) -> Screen {
        let (actions, clicks) = self.screen_actions(node);
        Screen {
            fields: self.fields(node),
            actions,
            clicks,
            allow_back: is_on(node, "allowBack"),
            allow_finish: is_on(node, "allowFinish"),
            allow_pause: is_on(node, "allowPause"),
            show_header: is_on(node, "showHeader"),
            show_footer: is_on(node, "showFooter"),
            help: self.optional_template(node, "helpText"),
            paused_text: self.optional_template(node, "pausedText"),
            buttons: [
                button(node, "nextOrFinishButtonLabel"),
                button(node, "backButtonLabel"),
                button(node, "pauseButtonLabel"),
            ],
        }
    }

    fn fields(&mut self, node: &Node) -> Vec<ScreenField> {
        let fields: Vec<&Node> = node.children("fields").collect();
        fields.into_iter().map(|field| self.field(field)).collect()
    }

    fn field(&mut self, node: &Node) -> ScreenField {
        let name = field_name(node);
        let rule = node.child("visibilityRule");
        let kind = self.field_kind(node);
        ScreenField {
            name: name.into(),
            slot: self.own_slot(name),
            label: self.template_in(node, "fieldText"),
            help: self.optional_template(node, "helpText"),
            required: node.flag("isRequired"),
            read_only: is_true(node, "isReadOnly")
                || is_true(node, "isDisabled")
                || field::is_computed(&kind),
            kind,
            locks: self.locks(node),
            visible: rule
                .filter(|rule| rule.child("conditions").is_some())
                .map(|rule| criteria(self, rule, &super::CONDITIONS)),
            shown: self.shown(node),
            validation: self.validation(node),
            resets: node.text_of("inputsOnNextNavToAssocScrn") == Some("ResetValues"),
        }
    }

    /// What says that the field is shown at all; nothing does unless it may be hidden.
    fn shown(&mut self, node: &Node) -> Option<Operand> {
        let property = node.child("isVisible")?;
        match property.word() {
            "true" => None,
            "false" => Some(Operand::Literal(Value::Boolean(false))),
            _ => self.operand_in(node, "isVisible"),
        }
    }

    /// What is computed of whether the field can be answered.
    fn locks(&mut self, node: &Node) -> Vec<Operand> {
        let properties: Vec<&str> = ["isReadOnly", "isDisabled"]
            .into_iter()
            .filter(|tag| {
                let property = node.child(tag);
                property.is_some_and(|property| property.child("elementReference").is_some())
            })
            .collect();
        let locks = properties.into_iter();
        locks.filter_map(|tag| self.operand_in(node, tag)).collect()
    }

    pub(super) fn validation(&mut self, node: &Node) -> Option<Validation> {
        let rule = node.child("validationRule")?;
        Some(Validation {
            formula: self.formula_in(rule, "formulaExpression")?,
            message: self.template_in(rule, "errorMessage"),
        })
    }
}

/// Whether a property that is on unless the file says otherwise is on.
fn is_on(node: &Node, tag: &str) -> bool {
    node.text_of(tag) != Some("false")
}

/// Whether a property holds the literal true; one that is computed counts as false.
fn is_true(node: &Node, tag: &str) -> bool {
    let property = node.child(tag);
    property.is_some_and(|property| property.word() == "true" || property.flag("booleanValue"))
}

fn button(node: &Node, tag: &str) -> Option<String> {
    node.text_of(tag).map(str::to_owned)
}
