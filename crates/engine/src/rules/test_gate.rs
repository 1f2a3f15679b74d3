//! Testing an entry or exit condition.

use crate::reader::{Purpose, Unreadable};
use crate::transition::Transition;
use crate::{Gate, Question};

/// What a gate says.
pub(crate) enum Tested {
    Open,
    Shut,
    /// Its evaluation flow has to be asked.
    Ask(Question),
    /// It could not be computed, in one sentence.
    Broken(String),
}

/// Tests a gate; `default` says what the default of its kind is at this moment.
pub(crate) fn test_gate(
    tx: &Transition<'_>,
    gate: &Gate,
    default: impl FnOnce(&Transition<'_>) -> bool,
) -> Tested {
    let held = match gate {
        Gate::Default => Ok(default(tx)),
        Gate::Requirements(criteria) => tx.reader(Purpose::Condition).criteria(criteria),
        Gate::Evaluation(call) => match super::prepare_call::inputs(tx, call) {
            Ok(inputs) => {
                return Tested::Ask(Question::Evaluate {
                    flow: call.name.clone(),
                    inputs,
                });
            }
            Err(failure) => Err(Unreadable(failure.message)),
        },
    };
    match held {
        Ok(true) => Tested::Open,
        Ok(false) => Tested::Shut,
        Err(Unreadable(message)) => Tested::Broken(message),
    }
}
