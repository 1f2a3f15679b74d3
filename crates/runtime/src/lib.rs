//! Turns and loops: commands in, one transaction, jobs and outbox after it.
//!
//! Synchronous: a [`Runtime`] lives on one writer thread, and everything that changes anything
//! goes through it. Time is handed in with every call.

mod actor;
mod options;
mod pending;
mod refusal;
mod reply;
mod request;
mod runtime;
pub mod scenario;
mod stand_in;
mod view;
mod writer;

pub use actor::*;
pub use options::*;
pub use pending::*;
pub use refusal::*;
pub use reply::*;
pub use request::*;
pub use runtime::*;
pub use stand_in::*;
pub use view::*;
pub use writer::*;
