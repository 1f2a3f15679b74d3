//! What can be called: flows and orchestrations of this project, or deployed before it.

use segue_engine::Orchestration;
use segue_flow::{Flow, FlowKind, ResourceKind, Variable};

use super::survey::{FlowDocument, Kind};
use crate::document::Node;
use crate::{Definition, Place, Status};

/// A flow as its callers see it.
pub(crate) struct Callee<'a> {
    /// API name.
    pub(crate) name: &'a str,
    /// What it is.
    pub(crate) kind: Kind,
    /// Its status, and where it says so.
    pub(crate) status: (Status, Option<Place>),
    /// Names of its inputs.
    pub(crate) inputs: Vec<&'a str>,
    /// Names of its outputs.
    pub(crate) outputs: Vec<&'a str>,
}

impl<'a> Callee<'a> {
    /// A flow of this project.
    pub(crate) fn of(flow: &FlowDocument<'a>) -> Self {
        let status = flow.root.child("status");
        Callee {
            name: flow.name,
            kind: flow.kind(),
            status: (
                Status::named(status.map(Node::word)),
                status.map(Node::place),
            ),
            inputs: flow.variables("isInput").collect(),
            outputs: flow.variables("isOutput").collect(),
        }
    }

    /// A flow that was deployed before.
    pub(crate) fn deployed_flow(definition: &'a Definition<Flow>) -> Self {
        let flow = &definition.item;
        Callee {
            name: &definition.name,
            kind: kind_of(&flow.kind),
            status: (definition.status, None),
            inputs: variables(flow, |variable| variable.is_input),
            outputs: variables(flow, |variable| variable.is_output),
        }
    }

    /// An orchestration that was deployed before.
    pub(crate) fn deployed_orchestration(definition: &'a Definition<Orchestration>) -> Self {
        let variables = definition.item.variables.iter();
        Callee {
            name: &definition.name,
            kind: Kind::Orchestration,
            status: (definition.status, None),
            inputs: variables.filter(|v| v.is_input).map(|v| &*v.name).collect(),
            outputs: Vec::new(),
        }
    }

    /// Whether it has that input, compared without regard to case.
    pub(crate) fn has_input(&self, name: &str) -> bool {
        self.inputs
            .iter()
            .any(|input| input.eq_ignore_ascii_case(name))
    }

    /// Whether it has that output, compared without regard to case.
    pub(crate) fn has_output(&self, name: &str) -> bool {
        self.outputs
            .iter()
            .any(|output| output.eq_ignore_ascii_case(name))
    }
}

fn kind_of(kind: &FlowKind) -> Kind {
    match kind {
        FlowKind::Screen => Kind::Screen,
        FlowKind::Autolaunched => Kind::Autolaunched,
        FlowKind::Evaluation => Kind::Evaluation,
        FlowKind::RecordTriggered(_) | FlowKind::Scheduled(_) | FlowKind::EventTriggered(_) => {
            Kind::Triggered
        }
        FlowKind::Other(_) => Kind::Other,
    }
}

fn variables(flow: &Flow, is_wanted: fn(&Variable) -> bool) -> Vec<&str> {
    let variables = flow.resources.iter().filter(|resource| {
        matches!(&resource.kind, ResourceKind::Variable(variable) if is_wanted(variable))
    });
    variables.map(|resource| &*resource.name).collect()
}
