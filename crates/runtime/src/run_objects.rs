//! Run objects: runs, stage runs, step runs, work items and log rows read as records under their
//! documented names.

use segue_language::{Query, Record};

use crate::turn::{Stop, Turn};

const NAMES: [&str; 5] = [
    "FlowOrchestrationInstance",
    "FlowOrchestrationStageInstance",
    "FlowOrchestrationStepInstance",
    "FlowOrchestrationWorkItem",
    "FlowOrchestrationLog",
];

/// Whether `object` is one of them.
pub(crate) fn is_run_object(object: &str) -> bool {
    NAMES.iter().any(|name| name.eq_ignore_ascii_case(object))
}

impl Turn<'_> {
    /// Rows of a query on a run object.
    pub(crate) fn run_object_rows(&mut self, _query: &Query) -> Result<Vec<Record>, Stop> {
        Ok(Vec::new())
    }
}
