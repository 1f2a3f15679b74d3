//! Rejections: why a command was refused.

use crate::RunStatus;

/// Why a command was refused. Nothing has changed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Rejection {
    /// The run's status does not allow it.
    #[error("a run that is {} cannot be {verb}", .status.label())]
    WrongStatus {
        /// Its status.
        status: RunStatus,
        /// What was asked, as a participle: `resumed`.
        verb: &'static str,
    },
    /// No such part in this run.
    #[error("the run has no such {0}")]
    Unknown(&'static str),
    /// Somebody else was first.
    #[error("work item was already completed{}", .by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default())]
    AlreadyCompleted {
        /// Id of who did it, when a person did.
        by: Option<segue_language::Text>,
        /// When.
        at: segue_language::Timestamp,
    },
    /// The failure does not allow a plain resume.
    #[error("the error is not recoverable: {0}")]
    NotRecoverable(String),
    /// One of those who all have to approve did so before.
    #[error("{0} has approved this already; the others have not yet")]
    AlreadyApproved(segue_language::Text),
    /// An approval needs a decision.
    #[error("`{0}` is no decision: it is `Approve` or `Reject`")]
    NoDecision(segue_language::Text),
    /// The work item is of no approval step, or the run of no approval process.
    #[error("this is no approval")]
    NoApproval,
    /// The submission was taken back before.
    #[error("the submission was recalled already")]
    AlreadyRecalled,
    /// The failure is too long ago.
    #[error("the run failed more than {0} days ago")]
    TooLate(i64),
}

impl Rejection {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Rejection::WrongStatus { .. } => "wrong-status",
            Rejection::Unknown(_) => "unknown-part",
            Rejection::AlreadyCompleted { .. } => "already-completed",
            Rejection::NotRecoverable(_) => "not-recoverable",
            Rejection::AlreadyApproved(_) => "already-approved",
            Rejection::NoDecision(_) => "no-decision",
            Rejection::NoApproval => "no-approval",
            Rejection::AlreadyRecalled => "already-recalled",
            Rejection::TooLate(_) => "too-late",
        }
    }
}
