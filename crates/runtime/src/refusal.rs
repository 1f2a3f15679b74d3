//! Refusals: why a request was not carried out. Nothing has changed.

use segue_engine::Rejection;
use segue_language::Text;

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The rules of orchestrations refuse it.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// No such thing.
    #[error("there is no {what} `{name}`")]
    Unknown {
        /// What kind of thing.
        what: &'static str,
        /// What it was called.
        name: Text,
    },
    /// Neither the assignee nor a member of it.
    #[error("{by} may not work on this: it is assigned to {assignee}")]
    NotEntitled {
        /// Who tried.
        by: Text,
        /// Who may.
        assignee: Text,
    },
    /// A user who is not active.
    #[error("user `{0}` is not active")]
    Inactive(Text),
    /// The request itself makes no sense.
    #[error("{0}")]
    Invalid(String),
    /// It does not fit what is there now.
    #[error("{message}")]
    Conflict {
        /// A stable code.
        code: &'static str,
        /// One sentence.
        message: String,
    },
    /// The proviso of the request does not hold.
    #[error("the proviso of the request does not hold")]
    Barred,
    /// A record could not be saved, or a flow of the transaction failed.
    #[error("{message}")]
    Failed {
        /// One sentence.
        message: String,
        /// Messages by field; an empty field is the page.
        fields: Vec<(Text, String)>,
    },
    /// A limit was reached.
    #[error("limit reached: {0}")]
    Limit(&'static str),
    /// A fault of the program itself, reported and contained.
    #[error("internal error: {0}")]
    Internal(String),
}

impl Refusal {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Rejected(rejection) => rejection.code(),
            Refusal::Unknown { .. } => "unknown",
            Refusal::NotEntitled { .. } => "not-entitled",
            Refusal::Inactive(_) => "inactive-user",
            Refusal::Invalid(_) => "invalid-request",
            Refusal::Conflict { code, .. } => code,
            Refusal::Barred => "forbidden",
            Refusal::Failed { .. } => "failed",
            Refusal::Limit(_) => "limit-reached",
            Refusal::Internal(_) => "internal-error",
        }
    }
}
