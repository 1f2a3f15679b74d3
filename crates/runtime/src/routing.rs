//! Routing: a queue may offer its work items to its members instead of letting them take them.
//!
//! An item belongs to the queue until the member to whom it is on offer accepts it. Who gets what
//! is decided by `decision.rs`, in a turn of its own (a job) whenever something changed that may
//! matter; offers and presence end by timers. Everything is in rows, so a stopped process goes on
//! where it was.

mod decision;
mod offers;
mod presence;
mod settings;
mod turns;
mod upkeep;
mod why;

use std::sync::Arc;

use segue_language::Text;
use segue_store::{Result, Routing, View};

pub(crate) use why::explain_routing;

/// How much a person can hold when nobody set it.
pub const USUAL_CAPACITY: u32 = 5;

/// A queue that is routed.
#[derive(Clone, Debug)]
pub(crate) struct RoutedQueue {
    pub(crate) id: Text,
    pub(crate) name: Text,
    pub(crate) label: Text,
    pub(crate) routing: Routing,
}

/// The routed queues: those whose items come first, first.
pub(crate) fn read_queues(view: &View) -> Result<Arc<[RoutedQueue]>> {
    let mut queues = Vec::new();
    for (id, routing) in view.routings()? {
        if let Some(group) = view.group(true, &id)? {
            queues.push(RoutedQueue {
                id,
                name: group.name,
                label: group.label,
                routing,
            });
        }
    }
    queues.sort_by(|a, b| (a.routing.priority, &a.id).cmp(&(b.routing.priority, &b.id)));
    Ok(queues.into())
}
