//! Whether a call is tried again, and when.

use std::time::Duration;

use super::{Endpoint, HttpFault};
use crate::Backoff;

/// How calls that are tried again wait.
const BACKOFF: Backoff = Backoff {
    first: Duration::from_secs(2),
    longest: Duration::from_secs(600),
};
/// Longest wait that a reply may ask for.
const AFTER_MAX: Duration = Duration::from_secs(3_600);

impl Endpoint {
    /// How long to wait before a call is tried again after so many attempts; none when it is not.
    /// Only an endpoint that allows more than one attempt tries anything again.
    pub fn retry(&self, fault: &HttpFault, n_attempts: u32, random: u64) -> Option<Duration> {
        if n_attempts >= self.attempts || !is_passing(fault) {
            return None;
        }
        let delay = BACKOFF.delay(n_attempts, random);
        match fault {
            HttpFault::Status {
                after: Some(after), ..
            } => Some(delay.max((*after).min(AFTER_MAX))),
            _ => Some(delay),
        }
    }
}

/// Whether another attempt may end otherwise.
fn is_passing(fault: &HttpFault) -> bool {
    match fault {
        HttpFault::Connect(_) | HttpFault::Timeout(_) | HttpFault::Broken(_) => true,
        HttpFault::Status { status, .. } => {
            matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504)
        }
        HttpFault::Request(_)
        | HttpFault::Blocked(_)
        | HttpFault::TooLarge(_)
        | HttpFault::Reply(_) => false,
    }
}
