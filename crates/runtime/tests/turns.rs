//! Turns from outside: definitions in, requests and jobs, and what can be read afterwards.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something unexpected happens"
)]

mod turns {
    mod access;
    mod approvals;
    mod background;
    mod deployments;
    mod flows;
    mod limits;
    mod mail;
    mod mail_delivery;
    mod noted;
    mod objects;
    mod people;
    mod provisos;
    mod readers;
    mod routing;
    mod run_objects;
    mod support;
    mod triggers;
    mod troubles;
}
