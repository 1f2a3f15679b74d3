//! Variables, constants, formulas and text templates of an orchestration.

use segue_engine::{CompiledFormula, CompiledTemplate, Variable};
use segue_language::{Text, Value};

use super::Compiler;
use crate::compile::null_formula;
use crate::compile::schema::declared_type;
use crate::compile::scope::{formula, template};
use crate::compile::value::constant;
use crate::document::Node;

impl Compiler<'_> {
    pub(super) fn variables(&mut self) -> Vec<Variable> {
        let nodes = self.root.children("variables");
        nodes.map(|node| self.variable(node)).collect()
    }

    fn variable(&mut self, node: &Node) -> Variable {
        self.notes.element = Some(node.name().to_owned());
        Variable {
            name: node.name().into(),
            value_type: declared_type(node),
            is_input: node.flag("isInput"),
            default: self.constant_value(node),
        }
    }

    pub(super) fn constants(&mut self) -> Vec<(Text, Value)> {
        let nodes = self.root.children("constants");
        nodes
            .map(|node| {
                self.notes.element = Some(node.name().to_owned());
                let value = self.constant_value(node).unwrap_or(Value::Null);
                (node.name().into(), value)
            })
            .collect()
    }

    fn constant_value(&mut self, node: &Node) -> Option<Value> {
        constant(node.child("value")?, self.notes)
    }

    pub(super) fn formulas(&mut self) -> Vec<(Text, CompiledFormula)> {
        let nodes = self.root.children("formulas");
        nodes
            .map(|node| {
                self.notes.element = Some(node.name().to_owned());
                (node.name().into(), self.formula(node))
            })
            .collect()
    }

    /// The formula of a resource; null when it was refused, so that the numbers of the others
    /// stay what they are.
    fn formula(&mut self, node: &Node) -> CompiledFormula {
        let compiled = match node.child("expression") {
            Some(expression) => formula(self, expression),
            None => {
                self.notes.missing_element(node, "expression");
                None
            }
        };
        let (formula, references) = compiled.unwrap_or_else(|| (null_formula(), Vec::new()));
        CompiledFormula {
            formula,
            references,
        }
    }

    pub(super) fn templates(&mut self) -> Vec<(Text, CompiledTemplate)> {
        let nodes = self.root.children("textTemplates");
        nodes
            .map(|node| {
                self.notes.element = Some(node.name().to_owned());
                let name = node.name().into();
                (name, self.text_template(node))
            })
            .collect()
    }

    fn text_template(&mut self, node: &Node) -> CompiledTemplate {
        let Some(text) = node.child("text") else {
            return CompiledTemplate::default();
        };
        let (template, references) = template(self, text);
        CompiledTemplate {
            template,
            references,
        }
    }
}
