//! The rules of orchestrations: what may happen to a run, and what follows.
//!
//! [`handle`] decides and [`Run::apply`] records. Pure: no clock, no input or output, no
//! randomness. The engine knows no flow's inside; it asks for flows to be run.

mod command;
mod effect;
mod event;
mod facts;
mod orchestration;
mod rejection;
mod run;

pub use command::*;
pub use effect::*;
pub use event::*;
pub use facts::*;
pub use orchestration::*;
pub use rejection::*;
pub use run::*;
pub use segue_language::{FlowVersion, Values};

use segue_language::Timestamp;

/// Carries out one command on a run, or refuses it and leaves the run as it was.
///
/// Everything that happens to a run happens here. Decided events are applied to `run` at once and
/// given back in order; effects belong to the same transaction. When the outcome holds a
/// [`Question`], it must be answered with [`Command::Answer`] before the transaction commits.
///
/// # Errors
/// A [`Rejection`] with a stable code; the run is unchanged.
pub fn handle(
    _orchestration: &Orchestration,
    _run: &mut Run,
    _facts: &dyn Facts,
    _command: Command,
    _now: Timestamp,
) -> Result<Outcome, Rejection> {
    todo!()
}
