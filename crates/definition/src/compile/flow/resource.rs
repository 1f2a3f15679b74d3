//! Resources of a flow: what each slot holds.

use std::collections::VecDeque;

use segue_flow::{CompiledFormula, Operand, Resource, ResourceKind, Variable};
use segue_language::Value;

use super::Compiler;
use super::names::Declared;
use super::output::Holder;
use crate::compile::null_formula;
use crate::document::Node;

/// The written resources of each kind, in the order in which their slots were given.
struct Written<'a> {
    variables: VecDeque<&'a Node>,
    constants: VecDeque<&'a Node>,
    formulas: VecDeque<&'a Node>,
    text_templates: VecDeque<&'a Node>,
    choices: VecDeque<&'a Node>,
    choice_sets: VecDeque<&'a Node>,
    stages: VecDeque<&'a Node>,
}

impl<'a> Written<'a> {
    fn of(root: &'a Node) -> Self {
        Written {
            variables: root.children("variables").collect(),
            constants: root.children("constants").collect(),
            formulas: root.children("formulas").collect(),
            text_templates: root.children("textTemplates").collect(),
            choices: root.children("choices").collect(),
            choice_sets: root.children("dynamicChoiceSets").collect(),
            stages: root.children("stages").collect(),
        }
    }

    fn next(&mut self, holder: Holder) -> Option<&'a Node> {
        match holder {
            Holder::Variable => self.variables.pop_front(),
            Holder::Constant => self.constants.pop_front(),
            Holder::Formula => self.formulas.pop_front(),
            Holder::TextTemplate => self.text_templates.pop_front(),
            Holder::Choice => self.choices.pop_front(),
            Holder::ChoiceSet => self.choice_sets.pop_front(),
            Holder::Stage => self.stages.pop_front(),
            Holder::Element(_) | Holder::ScreenField | Holder::Outcome | Holder::EachItem => None,
        }
    }
}

impl Compiler<'_> {
    /// All resources, by slot. Comes last: compiling may give slots to elements.
    pub(super) fn resources(mut self) -> Vec<Resource> {
        let mut written = Written::of(self.root);
        let mut resources = Vec::new();
        let mut at = 0;
        while let Some(declared) = self.names.declared.get(at).cloned() {
            let node = written.next(declared.holder);
            let kind = self.resource_kind(&declared, node);
            resources.push(Resource {
                name: declared.name,
                kind,
                value_type: declared.value_type,
            });
            at += 1;
        }
        resources
    }

    fn resource_kind(&mut self, declared: &Declared, node: Option<&Node>) -> ResourceKind {
        match declared.holder {
            Holder::Element(id) => return ResourceKind::ElementOutput(id),
            Holder::ScreenField => return ResourceKind::ScreenField,
            Holder::Outcome => return ResourceKind::Outcome,
            Holder::EachItem => return ResourceKind::EachItem,
            _ => self.notes.element = Some(declared.name.to_string()),
        }
        let node = node.expect("each declared resource is written");
        match declared.holder {
            Holder::Constant => ResourceKind::Constant(self.constant(node)),
            Holder::Formula => ResourceKind::Formula(self.formula_resource(node)),
            Holder::TextTemplate => ResourceKind::TextTemplate(self.template_in(node, "text")),
            Holder::Choice => ResourceKind::Choice(self.choice(node)),
            Holder::ChoiceSet => ResourceKind::ChoiceSet(Box::new(self.choice_set(node))),
            Holder::Stage => stage(node),
            _ => ResourceKind::Variable(self.variable(node)),
        }
    }

    fn variable(&mut self, node: &Node) -> Variable {
        if let Some(object) = node.child("objectType") {
            self.notes.uses_object(object.word(), object.place());
        }
        Variable {
            is_input: node.flag("isInput"),
            is_output: node.flag("isOutput"),
            default: self.operand_in(node, "value"),
            scale: node.text_of("scale").and_then(|n| n.parse().ok()),
        }
    }

    fn constant(&mut self, node: &Node) -> Operand {
        self.operand_in(node, "value")
            .unwrap_or(Operand::Literal(Value::Null))
    }

    fn formula_resource(&mut self, node: &Node) -> CompiledFormula {
        if node.text_of("expression").is_none() {
            self.notes.missing_element(node, "expression");
        }
        self.formula_in(node, "expression")
            .unwrap_or_else(|| CompiledFormula {
                formula: null_formula(),
                references: Vec::new(),
            })
    }
}

fn stage(node: &Node) -> ResourceKind {
    ResourceKind::Stage {
        label: node.label().to_owned(),
        order: node
            .text_of("stageOrder")
            .and_then(|n| n.parse().ok())
            .unwrap_or(0),
        active: node.flag("isActive"),
    }
}
