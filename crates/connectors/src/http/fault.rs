//! What can go wrong with a call.

use std::error::Error;
use std::time::Duration;

use super::Blocked;

/// Why a call gave no reply that can be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HttpFault {
    /// The request itself cannot be made of these inputs.
    #[error("{0}")]
    Request(String),
    /// It must not go there.
    #[error("the call was stopped: {0}")]
    Blocked(String),
    /// No connection: nothing was sent.
    #[error("no connection: {0}")]
    Connect(String),
    /// No reply in time.
    #[error("no reply within {} s", .0.as_secs())]
    Timeout(Duration),
    /// The connection broke while the reply was awaited or read.
    #[error("the connection broke: {0}")]
    Broken(String),
    /// The reply has more than it may.
    #[error("the reply has {0}")]
    TooLarge(&'static str),
    /// A status other than 2xx.
    #[error("the reply was {status}{}", detail(.text))]
    Status {
        /// The status code.
        status: u16,
        /// The beginning of its body, when that is text.
        text: String,
        /// After which time to ask again, if it says so.
        after: Option<Duration>,
    },
    /// The reply is not what the action gives.
    #[error("{0}")]
    Reply(String),
}

fn detail(text: &str) -> String {
    match text.is_empty() {
        true => String::new(),
        false => format!(": {text}"),
    }
}

impl HttpFault {
    /// What reqwest says went wrong.
    pub(crate) fn of(error: &reqwest::Error, timeout: Duration) -> HttpFault {
        if let Some(blocked) = cause::<Blocked>(error) {
            return HttpFault::Blocked(blocked.to_string());
        }
        if error.is_connect() {
            return HttpFault::Connect(innermost(error));
        }
        if error.is_timeout() {
            return HttpFault::Timeout(timeout);
        }
        if error.is_builder() {
            return HttpFault::Request(innermost(error));
        }
        HttpFault::Broken(innermost(error))
    }

    /// Whether nothing can have come of the call: it did not leave.
    pub fn is_unsent(&self) -> bool {
        matches!(
            self,
            HttpFault::Request(_) | HttpFault::Blocked(_) | HttpFault::Connect(_)
        )
    }

    /// One bounded word, for counting.
    pub fn word(&self) -> &'static str {
        match self {
            HttpFault::Request(_) => "request",
            HttpFault::Blocked(_) => "blocked",
            HttpFault::Connect(_) => "connect",
            HttpFault::Timeout(_) => "timeout",
            HttpFault::Broken(_) => "broken",
            HttpFault::TooLarge(_) => "too_large",
            HttpFault::Status { .. } => "status",
            HttpFault::Reply(_) => "reply",
        }
    }

    /// The status code, when there is one.
    pub fn status(&self) -> Option<u16> {
        match self {
            HttpFault::Status { status, .. } => Some(*status),
            _ => None,
        }
    }
}

fn cause<'e, E: Error + 'static>(error: &'e (dyn Error + 'static)) -> Option<&'e E> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        next = error.source();
    }
    None
}

/// The last word of a chain of errors; the first ones repeat the URL.
fn innermost(error: &reqwest::Error) -> String {
    let mut last: &dyn Error = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}
