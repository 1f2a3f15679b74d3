//! What is true of the SQLite store alone: files, crashes, the log, damage.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod bed;
mod crash;
mod log;
mod reopen;
mod verify;
