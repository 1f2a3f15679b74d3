//! Commands: what may be asked of a run.

use segue_language::Text;
use serde::{Deserialize, Serialize};

use crate::{Assignee, PartId, Pass, Trigger, Values};

/// Something asked of a run. It may be refused.
#[derive(Clone, Debug)]
pub enum Command {
    /// Start it.
    Start {
        /// Id of the user who starts it.
        starter: Text,
        /// Input variables by name.
        inputs: Values,
        /// The record change that starts it.
        trigger: Option<Trigger>,
    },
    /// The answer to a [`crate::Question`] of the same transaction.
    Answer(Pass, Answer),
    /// A background or external step's job ended.
    FinishStep {
        /// The step run.
        step: PartId,
        /// The activation that the job was for.
        activation: u16,
        /// How it ended.
        result: StepResult,
    },
    /// A person finished the screen flow of a work item (or it failed).
    CompleteWorkItem {
        /// The work item.
        item: PartId,
        /// Id of the user.
        by: Text,
        /// How it ended.
        result: StepResult,
    },
    /// Decide an approval in place of its approvers.
    OverrideApproval {
        /// The work item.
        item: PartId,
        /// Id of the user.
        by: Text,
        /// The decision and its comments.
        outputs: Values,
    },
    /// Give a work item to somebody else.
    ReassignWorkItem {
        /// The work item.
        item: PartId,
        /// Who gets it.
        to: Assignee,
    },
    /// Evaluate now: a published event, or a change of a record that a requirement names.
    Wake,
    /// A published event that ends a step.
    EndStepByEvent {
        /// The step run.
        step: PartId,
        /// How it ended.
        result: StepResult,
    },
    /// Suspend it.
    Suspend,
    /// Resume it, suspended or failed.
    Resume {
        /// Lifts window and class of the failure; the reason is recorded.
        forced: Option<Text>,
        /// Longest time since the failure in seconds; 14 days unless configured.
        window_seconds: i64,
    },
    /// Cancel it.
    Cancel {
        /// Why, in the words of who asked; it is recorded as a note.
        reason: Option<Text>,
    },
    /// Take a submission back: its stage ends, and the recall path runs.
    Recall {
        /// Id of the user.
        by: Text,
        /// Why, in her words.
        comments: Option<Text>,
    },
    /// Write something down in its history; nothing else changes.
    Note(Text),
}

/// How a step's flow, action or form ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum StepResult {
    /// It finished and left outputs.
    Finished(Values),
    /// It failed, in one sentence.
    Failed(Text),
    /// Nobody knows how it ended, in one sentence: whoever knows better may resume the run.
    Lost(Text),
}

/// The answer to a [`crate::Question`].
#[derive(Clone, Debug)]
pub enum Answer {
    /// What an evaluation flow said; failing is an error of the stage.
    Evaluated(Result<bool, Text>),
    /// How a synchronous flow ended.
    Ran(StepResult),
    /// Who the assignee is.
    Resolved(Result<Assignee, AssigneeFault>),
}

/// Why there is no assignee.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssigneeFault {
    /// The user is inactive or frozen: recoverable.
    #[error("user `{0}` is not active")]
    Inactive(Text),
    /// No such user, group or queue: not recoverable.
    #[error("`{0}` is no user, group or queue")]
    Unknown(Text),
}

/// An answer of another kind than its question is a bug of the caller.
impl Answer {
    pub(crate) fn evaluated(self) -> Result<bool, Text> {
        let Answer::Evaluated(said) = self else {
            panic!("asked to evaluate, got {self:?}")
        };
        said
    }

    pub(crate) fn ran(self) -> StepResult {
        let Answer::Ran(result) = self else {
            panic!("asked to run a flow, got {self:?}")
        };
        result
    }

    pub(crate) fn resolved(self) -> Result<Assignee, AssigneeFault> {
        let Answer::Resolved(found) = self else {
            panic!("asked for an assignee, got {self:?}")
        };
        found
    }
}
