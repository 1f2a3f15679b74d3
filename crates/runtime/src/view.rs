//! Views: what readers see of runs, histories and work items.

use std::sync::Arc;

use segue_engine::{Assignee, Event, HistoryEntry, Orchestration, PartId, Run, StepId};
use segue_language::{Text, Timestamp};

/// A run with the definition that it is pinned to.
#[derive(Clone, Debug)]
pub struct RunView {
    /// Its number.
    pub number: i64,
    /// Its 18-character id.
    pub id: Text,
    /// Its name for people: the autonumber.
    pub name: Text,
    /// Number of the definition version that it is pinned to.
    pub version: i64,
    /// 1, 2, … among the versions of its orchestration.
    pub ordinal: i64,
    /// The definition.
    pub orchestration: Arc<Orchestration>,
    /// Its state.
    pub run: Run,
}

/// A version of a flow or orchestration, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionVersion {
    /// Its number in the database.
    pub version: i64,
    /// API name.
    pub name: Text,
    /// Label.
    pub label: String,
    /// 1, 2, … among the versions of its name.
    pub ordinal: i64,
    /// An orchestration rather than a flow.
    pub is_orchestration: bool,
    /// The version that new runs and interviews take.
    pub is_active: bool,
}

/// One line of a history: one milestone (or an event without one).
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryLine {
    /// Turn of the run, from 1.
    pub turn: i64,
    /// When.
    pub at: Timestamp,
    /// Who: user name, or `Automated Process`.
    pub actor: Text,
    /// Milestone such as `Start Stage`; none for events without one.
    pub milestone: Option<&'static str>,
    /// The line as the engine words it, with stage, step, assignee and more; none for events
    /// without a milestone.
    pub entry: Option<HistoryEntry>,
    /// The event.
    pub event: Event,
}

/// An Assigned work item.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenItem {
    /// The run.
    pub run: i64,
    /// The work item.
    pub item: PartId,
    /// Its 18-character id.
    pub id: Text,
    /// Its step.
    pub step: StepId,
    /// API name of its step.
    pub step_name: Text,
    /// Label of its step.
    pub label: String,
    /// Who has it.
    pub assignee: Assignee,
    /// When it was created.
    pub created_at: Timestamp,
    /// Id of the context record; empty for none.
    pub related_record: Text,
}
