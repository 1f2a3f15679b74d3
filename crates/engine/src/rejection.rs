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
            Rejection::TooLate(_) => "too-late",
        }
    }
}
