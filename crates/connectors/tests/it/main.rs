//! Calls over HTTP, from outside: where they go, what they carry, what they take.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails where something is missing"
)]

mod addresses;
mod dialing;
mod openapi;
mod peer;
mod replies;
mod requests;
mod secrets;
