//! Stages of an orchestration.

use segue_engine::{Call, Gate, Stage};

use super::Compiler;
use super::names::{stages, steps};
use crate::compile::ordinal;
use crate::document::Node;

/// The elements of one gate: the entry or exit condition of a step or stage.
pub(super) struct GateTags {
    action: &'static str,
    inputs: &'static str,
    logic: &'static str,
    conditions: &'static str,
}

/// The exit condition of a stage or step.
pub(super) const EXIT: GateTags = GateTags {
    action: "exitActionName",
    inputs: "exitActionInputParameters",
    logic: "exitConditionLogic",
    conditions: "exitConditions",
};

/// The entry condition of a step.
pub(super) const ENTRY: GateTags = GateTags {
    action: "entryActionName",
    inputs: "entryActionInputParameters",
    logic: "entryConditionLogic",
    conditions: "entryConditions",
};

/// The same in pre-release files.
pub(super) const OLD_EXIT: GateTags = GateTags {
    logic: "exitCriteriaLogic",
    conditions: "exitCriteria",
    ..EXIT
};

/// The same in pre-release files.
pub(super) const OLD_ENTRY: GateTags = GateTags {
    logic: "entryCriteriaLogic",
    conditions: "entryCriteria",
    ..ENTRY
};

impl Compiler<'_> {
    pub(super) fn stages(&mut self) -> Vec<Stage> {
        let mut first_step = 0_u16;
        let mut compiled = Vec::new();
        for node in stages(self.root) {
            let end = first_step.saturating_add(ordinal(steps(node).count()));
            compiled.push(self.stage(node, first_step..end));
            first_step = end;
        }
        compiled
    }

    fn stage(&mut self, node: &Node, steps: std::ops::Range<u16>) -> Stage {
        self.notes.element = Some(node.name().to_owned());
        Stage {
            name: node.name().into(),
            label: node.label().to_owned(),
            steps,
            exit: self.gate(node, &[EXIT, OLD_EXIT]),
            next: self.connector(node, "connector"),
            fault: node
                .child("faultConnector")
                .map(|_| self.connector(node, "faultConnector")),
        }
    }

    /// The condition that the first of `forms` finds; the default of its kind when none does.
    pub(super) fn gate(&mut self, node: &Node, forms: &[GateTags]) -> Gate {
        for form in forms {
            if let Some(flow) = node.text_of(form.action) {
                return Gate::Evaluation(Call {
                    name: flow.into(),
                    inputs: self.inputs(node, form.inputs),
                });
            }
            if node.child(form.conditions).is_some() {
                let criteria = self.criteria(node, form.logic, form.conditions);
                return Gate::Requirements(criteria);
            }
        }
        Gate::Default
    }
}
