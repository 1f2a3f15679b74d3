//! Interviews: one execution of a flow.

pub(crate) mod advance;
pub(crate) mod coerce;
pub(crate) mod compare;
mod criteria;
mod environment;
pub(crate) mod frame;
mod frozen;
mod globals;
mod history;
mod lookups;
mod need;
pub(crate) mod page;
mod shared;
mod shown;
pub(crate) mod stop;
pub(crate) mod view;
mod write;

use std::sync::Arc;

use segue_language::{FlowVersion, Record, Text, Values};

use crate::Flow;

use advance::Advance;
use frame::Frame;
use shared::Shared;

pub use environment::*;
pub use frozen::*;
pub use need::*;
pub use shown::*;

/// How an interview begins.
#[derive(Debug)]
pub struct Beginning {
    /// The flow.
    pub flow: Arc<Flow>,
    /// Its version.
    pub version: FlowVersion,
    /// `$Flow.InterviewGuid`.
    pub guid: Text,
    /// Input variables; unknown names are a fault.
    pub inputs: Values,
    /// `$Record`, in a record-triggered flow.
    pub record: Option<Arc<Record>>,
    /// `$Record__Prior`.
    pub prior: Option<Arc<Record>>,
}

/// One execution of a flow, with the subflows it is in.
#[derive(Debug)]
pub struct Interview {
    /// The flows that call each other, the caller first.
    pub(crate) frames: Vec<Frame>,
    /// Flows that ended, but hold screens that can be gone back to.
    pub(crate) ended: Vec<Frame>,
    /// What the flows share.
    pub(crate) shared: Shared,
    /// What a person did, while a lookup for it is read.
    pub(crate) submission: Option<Submission>,
}

impl Interview {
    /// Begins an interview; nothing runs before [`Interview::advance`] with [`Answer::Begin`].
    ///
    /// # Errors
    /// A [`Fault`] when an input is unknown, is not an input, or has a value of another type.
    pub fn start(beginning: Beginning) -> Result<Interview, Fault> {
        let name = beginning.flow.name.clone();
        let frame = Frame::new(beginning.flow, beginning.version, 0, beginning.inputs);
        Ok(Interview {
            frames: vec![frame.map_err(|stop| stop.at_start_of(name))?],
            ended: Vec::new(),
            shared: Shared::new(beginning.guid, beginning.record, beginning.prior),
            submission: None,
        })
    }

    /// Goes on with `answer` until the interview needs the world again or ends.
    pub fn advance(&mut self, environment: &Environment, answer: Answer) -> Need {
        Advance::new(self, environment).run(answer)
    }

    /// The flow that it began with.
    pub fn flow(&self) -> &Arc<Flow> {
        let first = self.frames.first().or(self.ended.first());
        &first.expect("an interview has a flow").flow
    }

    /// Whether one of the flows that call each other now reads as the system.
    pub fn runs_as_system(&self) -> bool {
        self.frames.iter().any(|frame| frame.flow.runs_as_system)
    }

    /// `$Record` as it is now: a before-save flow changes it without writing it.
    pub fn record(&self) -> Option<&Arc<Record>> {
        self.shared.record.as_ref()
    }

    /// The interview as a value to be stored. What it waited for is asked again after
    /// [`Frozen::thaw`] with [`Answer::Begin`]; a screen may be answered at once.
    pub fn freeze(&self) -> Frozen {
        Frozen::of(self)
    }
}
