//! A frame: one flow of an interview's stack and everything it holds.

use std::sync::Arc;

use segue_language::{FlowVersion, TimeZone, Value, Values};
use serde::{Deserialize, Serialize};

use super::coerce::coerce;
use super::page::Page;
use super::stop::Stop;
use crate::{ElementId, Flow, ResourceKind, Slot};

/// One flow of the stack.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// The flow.
    pub(crate) flow: Arc<Flow>,
    /// Its version.
    pub(crate) version: FlowVersion,
    /// Where it is and what it holds.
    pub(crate) state: FrameState,
}

/// Where a flow is and what it holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct FrameState {
    /// Its number in the interview.
    pub(crate) serial: u32,
    /// One value per resource.
    pub(crate) values: Vec<Value>,
    /// Variables that the caller gave: they take no default.
    pub(crate) given: Vec<Slot>,
    /// How many resources have their value of the start.
    pub(crate) n_begun: usize,
    /// The element that it is at; none is the end.
    pub(crate) at: Option<ElementId>,
    /// Whether that element has begun.
    pub(crate) entered: bool,
    /// How far that element came, where it acts in several steps.
    pub(crate) progress: usize,
    /// What that element computed so far, where waiting for a lookup must not begin it anew.
    pub(crate) partial: Vec<Value>,
    /// The loops that it is in, from the outside inwards.
    pub(crate) loops: Vec<LoopState>,
    /// Elements that ended in a fault.
    pub(crate) faulted: Vec<ElementId>,
    /// The screen that is shown.
    pub(crate) page: Option<Box<Page>>,
    /// Screens that were answered: their fields hold stored answers.
    pub(crate) answered: Vec<ElementId>,
    /// `(field, choice or choice set)` of the choices taken.
    pub(crate) chosen: Vec<(Slot, Slot)>,
}

/// A loop that a flow is in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct LoopState {
    /// The loop.
    pub(crate) element: ElementId,
    /// What it walks through, as it was on entering.
    pub(crate) items: Arc<Vec<Value>>,
    /// How many items were begun.
    pub(crate) n_begun: usize,
    /// Which elements are its body.
    pub(crate) body: Vec<bool>,
}

impl Frame {
    /// A frame at the start of `flow`, with its inputs in their slots.
    pub(crate) fn new(
        flow: Arc<Flow>,
        version: FlowVersion,
        serial: u32,
        inputs: Values,
    ) -> Result<Frame, Stop> {
        let state = FrameState {
            serial,
            values: vec![Value::Null; flow.resources.len()],
            at: flow.start,
            ..FrameState::default()
        };
        let mut frame = Frame {
            flow,
            version,
            state,
        };
        for (name, value) in inputs {
            frame.take_input(&name, value)?;
        }
        Ok(frame)
    }

    fn take_input(&mut self, name: &str, value: Value) -> Result<(), Stop> {
        let flow = &self.flow;
        let Some(slot) = flow.slot(name) else {
            return Err(no_input(flow, name));
        };
        let resource = &flow.resources[slot.0];
        match &resource.kind {
            ResourceKind::Variable(variable) if variable.is_input => {}
            _ => return Err(no_input(flow, name)),
        }
        let value = coerce(value, &resource.value_type, &TimeZone::UTC)
            .map_err(|why| Stop::problem(format!("the input `{name}` {why}")))?;
        self.state.values[slot.0] = value;
        self.state.given.push(slot);
        Ok(())
    }

    /// The values of the output variables.
    pub(crate) fn take_outputs(&mut self) -> Values {
        let values = &mut self.state.values;
        let resources = self.flow.resources.iter().enumerate();
        resources
            .filter(|(_, resource)| {
                matches!(&resource.kind, ResourceKind::Variable(variable) if variable.is_output)
            })
            .map(|(slot, resource)| (resource.name.clone(), values[slot].clone()))
            .collect()
    }
}

impl FrameState {
    /// Goes on to another element, or to the end.
    pub(crate) fn go(&mut self, to: Option<ElementId>) {
        self.at = to;
        self.entered = false;
        self.progress = 0;
        self.partial.clear();
        self.page = None;
    }

    /// Leaves the loops whose body `element` is no part of: entered again, they start afresh.
    pub(crate) fn leave_loops(&mut self, element: ElementId) {
        while let Some(last) = self.loops.last() {
            if last.element == element || last.body[element.0] {
                return;
            }
            self.loops.pop();
        }
    }
}

fn no_input(flow: &Flow, name: &str) -> Stop {
    Stop::problem(format!(
        "the flow `{}` has no input variable `{name}`",
        flow.name
    ))
}
