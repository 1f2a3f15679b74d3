//! Mail over real connections to a mail server that fails at each verb.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod mail {
    mod composing;
    mod sending;
}
#[path = "support/sink.rs"]
mod sink;
