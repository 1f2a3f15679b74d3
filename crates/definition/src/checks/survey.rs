//! What the checks look at: the flows of a project, by name and kind, and what else it declares.

use std::collections::BTreeMap;

use crate::document::Node;
use crate::{Place, suggest};

/// A project as the checks see it.
#[derive(Default)]
pub(crate) struct Survey<'a> {
    /// Its flows and orchestrations by lower-case name.
    flows: BTreeMap<String, FlowDocument<'a>>,
    /// API names of its queues.
    pub(crate) queues: Vec<&'a str>,
    /// API names of its groups.
    pub(crate) groups: Vec<&'a str>,
    /// Names of its labels.
    pub(crate) labels: Vec<&'a str>,
}

/// One flow or orchestration.
#[derive(Clone, Copy)]
pub(crate) struct FlowDocument<'a> {
    /// API name.
    pub(crate) name: &'a str,
    /// The element `Flow`.
    pub(crate) root: &'a Node,
    /// The text of its file.
    pub(crate) source: &'a str,
}

/// What a flow is, by its `processType` and what triggers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Has stages.
    Orchestration,
    /// Has screens.
    Screen,
    /// Called by a step, a flow or an action.
    Autolaunched,
    /// Answers a condition of an orchestration.
    Evaluation,
    /// Started by a record change, a schedule or an event.
    Triggered,
    /// Something else of the platform.
    Other,
}

impl<'a> Survey<'a> {
    /// Adds a flow.
    pub(crate) fn add(&mut self, flow: FlowDocument<'a>) {
        self.flows.insert(flow.name.to_lowercase(), flow);
    }

    /// All flows and orchestrations, by name.
    pub(crate) fn flows(&self) -> impl Iterator<Item = &FlowDocument<'a>> {
        self.flows.values()
    }

    /// The flow of that name, compared without regard to case.
    pub(crate) fn flow(&self, name: &str) -> Option<&FlowDocument<'a>> {
        self.flows.get(&name.to_lowercase())
    }

    /// The flow name that was probably meant.
    pub(crate) fn similar_flow(&self, name: &str) -> Option<String> {
        suggest(name, self.flows().map(|flow| flow.name))
    }
}

impl<'a> FlowDocument<'a> {
    /// What it is.
    pub(crate) fn kind(&self) -> Kind {
        let trigger = self
            .root
            .child("start")
            .and_then(|s| s.text_of("triggerType"));
        match self.root.text_of("processType") {
            Some("Orchestrator" | "AppProcess" | "ApprovalWorkflow") => Kind::Orchestration,
            Some("Flow") => Kind::Screen,
            Some("EvaluationFlow") => Kind::Evaluation,
            Some("AutoLaunchedFlow") if matches!(trigger, None | Some("None")) => {
                Kind::Autolaunched
            }
            Some("AutoLaunchedFlow") => Kind::Triggered,
            _ => Kind::Other,
        }
    }

    /// Its status, when it is another than Active.
    pub(crate) fn inactive_status(&self) -> Option<&'a Node> {
        self.root
            .child("status")
            .filter(|status| status.word() != "Active")
    }

    /// Where to point at when the flow as a whole is meant: its label.
    pub(crate) fn place(&self) -> Place {
        self.root.place_of("label")
    }

    /// Its variables that are available for input.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        variables(self.root, "isInput")
    }

    /// Its variables that are available for output.
    pub(crate) fn outputs(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        variables(self.root, "isOutput")
    }

    /// Stages in file order, pre-release ones too.
    pub(crate) fn stages(&self) -> impl Iterator<Item = &'a Node> + use<'a> {
        let stages = self.root.children("orchestratedStages");
        stages.chain(self.root.children("steppedStages"))
    }

    /// Steps of all stages in file order, each with its stage.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (&'a Node, &'a Node)> + use<'a> {
        self.stages()
            .flat_map(|stage| steps_of(stage).map(move |step| (stage, step)))
    }
}

/// The steps of a stage in file order.
pub(crate) fn steps_of(stage: &Node) -> impl Iterator<Item = &Node> {
    stage.children("stageSteps").chain(stage.children("steps"))
}

/// Whether a person does that step.
pub(crate) fn is_interactive(step: &Node) -> bool {
    matches!(
        step.text_of("actionType"),
        Some("stepInteractive" | "stepApproval" | "createWorkItem")
    )
}

fn variables<'a>(root: &'a Node, flag: &'static str) -> impl Iterator<Item = &'a str> + use<'a> {
    root.children("variables")
        .filter(move |variable| variable.flag(flag))
        .map(Node::name)
}

impl Kind {
    /// In words, with its article.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Kind::Orchestration => "an orchestration",
            Kind::Screen => "a screen flow",
            Kind::Autolaunched => "an autolaunched flow",
            Kind::Evaluation => "an evaluation flow",
            Kind::Triggered => "a triggered flow",
            Kind::Other => "a flow of another type",
        }
    }
}
