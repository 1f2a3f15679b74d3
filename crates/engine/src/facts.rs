//! Facts: what the engine may ask of the world while it decides. Reading only.

use std::sync::Arc;

use segue_language::{Path, Record, TimeZone, Unloaded, Value};

use crate::{Assignee, FlowVersion, StepId};

/// What the engine may ask while it decides. Answers must not change within a transaction except
/// through what the transaction itself writes.
pub trait Facts {
    /// The run's id in its 18-character form.
    fn run_id(&self) -> segue_language::Text;

    /// The zone in which a moment has a date.
    fn zone(&self) -> &TimeZone;

    /// A record as it is now; none when it is gone. A record without an object name is found by
    /// its id.
    fn record(&self, object: &str, id: &str) -> Option<Arc<Record>>;

    /// Where a lookup leads.
    fn related(&self, lookup: &Unloaded) -> Option<Arc<Record>>;

    /// A global other than `$Record`, `$Record__Prior`, `$Orchestration` and the current time:
    /// `$User.Id`, `$Label.X`.
    fn global(&self, path: &Path) -> Option<Value>;

    /// The active version of a step's flow and how it runs; none when there is none.
    fn flow(&self, step: StepId) -> Option<FlowFact>;

    /// Ids of the active users who all have to approve what is assigned so and needs unanimity.
    fn approvers(&self, _assignee: &Assignee) -> Vec<segue_language::Text> {
        Vec::new()
    }

    /// Whether something other than this run has locked a record.
    fn is_locked_elsewhere(&self, _record: &str) -> bool {
        false
    }

    /// Whether anybody can do what is assigned to this user, group or queue. Asked only to explain.
    fn has_active_members(&self, _assignee: &Assignee) -> bool {
        true
    }
}

/// What the engine knows of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowFact {
    /// The active version.
    pub version: FlowVersion,
    /// Whether it must be a job of its own (decisions.md, "Synchronous or asynchronous").
    pub asynchronous: bool,
}
