//! Interviews that no run asked for: a record, the calendar or an event started them. One that waits,
//! for a time, an event or a call, or that has failed, has a row of its own and a job of the same
//! number, which says for what it waits or what is to be tried again.

mod calls;
mod failure;
mod requests;
mod shown;
mod walk;

use segue_language::{FlowVersion, Text, Timestamp, Values};
use segue_store::PartNumber;
use serde::{Deserialize, Serialize};

use crate::jobs::Work;

pub(crate) use calls::interview_id;
pub use shown::*;
pub(crate) use walk::Alone;

/// A call of an interview that no run asked for. A stored format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct AloneCall {
    /// Number of the interview.
    number: i64,
    /// The flow that it began with.
    flow: FlowVersion,
    /// API name of the action.
    action: Text,
    inputs: Values,
    /// Id of the user as whom the flow runs.
    user: Text,
    /// Attempts of the calls before this one.
    epoch: i64,
    /// How many things that started later led to it.
    generation: u16,
}

/// What of a flow that nobody called has failed, and what is tried again when somebody asks for it.
/// A stored format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct AloneFailure {
    work: Work,
    /// The element with its flow; empty where none is at fault.
    element: Text,
    /// One sentence.
    message: Text,
    at: Timestamp,
}

impl AloneCall {
    pub(crate) fn number(&self) -> PartNumber {
        PartNumber(self.number)
    }

    pub(crate) fn epoch(&self) -> i64 {
        self.epoch
    }
}

impl AloneFailure {
    pub(crate) fn epoch(&self) -> i64 {
        self.work.epoch()
    }
}
