//! Records: created, updated and deleted with everything that follows from it, in the documented
//! order: before-save flows, computed fields, checks, the write, after-save automations, wake-ups.

mod audit;
mod checks;
mod coerce;
mod computed;
mod delete;
mod events;
mod prepare;
mod save;
mod triggers;
mod wake;

pub use coerce::coerce;
pub(crate) use computed::Computed;
pub(crate) use save::saved;
