//! Provisos: what must hold when a request is carried out, tested in its own turn. Between the test and
//! the deed nothing comes.

use std::fmt;
use std::sync::Arc;

use crate::turn::{Stop, Turn};
use crate::{Reads, Refusal};

/// What must hold for a request to be carried out. It may be tested more than once.
#[derive(Clone)]
pub struct Proviso(Arc<dyn Fn(&Reads<'_>) -> bool + Send + Sync>);

impl Proviso {
    /// Holds when `holds` says so of what the turn sees.
    pub fn new(holds: impl Fn(&Reads<'_>) -> bool + Send + Sync + 'static) -> Proviso {
        Proviso(Arc::new(holds))
    }
}

impl fmt::Debug for Proviso {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Proviso")
    }
}

impl Turn<'_> {
    /// Goes on when the proviso holds.
    pub(crate) fn require(&self, proviso: &Proviso) -> Result<(), Stop> {
        let reads = Reads::new(self.tx, &self.world.deployed, &self.world.people).at(self.now);
        if (proviso.0)(&reads) {
            return Ok(());
        }
        Err(Stop::Refused(Refusal::Barred))
    }
}
