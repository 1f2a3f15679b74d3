//! The epoch of people: another one after each commit that may have changed who somebody is or what
//! she may. What is remembered of people outside the runtime is worth something in its own epoch
//! only.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The present epoch; cheap to copy, read from any thread.
#[derive(Clone, Debug, Default)]
pub struct PeopleEpoch(Arc<AtomicU64>);

impl PeopleEpoch {
    /// Its number. Whoever remembers what she reads takes it before she reads.
    pub fn number(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }

    /// Begins another one: after a commit, and before anybody is told of it.
    pub(crate) fn begin(&self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }
}
