//! Interviews: one execution of a flow.

mod environment;
mod frozen;
mod need;
mod shown;

use std::sync::Arc;

use segue_language::{FlowVersion, Record, Text, Values};

use crate::Flow;

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
pub struct Interview {}

impl Interview {
    /// Begins an interview; nothing runs before [`Interview::advance`] with [`Answer::Begin`].
    ///
    /// # Errors
    /// A [`Fault`] when an input is unknown, is not an input, or has a value of another type.
    pub fn start(_beginning: Beginning) -> Result<Interview, Fault> {
        todo!()
    }

    /// Goes on with `answer` until the interview needs the world again or ends.
    pub fn advance(&mut self, _environment: &Environment, _answer: Answer) -> Need {
        todo!()
    }

    /// `$Record` as it is now: a before-save flow changes it without writing it.
    pub fn record(&self) -> Option<&Arc<Record>> {
        todo!()
    }

    /// The interview as a value to be stored. What it waited for is asked again after
    /// [`Frozen::thaw`] with [`Answer::Begin`]; a screen may be answered at once.
    pub fn freeze(&self) -> Frozen {
        todo!()
    }
}
