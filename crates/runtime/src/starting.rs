//! Flows that nobody calls: started by the calendar, by a published event, or by a saved change of
//! a record on a path that is taken later. Each start is a job of its own, so that one that fails
//! harms no other.

mod event;
mod path;
mod schedule;

pub(crate) use schedule::{forget_schedule, plan_schedule};

/// How often what starts later may lead to something else that starts later: what goes in a circle
/// ends here.
pub(crate) const GENERATIONS_MAX: u16 = 1_000;
