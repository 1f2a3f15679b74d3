//! A run as a value: everything the next decision depends on.

mod apply;
mod parts;

pub(crate) use parts::Place;

use segue_language::{Record, Text, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{AssigneeKind, FlowVersion, RunError, StageId, StepId, StepResult, Values};

/// Number of a stage run, step run or work item inside its run: 1, 2, … in order of birth.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct PartId(pub u16);

/// One execution of an orchestration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Status; a fresh value is not started.
    pub status: RunStatus,
    /// When it started.
    pub started_at: Timestamp,
    /// When it was completed, canceled or failed; none while it can go on.
    pub ended_at: Option<Timestamp>,
    /// Id of the user who started it.
    pub starter: String,
    /// Values of the input variables.
    pub inputs: Values,
    /// The record change that started it.
    pub trigger: Option<Trigger>,
    /// Stage runs in order of entry; the last one is the current or latest.
    pub stages: Vec<StageRun>,
    /// By outcome number: taken (true), only evaluated (false), or never reached.
    pub outcomes: Vec<Option<bool>>,
    /// Decisions reached, by number.
    pub decisions_visited: Vec<bool>,
    /// Why it failed; kept until it is resumed.
    pub error: Option<RunError>,
    /// Parts born so far.
    pub n_parts: u16,
    /// Automatic moves so far.
    pub n_moves: u32,
}

/// The record change that started a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trigger {
    /// API name of the record's object.
    pub object: Text,
    /// The record's id.
    pub id: Text,
    /// `$Record__Prior`: values before the save; none for a created record.
    pub prior: Option<Record>,
    /// `$Record` at start: what inputs read below API version 58.
    pub first: Option<Record>,
}

/// Status of a run (semantics 10.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RunStatus {
    /// Not even started: the value before the first event.
    #[default]
    NotStarted,
    /// Started; waiting counts as in progress.
    InProgress,
    /// Suspended by a person.
    Suspended,
    /// At its end, every error handled.
    Completed,
    /// Canceled by a person.
    Canceled,
    /// Stopped by an unhandled error.
    Error,
}

/// One visit of a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageRun {
    /// Which stage.
    pub stage: StageId,
    /// Number in the run.
    pub part: PartId,
    /// Status.
    pub status: StageStatus,
    /// When it was entered.
    pub started_at: Timestamp,
    /// When it left In Progress for good (so far).
    pub ended_at: Option<Timestamp>,
    /// Its step runs, in file order.
    pub steps: Vec<StepRun>,
    /// Why it failed, when none of its steps did.
    pub error: Option<Text>,
}

/// Status of a stage run (semantics 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StageStatus {
    /// Started or resumed.
    InProgress,
    /// Its exit condition was met.
    Completed,
    /// In progress when the run was suspended.
    Suspended,
    /// In progress when the run was canceled or the submission taken back.
    Canceled,
    /// In progress when the run failed for a cause outside the stage.
    Discontinued,
    /// The stage or one of its steps failed.
    Error,
}

/// One step of one visit of a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepRun {
    /// Which step.
    pub step: StepId,
    /// Number in the run.
    pub part: PartId,
    /// Status.
    pub status: StepStatus,
    /// 0 before it starts, then 1, 2, … : a result that names another activation is stale.
    pub activation: u16,
    /// Flow version that was active when the step run was created (or restarted by a resume).
    pub flow: Option<FlowVersion>,
    /// Runs as a job of its own.
    pub asynchronous: bool,
    /// When it was last started.
    pub started_at: Option<Timestamp>,
    /// When it left In Progress.
    pub ended_at: Option<Timestamp>,
    /// What it left; readable only when Completed.
    pub outputs: Values,
    /// A result that arrived while the run was suspended or the step discontinued, with its
    /// place in the order of arrival.
    pub pending: Option<(u16, StepResult)>,
    /// Why it failed.
    pub error: Option<Text>,
    /// Work items of all activations.
    pub items: Vec<WorkItem>,
}

/// Status of a step run (semantics 4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StepStatus {
    /// Its entry condition was not met yet.
    NotStarted,
    /// Started.
    InProgress,
    /// Done.
    Completed,
    /// Was in progress when its stage ended or its stage or run failed.
    Discontinued,
    /// It, its flow or its assignee failed.
    Error,
}

/// What a person is asked to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkItem {
    /// Number in the run.
    pub part: PartId,
    /// Activation of the step that it belongs to.
    pub activation: u16,
    /// Who has it.
    pub assignee: Assignee,
    /// Id of the context record; empty for none.
    pub related_record: String,
    /// When it was assigned, or last reassigned.
    pub assigned_at: Timestamp,
    /// When it was created.
    pub created_at: Timestamp,
    /// How it was closed; none while Assigned.
    pub closed: Option<Closed>,
}

/// How a work item was closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Closed {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: CloseReason,
    /// Id of the user, when a person did it.
    pub by: Option<Text>,
}

/// Why a work item was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CloseReason {
    /// A person finished it.
    User,
    /// The step's exit condition was met without it.
    ExitConditionMet,
    /// Its stage completed without it.
    StageCompleted,
    /// Its stage or run failed.
    Failed,
    /// The run was canceled.
    Canceled,
    /// A published event completed the step.
    Event,
    /// The submission was taken back.
    Recalled,
}

/// Who has a work item.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Assignee {
    /// User, group or queue; never a resource.
    pub kind: AssigneeKind,
    /// Id of the user, group or queue.
    pub id: Text,
    /// User name, or API name of the group or queue.
    pub name: Text,
}
