//! Calls: actions that another system carries out. The runtime says what leaves, after its commit,
//! and takes in what came back; who sends it lives above.

use std::sync::Arc;

use segue_engine::{Explanation, GateExplanation, StepRun, StepStatus};
use segue_language::{Action, Text, Timestamp, Values};
use segue_store::{CallOutcome, CallRow, PartNumber, View};

use crate::turn::LoadedRun;

/// Seconds that a call may be out; afterwards nobody is believed to carry it out any more.
pub const CALL_LEASE_SECONDS: i64 = 240;

/// A call that leaves. Told after the commit that notes it.
#[derive(Clone, Debug)]
pub struct OutgoingCall {
    /// Which call, for [`CallEnded`].
    pub lease: CallLease,
    /// Number of the run that waits for it; 0 where an interview waits that no run asked for.
    pub run: i64,
    /// The action.
    pub action: Arc<Action>,
    /// Its inputs.
    pub inputs: Values,
    /// The same for each attempt of one call, and for no other.
    pub key: Text,
    /// Which attempt it is: 1, 2, …
    pub attempt: u32,
    /// Until when its result is waited for.
    pub until: Timestamp,
    /// An attempt before this one left, and nobody knows what became of it.
    pub was_lost: bool,
}

/// One attempt of a call; an older one changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CallLease {
    /// Number of the step run, or of the interview that no run asked for.
    pub number: PartNumber,
    /// Its activation.
    pub activation: u16,
    /// The attempt among all of that activation.
    pub epoch: i64,
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq)]
pub struct CallEnded {
    /// Which one.
    pub lease: CallLease,
    /// Status code of the reply.
    pub status: Option<u16>,
    /// How it ended.
    pub result: CallResult,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq)]
pub enum CallResult {
    /// With these outputs.
    Answered(Values),
    /// Without; it is not tried again.
    Failed(String),
    /// Nobody knows; it is not tried again.
    Lost(String),
    /// Without; it is tried again.
    Again {
        /// When.
        at: Timestamp,
        /// Why, in one sentence.
        why: String,
    },
}

impl CallResult {
    pub(crate) fn outcome(&self) -> CallOutcome {
        match self {
            CallResult::Answered(_) => CallOutcome::Answered,
            CallResult::Failed(_) => CallOutcome::Failed,
            CallResult::Lost(_) => CallOutcome::Lost,
            CallResult::Again { .. } => CallOutcome::Again,
        }
    }

    pub(crate) fn error(&self) -> Option<&str> {
        match self {
            CallResult::Answered(_) => None,
            CallResult::Failed(why) | CallResult::Lost(why) | CallResult::Again { why, .. } => {
                Some(why)
            }
        }
    }
}

/// Says of each step that waits for a call which one it is, its attempt, and when it is tried
/// again.
pub(crate) fn name_calls(view: &View, loaded: &LoadedRun, explanation: &mut Explanation) {
    let stages = loaded.run.stages.iter();
    let steps = stages.flat_map(|stage| &stage.steps);
    let waiting: Vec<&StepRun> = steps
        .filter(|step| step.status == StepStatus::InProgress && step.items.is_empty())
        .collect();
    if waiting.is_empty() {
        return;
    }
    let calls = view.calls(loaded.number).unwrap_or_default();
    for step in waiting {
        let number = PartNumber::new(loaded.number, step.part);
        let mut of_step = calls.iter().rev();
        let last = of_step.find(|call| call.n == number && call.activation == step.activation);
        let definition = loaded.deployed.orchestration.step(step.step);
        let name = format!("step {}", definition.name);
        let mut parts = explanation.parts.iter_mut();
        if let (Some(call), Some(part)) = (last, parts.find(|part| part.name == name)) {
            part.gate = GateExplanation::Default(waits_for(call));
        }
    }
}

/// Which call it is, its attempt, and when it is tried again.
pub(crate) fn waits_for(call: &CallRow) -> String {
    let (action, endpoint, attempt) = (&call.action, &call.endpoint, call.attempt);
    let what = format!("action {action} answers at endpoint {endpoint}: attempt {attempt}");
    let Some(end) = &call.ended else {
        return format!("{what} left at {}", call.started);
    };
    let error = end.error.as_deref().unwrap_or("it ended");
    match end.next {
        Some(next) => format!("{what} failed ({error}), the next one leaves at {next}"),
        None => format!("{what} ended ({error})"),
    }
}
