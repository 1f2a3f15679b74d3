//! The rules of orchestrations: what may happen to a run, and what follows.
//!
//! [`handle`] decides and [`Run::apply`] records. Pure: no clock, no input or output, no
//! randomness. The engine knows no flow's inside; it asks for flows to be run.
//!
//! To read it: `orchestration.rs` and `run.rs` are the nouns, `command.rs`, `event.rs` and
//! `effect.rs` the verbs; `rules/` has one file for each command and each consequence, of which
//! `evaluate_stage.rs` is the heart; `run/apply.rs` is how events change a run. `history.rs`,
//! `why.rs` and `subscriptions.rs` only read.

#![deny(clippy::wildcard_enum_match_arm)]

mod approval;
mod command;
mod conditions;
mod effect;
mod event;
mod facts;
mod history;
mod invariants;
pub mod limits;
mod milestone;
mod names;
mod orchestration;
mod pass;
mod reader;
mod rejection;
mod rules;
mod run;
mod status;
mod subject;
mod subscriptions;
mod transition;
pub mod transition_table;
mod why;

pub use approval::{
    APPROVAL_COMMENTS, APPROVAL_DECISION, APPROVE, ApprovalStatus, REJECT, approval_status,
    approvals_given, decision_of, is_recalled, submission_status,
};
pub use command::*;
pub use effect::*;
pub use event::*;
pub use facts::*;
pub use history::{HistoryEntry, entries, entry};
pub use invariants::violations;
pub use orchestration::*;
pub use pass::Pass;
pub use rejection::*;
pub use run::*;
pub use segue_language::{FlowVersion, Values};
pub use subject::Subject;
pub use subscriptions::{Subscription, pace, subscriptions};
pub use why::{Explanation, GateExplanation, PartExplanation, RequirementExplanation, explain};

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
    orchestration: &Orchestration,
    run: &mut Run,
    facts: &dyn Facts,
    command: Command,
    now: Timestamp,
) -> Result<Outcome, Rejection> {
    let mut transition = transition::Transition::new(orchestration, run, facts, now);
    rules::carry_out(&mut transition, command)?;
    Ok(transition.outcome)
}
