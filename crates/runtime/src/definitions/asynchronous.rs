//! Whether a background step's flow must be a job of its own (decisions.md, "Synchronous or
//! asynchronous").

use segue_flow::{ElementKind, Flow};

use super::Definitions;

/// From this version on only what leaves the process or waits makes a flow asynchronous.
const SYNCHRONOUS_ACTIONS_FROM: u16 = 68;
/// Subflows in subflows that are looked into.
const DEPTH_MAX: u32 = 16;
/// Actions that the runtime carries out itself.
const OWN_ACTIONS: [&str; 2] = ["emailsimple", "emailalert"];

impl Definitions {
    /// Whether `flow` is a job of its own in an orchestration of that API version.
    pub(super) fn is_asynchronous(&self, flow: &Flow, api_version: u16) -> bool {
        if api_version < SYNCHRONOUS_ACTIONS_FROM {
            flow.has_action_subflow_or_wait()
        } else {
            self.leaves_the_process(flow, 0)
        }
    }

    fn leaves_the_process(&self, flow: &Flow, depth: u32) -> bool {
        flow.elements.iter().any(|element| match &element.kind {
            ElementKind::Wait(_) => true,
            ElementKind::Action(call) => {
                !OWN_ACTIONS.contains(&call.action_type.to_ascii_lowercase().as_str())
            }
            ElementKind::Subflow(call) => {
                depth < DEPTH_MAX
                    && self
                        .active_flow(&call.flow)
                        .is_none_or(|called| self.leaves_the_process(&called.flow, depth + 1))
            }
            _ => false,
        })
    }
}
