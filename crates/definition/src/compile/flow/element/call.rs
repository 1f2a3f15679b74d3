//! Calls of actions and subflows.

use segue_flow::{ActionCall, Assigned, Slot, Stored, SubflowCall};
use segue_language::Text;

use crate::Problem;
use crate::compile::flow::Compiler;
use crate::compile::flow::output::leaves_outputs;
use crate::compile::scope::{operand, reference};
use crate::document::Node;

impl Compiler<'_> {
    pub(super) fn action(&mut self, node: &Node) -> ActionCall {
        let is_off = node.text_of("timeoutPathUsage") == Some("DisableTimeoutPath");
        if let Some(path) = node.child("timeoutConnector").filter(|_| !is_off) {
            let problem = Problem::timeout_path(&path.tag_place());
            self.notes.add(problem);
        }
        ActionCall {
            name: self.required(node, "actionName"),
            action_type: self.required(node, "actionType"),
            inputs: self.inputs(node, "inputParameters"),
            outputs: self.outputs(node, "outputParameters"),
            output_slot: self.output_slot(node),
        }
    }

    /// An old way to call Apex: its class is the action.
    pub(super) fn plugin(&mut self, node: &Node) -> ActionCall {
        ActionCall {
            name: self.required(node, "apexClass"),
            action_type: "apex".into(),
            inputs: self.inputs(node, "inputParameters"),
            outputs: self.outputs(node, "outputParameters"),
            output_slot: None,
        }
    }

    pub(super) fn subflow(&mut self, node: &Node) -> SubflowCall {
        SubflowCall {
            flow: self.required(node, "flowName"),
            inputs: self.inputs(node, "inputAssignments"),
            outputs: self.outputs(node, "outputAssignments"),
            output_slot: self.output_slot(node),
        }
    }

    /// An action that is a flow.
    pub(super) fn flow_action(&mut self, node: &Node) -> SubflowCall {
        SubflowCall {
            flow: self.required(node, "actionName"),
            inputs: self.inputs(node, "inputParameters"),
            outputs: self.outputs(node, "outputParameters"),
            output_slot: self.output_slot(node),
        }
    }

    pub(in crate::compile::flow) fn required(&mut self, node: &Node, tag: &str) -> Text {
        let text = node.text_of(tag).unwrap_or_else(|| {
            self.notes.missing_element(node, tag);
            ""
        });
        text.into()
    }

    fn output_slot(&self, node: &Node) -> Option<Slot> {
        leaves_outputs(node).then(|| self.own_slot(node.name()))
    }

    /// Names and the values given to them. One without a value is not given.
    pub(in crate::compile::flow) fn inputs(&mut self, node: &Node, tag: &str) -> Vec<Assigned> {
        let mut inputs = Vec::new();
        for input in node.children(tag) {
            if let Some(value) = input.child("value") {
                inputs.push((input.name().into(), operand(self, Some(value))));
            }
        }
        inputs
    }

    /// Names and the references that their values are put into.
    pub(in crate::compile::flow) fn outputs(&mut self, node: &Node, tag: &str) -> Vec<Stored> {
        let mut outputs = Vec::new();
        for output in node.children(tag) {
            if let Some(to) = output.child("assignToReference") {
                outputs.push((output.name().into(), reference(self, to)));
            }
        }
        outputs
    }
}
