//! Every call of a flow: by steps, conditions, subflows and actions.

use super::gates::{AUTOMATIC, ENTRY, EXIT, Side};
use super::survey::{FlowDocument, Kind};
use crate::document::Node;

/// A call of a flow.
pub(crate) struct Call<'a> {
    /// The element that names the flow.
    pub(crate) name: &'a Node,
    /// What calls it.
    pub(crate) caller: Caller,
    /// The `name` elements of the inputs that it is given.
    pub(crate) inputs: Vec<&'a Node>,
    /// Those that are given a value: `name` and `value` element.
    pub(crate) given: Vec<(&'a Node, &'a Node)>,
    /// The `name` elements of the outputs that are taken from it.
    pub(crate) outputs: Vec<&'a Node>,
    /// API name of the step, stage, subflow or action.
    pub(crate) element: &'a str,
}

/// What calls a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// A background step.
    Background,
    /// An interactive step.
    Interactive,
    /// A condition of a stage or step.
    Condition,
    /// A subflow element of a screen flow.
    ScreenFlow,
    /// A subflow element of another flow.
    Flow,
    /// An action element.
    Action,
    /// An action of a screen.
    ScreenAction,
}

impl Caller {
    /// Whether it can call a flow of that kind; a kind that is not known is not judged.
    pub(crate) fn accepts(self, kind: Kind) -> bool {
        match kind {
            Kind::Other => true,
            Kind::Autolaunched => self != Caller::Interactive && self != Caller::Condition,
            Kind::Screen => matches!(self, Caller::Interactive | Caller::ScreenFlow),
            Kind::Evaluation => self == Caller::Condition,
            Kind::Orchestration => self == Caller::Action,
            Kind::Triggered => false,
        }
    }

    /// What it needs, in words.
    pub(crate) fn needs(self) -> &'static str {
        match self {
            Caller::Background | Caller::Flow | Caller::Action | Caller::ScreenAction => {
                "an autolaunched flow"
            }
            Caller::Interactive => "a screen flow",
            Caller::Condition => "an evaluation flow",
            Caller::ScreenFlow => "a screen or autolaunched flow",
        }
    }
}

/// The calls of `flow` in file order of their kinds.
pub(crate) fn calls<'a>(flow: &FlowDocument<'a>) -> Vec<Call<'a>> {
    let mut calls = Vec::new();
    for stage in flow.stages() {
        calls.extend(condition(stage, EXIT));
    }
    for (_, node) in flow.steps() {
        calls.extend(step(node));
        calls.extend(condition(node, ENTRY));
        calls.extend(condition(node, EXIT));
        calls.extend(condition(node, AUTOMATIC));
    }
    let subflows = flow.root.children("subflows");
    calls.extend(subflows.filter_map(|node| subflow(node, flow.kind())));
    calls.extend(flow.root.children("actionCalls").filter_map(action));
    let screen_actions = flow.screen_actions().filter_map(action);
    calls.extend(screen_actions.map(|call| Call {
        caller: Caller::ScreenAction,
        ..call
    }));
    calls
}

fn step(node: &Node) -> Option<Call<'_>> {
    let caller = match node.text_of("actionType")? {
        "stepBackground" => Caller::Background,
        "stepInteractive" | "stepApproval" | "createWorkItem" => Caller::Interactive,
        _ => return None,
    };
    Some(call(node, "actionName", caller, "inputParameters"))
}

fn condition(node: &Node, side: Side) -> Option<Call<'_>> {
    node.text_of(side.flow)?;
    Some(call(node, side.flow, Caller::Condition, side.inputs))
}

fn subflow(node: &Node, kind: Kind) -> Option<Call<'_>> {
    node.text_of("flowName")?;
    let caller = match kind {
        Kind::Screen | Kind::Other => Caller::ScreenFlow,
        _ => Caller::Flow,
    };
    let outputs = names(node, "outputAssignments");
    Some(Call {
        outputs,
        ..call(node, "flowName", caller, "inputAssignments")
    })
}

fn action(node: &Node) -> Option<Call<'_>> {
    let is_flow = node.text_of("actionType") == Some("flow");
    (is_flow && node.text_of("actionName").is_some()).then(|| {
        let outputs = names(node, "outputParameters");
        Call {
            outputs,
            ..call(node, "actionName", Caller::Action, "inputParameters")
        }
    })
}

fn call<'a>(node: &'a Node, tag: &str, caller: Caller, inputs: &'a str) -> Call<'a> {
    let given = node.children(inputs);
    Call {
        name: node.child(tag).unwrap_or(node),
        caller,
        inputs: names(node, inputs),
        given: given
            .filter_map(|given| given.child("name").zip(given.child("value")))
            .collect(),
        outputs: Vec::new(),
        element: node.name(),
    }
}

fn names<'a>(node: &'a Node, tag: &'a str) -> Vec<&'a Node> {
    node.children(tag)
        .filter_map(|given| given.child("name"))
        .collect()
}
