//! A checked flow and its interview.
//!
//! An [`Interview`] advances until it needs the world and says what it needs: rows, writes, an
//! action, an answer to a screen. Pure; its state is a value that can be stored.

mod elements;
mod flow;
mod interview;

pub use flow::*;
pub use interview::*;
