//! Records: created, updated and deleted with everything that follows from it, in the documented
//! order: before-save flows, computed fields, checks, the write, after-save automations, wake-ups.

mod audit;
mod behavior;
mod checks;
mod coerce;
mod delete;
mod events;
mod finding;
mod living;
mod lookup_filters;
mod prepare;
mod recomputing;
mod record_types;
mod rules;
mod save;
mod summaries;
mod triggers;
mod upsert;
mod wake;

pub(crate) use behavior::{Behaviors, behaviors};
pub use coerce::coerce;
pub(crate) use prepare::changes_of;
pub(crate) use recomputing::{Recomputing, has_other_values};
pub(crate) use record_types::{KnownTypes, known_types, write_types};
pub(crate) use save::gone;
pub(crate) use save::saved;
