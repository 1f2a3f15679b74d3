//! What the checks look at: the flows of a project, by name and kind, and what else it declares.

use std::collections::BTreeMap;
use std::sync::Arc;

use segue_language::{Action, Text};

use super::callee::Callee;
use crate::document::Node;
use crate::{EmailAlert, People, Place, suggest};

/// A project as the checks see it.
pub(crate) struct Survey<'a> {
    /// Its flows and orchestrations, in order of their files.
    flows: Vec<FlowDocument<'a>>,
    /// What can be called, by lower-case name: they, and what was deployed before.
    callees: BTreeMap<String, Callee<'a>>,
    /// Its users, groups and queues.
    pub(crate) people: &'a People,
    /// Its labels, by name.
    pub(crate) labels: &'a BTreeMap<Text, String>,
    /// Actions that it declares.
    actions: &'a [Arc<Action>],
    alerts: &'a [EmailAlert],
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

/// The type of the evaluation flows that approve without a person.
const AUTO_APPROVAL: &str = "AutoApprovalEvaluationFlow";

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
    /// A project without flows.
    pub(crate) fn new(
        people: &'a People,
        labels: &'a BTreeMap<Text, String>,
        actions: &'a [Arc<Action>],
    ) -> Self {
        Survey {
            flows: Vec::new(),
            callees: BTreeMap::new(),
            people,
            labels,
            actions,
            alerts: &[],
        }
    }

    /// Adds a flow of the project; it hides one of that name that was deployed before.
    pub(crate) fn add(&mut self, flow: FlowDocument<'a>) {
        self.add_callee(Callee::of(&flow));
        self.flows.push(flow);
    }

    /// Adds something that can be called.
    pub(crate) fn add_callee(&mut self, callee: Callee<'a>) {
        self.callees.insert(callee.name.to_lowercase(), callee);
    }

    /// All flows and orchestrations of the project.
    pub(crate) fn flows(&self) -> impl Iterator<Item = &FlowDocument<'a>> {
        self.flows.iter()
    }

    /// The flow of that name, compared without regard to case.
    pub(crate) fn callee(&self, name: &str) -> Option<&Callee<'a>> {
        self.callees.get(&name.to_lowercase())
    }

    /// Knows the email alerts of the project.
    pub(crate) fn knows_alerts(&mut self, alerts: &'a [EmailAlert]) {
        self.alerts = alerts;
    }

    /// Whether the project has an email alert of that name, compared without regard to case.
    pub(crate) fn has_alert(&self, name: &str) -> bool {
        let mut alerts = self.alerts.iter();
        alerts.any(|alert| alert.name.eq_ignore_ascii_case(name))
    }

    /// The declared action of that name, compared without regard to case.
    pub(crate) fn action(&self, name: &str) -> Option<&'a Action> {
        let mut actions = self.actions.iter();
        let found = actions.find(|action| action.name.eq_ignore_ascii_case(name));
        found.map(|action| &**action)
    }

    /// The flow name that was probably meant.
    pub(crate) fn similar_flow(&self, name: &str) -> Option<String> {
        suggest(name, self.callees.values().map(|callee| callee.name))
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
            Some("EvaluationFlow" | AUTO_APPROVAL) => Kind::Evaluation,
            Some("AutoLaunchedFlow") if matches!(trigger, None | Some("None")) => {
                Kind::Autolaunched
            }
            Some("AutoLaunchedFlow") => Kind::Triggered,
            _ => Kind::Other,
        }
    }

    /// Whether it is an approval process.
    pub(crate) fn is_approval(&self) -> bool {
        self.root.text_of("processType") == Some("ApprovalWorkflow")
    }

    /// Whether it approves without a person.
    pub(crate) fn is_auto_approval(&self) -> bool {
        self.root.text_of("processType") == Some(AUTO_APPROVAL)
    }

    /// Where to point at when the flow as a whole is meant: its label.
    pub(crate) fn place(&self) -> Place {
        self.root.place_of("label")
    }

    /// Its variables that have that flag: `isInput`, `isOutput`.
    pub(crate) fn variables(&self, flag: &'static str) -> impl Iterator<Item = &'a str> + use<'a> {
        let variables = self.root.children("variables");
        variables
            .filter(move |variable| variable.flag(flag))
            .map(Node::name)
    }

    /// Actions of its screens, in file order.
    pub(crate) fn screen_actions(&self) -> impl Iterator<Item = &'a Node> + use<'a> {
        let screens = self.root.children("screens");
        screens.flat_map(|screen| screen.children("actions"))
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

/// Whether that step needs a decision.
pub(crate) fn is_approval_step(step: &Node) -> bool {
    step.text_of("actionType") == Some("stepApproval")
}

/// Whether a person does that step.
pub(crate) fn is_interactive(step: &Node) -> bool {
    matches!(
        step.text_of("actionType"),
        Some("stepInteractive" | "stepApproval" | "createWorkItem")
    )
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
