//! Guards: what must hold when a request is carried out, tested in its own turn. Between the test and
//! the deed nothing comes.

use std::fmt;
use std::sync::Arc;

use crate::turn::{Stop, Turn};
use crate::{Reads, Refusal};

/// Lets a request pass, or not. It may be asked more than once.
#[derive(Clone)]
pub struct Guard(Arc<dyn Fn(&Reads<'_>) -> bool + Send + Sync>);

impl Guard {
    /// A guard that lets pass when `passes` says so of what the turn sees.
    pub fn new(passes: impl Fn(&Reads<'_>) -> bool + Send + Sync + 'static) -> Guard {
        Guard(Arc::new(passes))
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Guard")
    }
}

impl Turn<'_> {
    /// Goes on when the guard lets it.
    pub(crate) fn pass_guard(&self, guard: &Guard) -> Result<(), Stop> {
        let reads = Reads::new(self.tx, &self.world.deployed, &self.world.people);
        if (guard.0)(&reads) {
            return Ok(());
        }
        Err(Stop::Refused(Refusal::Barred))
    }
}
