//! What all flows of an interview share.

use std::sync::Arc;

use segue_language::{Record, Text, Timestamp, Value};
use serde::{Deserialize, Serialize};

use super::history::Visit;
use super::lookups::Lookups;

/// What all flows of an interview share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Shared {
    /// `$Flow.InterviewGuid`.
    pub(crate) guid: Text,
    /// The time of its first advance.
    pub(crate) started_at: Option<Timestamp>,
    /// `$Record`.
    pub(crate) record: Option<Arc<Record>>,
    /// `$Record__Prior`.
    pub(crate) prior: Option<Arc<Record>>,
    /// `$Flow.FaultMessage`.
    pub(crate) fault_message: Value,
    /// `$Flow.CurrentStage` and `$Flow.ActiveStages`, once one of them was set.
    pub(crate) stages: Option<Box<Stages>>,
    /// Lookups read so far.
    pub(crate) lookups: Lookups,
    /// Screens answered so far, for going back.
    pub(crate) visits: Vec<Visit>,
    /// How many frames there have been.
    pub(crate) n_frames: u32,
    /// It finished or failed.
    pub(crate) has_ended: bool,
}

/// `$Flow.CurrentStage` and `$Flow.ActiveStages`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stages {
    /// The stage that the flow is at.
    pub(crate) current: Value,
    /// The stages that people see.
    pub(crate) active: Value,
}

impl Shared {
    /// What a new interview shares.
    pub(crate) fn new(
        guid: Text,
        record: Option<Arc<Record>>,
        prior: Option<Arc<Record>>,
    ) -> Shared {
        Shared {
            guid,
            started_at: None,
            record,
            prior,
            fault_message: Value::Null,
            stages: None,
            lookups: Lookups::default(),
            visits: Vec::new(),
            n_frames: 1,
            has_ended: false,
        }
    }
}
