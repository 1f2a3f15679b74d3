//! Stand-ins: what takes the place of an action or a flow that lives elsewhere.

use segue_language::{Text, Timestamp, Values};

/// A call that a stand-in may answer.
#[derive(Clone, Debug, PartialEq)]
pub struct StandInCall {
    /// Name of the action or flow.
    pub name: Text,
    /// What it is.
    pub kind: StandInKind,
    /// Its inputs.
    pub inputs: Values,
    /// When.
    pub at: Timestamp,
}

/// What a stand-in takes the place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandInKind {
    /// An action of a flow.
    Action,
    /// A flow of a background step, an evaluation flow or a subflow.
    Flow,
    /// The action of an external step.
    External,
}

/// Answers calls: none when the name has no stand-in, else outputs or a failure.
pub type StandIns = Box<dyn FnMut(&StandInCall) -> Option<Result<Values, String>> + Send>;
