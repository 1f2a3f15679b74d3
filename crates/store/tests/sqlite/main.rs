//! What is true of the SQLite store alone: files, crashes, the log, damage.

mod bed;
mod crash;
mod log;
mod reopen;
mod verify;
