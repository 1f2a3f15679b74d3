//! What every turn reads: what is deployed, people, stand-ins.

use std::cell::Cell;
use std::ops::Deref;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use segue_flow::{ElementId, Flow};
use segue_language::{FlowVersion, Text};

use crate::deployed::Deployed;
use crate::mail::FailureMails;
use crate::people::People;
use crate::probe::Probe;
use crate::published::Published;
use crate::{RuntimeOptions, Sight, StandIns};

/// Told of each flow element as it begins; coverage reads it.
pub type Trace = Box<dyn Fn(&Flow, FlowVersion, ElementId) + Send>;

/// What turns read. It gives what is deployed by itself.
pub(crate) struct World {
    pub(crate) deployed: Arc<Deployed>,
    /// What is deployed as readers see it.
    pub(crate) published: Published,
    pub(crate) people: People,
    pub(crate) failure_mails: FailureMails,
    pub(crate) stand_ins: Option<StandIns>,
    pub(crate) trace: Option<Trace>,
    /// What people may read; everything where nobody says.
    pub(crate) sight: Option<Sight>,
    /// Ids of records that may be locked: those that were since the start.
    pub(crate) locked: FxHashSet<Text>,
    /// What a test asks of a flow at its end.
    pub(crate) probe: Option<Box<Probe>>,
    /// Interviews begun since the start.
    pub(crate) n_interviews: Cell<u64>,
}

impl Deref for World {
    type Target = Deployed;

    fn deref(&self) -> &Deployed {
        &self.deployed
    }
}

impl World {
    /// A world without definitions.
    pub(crate) fn new(options: RuntimeOptions) -> World {
        let deployed = Arc::new(Deployed::new(options));
        World {
            published: Published::new(deployed.clone()),
            deployed,
            people: People::default(),
            failure_mails: FailureMails::default(),
            stand_ins: None,
            trace: None,
            sight: None,
            locked: FxHashSet::default(),
            probe: None,
            n_interviews: Cell::new(0),
        }
    }

    /// What is deployed, to be changed: readers see the change once it is published.
    pub(crate) fn deployed_mut(&mut self) -> &mut Deployed {
        Arc::make_mut(&mut self.deployed)
    }
}
