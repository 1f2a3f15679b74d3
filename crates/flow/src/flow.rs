//! A checked flow: its resources in numbered slots, its elements in a list.

mod element;
mod reference;
mod resource;
mod screen;
mod start;
mod transform;
mod wait;

pub use element::*;
pub use reference::*;
pub use resource::*;
pub use screen::*;
pub use start::*;
pub use transform::*;
pub use wait::*;

use segue_language::{RecordTrigger, Template, Text};

/// A checked flow. Every name in it is resolved: references are slots, connectors are indexes.
#[derive(Clone, Debug)]
pub struct Flow {
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// Version of the platform's behaviour, such as 60.
    pub api_version: u16,
    /// What kind of flow.
    pub kind: FlowKind,
    /// In whose rights it reads and writes records when a person runs it.
    pub rights: RunRights,
    /// Label of its interviews.
    pub interview_label: Template,
    /// Everything that has a name and a value. An interview holds one value per slot.
    pub resources: Vec<Resource>,
    /// Elements; an [`ElementId`] is an index.
    pub elements: Vec<Element>,
    /// Where it starts; none is an empty flow.
    pub start: Option<ElementId>,
    /// Paths that a record-triggered flow takes later.
    pub paths: Vec<LaterPath>,
}

/// In whose rights a flow reads and writes records when a person runs it: each allows what the one
/// before it does, and more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunRights {
    /// Those of the person.
    #[default]
    Person,
    /// The system's, but of records only those that are shared with the person.
    Sharing,
    /// The system's.
    System,
}

/// What kind of flow, by what starts it.
#[derive(Clone, Debug)]
pub enum FlowKind {
    /// Has screens; run by a person.
    Screen,
    /// Called by a step, a flow or an action.
    Autolaunched,
    /// Answers a condition of an orchestration through `isOrchestrationConditionMet`.
    Evaluation,
    /// Started by a saved change of a record.
    RecordTriggered(Box<RecordTrigger>),
    /// Started by the calendar.
    Scheduled(Box<ScheduledStart>),
    /// Started by a published event.
    EventTriggered(Box<EventStart>),
    /// Read and kept, not executed yet; holds the `processType` or `triggerType`.
    Other(String),
}

impl Flow {
    /// The slot of the resource of that name, compared without regard to case.
    pub fn slot(&self, name: &str) -> Option<Slot> {
        self.resources
            .iter()
            .position(|r| r.name.eq_ignore_ascii_case(name))
            .map(Slot)
    }

    /// Whether something else than a call starts it: a change, the calendar, an event.
    pub fn starts_by_itself(&self) -> bool {
        match self.kind {
            FlowKind::RecordTriggered(_) | FlowKind::Scheduled(_) | FlowKind::EventTriggered(_) => {
                true
            }
            FlowKind::Screen
            | FlowKind::Autolaunched
            | FlowKind::Evaluation
            | FlowKind::Other(_) => false,
        }
    }

    /// Whether it has a Wait itself.
    pub fn has_wait(&self) -> bool {
        let mut elements = self.elements.iter();
        elements.any(|element| matches!(element.kind, ElementKind::Wait(_)))
    }

    /// Whether a background step that runs this flow is a job of its own (decisions.md,
    /// "Synchronous or asynchronous"): it has an Action, Subflow or Wait. From API version 68 the
    /// *orchestration* decides; see `leaves_the_process`.
    pub fn has_action_subflow_or_wait(&self) -> bool {
        self.elements.iter().any(|element| {
            matches!(
                element.kind,
                ElementKind::Action(_) | ElementKind::Subflow(_) | ElementKind::Wait(_)
            )
        })
    }
}
