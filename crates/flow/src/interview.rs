//! Interviews: one execution of a flow.

pub(crate) mod advance;
mod awaited;
pub(crate) mod coerce;
pub(crate) mod compare;
mod criteria;
mod environment;
mod examine;
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

use crate::elements::records_named;
use crate::{ElementKind, Flow, RunRights};

use advance::Advance;
use frame::Frame;
use shared::Shared;
use stop::Stop;

pub use awaited::*;
pub use environment::*;
pub use examine::*;
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

    /// The same on a path that a record-triggered flow takes later.
    ///
    /// # Errors
    /// As [`Interview::start`]; the flow has no such path.
    pub fn start_on_path(beginning: Beginning, path: usize) -> Result<Interview, Fault> {
        let flow = beginning.flow.clone();
        let Some(path) = flow.paths.get(path) else {
            let stop = Stop::problem("the flow has no such path");
            return Err(stop.at_start_of(flow.name.clone()));
        };
        let mut interview = Interview::start(beginning)?;
        interview.frames[0].state.go(path.next);
        Ok(interview)
    }

    /// Whether it stands at a Wait: only what it waits for leads on.
    pub fn is_waiting(&self) -> bool {
        self.frames.last().is_some_and(|frame| {
            let at = frame.state.at.filter(|_| frame.state.entered);
            at.is_some_and(|id| matches!(frame.flow.elements[id.0].kind, ElementKind::Wait(_)))
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

    /// In whose rights it reads and writes: those of the flow that has most, of those that call
    /// each other now.
    pub fn rights(&self) -> RunRights {
        let rights = self.frames.iter().map(|frame| frame.flow.rights);
        rights.max().unwrap_or_default()
    }

    /// Fields of the present screen and the ids of records that a submission newly names in them.
    pub fn records_named(&self, submission: &Submission) -> Vec<(Text, Text)> {
        let Some(frame) = self.frames.last() else {
            return Vec::new();
        };
        let at = frame.state.at.map(|id| &frame.flow.elements[id.0].kind);
        match at {
            Some(ElementKind::Screen(screen)) => {
                records_named(&screen.fields, &submission.answers, &frame.state.values)
            }
            _ => Vec::new(),
        }
    }

    /// The version of the flow that it began with.
    pub fn version(&self) -> FlowVersion {
        let first = self.frames.first().or(self.ended.first());
        first.expect("an interview has a flow").version
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
