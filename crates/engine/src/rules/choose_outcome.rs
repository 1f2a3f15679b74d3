//! Choosing the way at a decision: the first outcome that holds, else the default outcome.

use super::fail_run::fail_run;
use crate::pass::Move;
use crate::reader::{Purpose, Unreadable};
use crate::transition::Transition;
use crate::{DecisionId, Event, Next, OutcomeId, RunError};

pub(crate) fn choose_outcome(tx: &mut Transition<'_>, id: DecisionId) -> Move {
    let decision = tx.orchestration.decision(id);
    let reader = tx.reader(Purpose::Condition);
    for (place, outcome) in (0_u16..).zip(&decision.outcomes) {
        match reader.takes(outcome) {
            Ok(false) => {}
            Ok(true) => {
                let taken = Some(OutcomeId(decision.first.0 + place));
                return take(tx, id, place + 1, taken, outcome.next);
            }
            Err(Unreadable(message)) => {
                let message = format!("outcome {}: {message}", outcome.name);
                let error = RunError::new("decision-failed", message);
                return fail_run(
                    tx,
                    RunError {
                        at: Some(Next::Decision(id)),
                        ..error
                    },
                );
            }
        }
    }
    let n_outcomes = u16::try_from(decision.outcomes.len()).unwrap_or(u16::MAX);
    take(tx, id, n_outcomes, None, decision.default)
}

fn take(
    tx: &mut Transition<'_>,
    decision: DecisionId,
    evaluated: u16,
    taken: Option<OutcomeId>,
    next: Next,
) -> Move {
    let first = tx.orchestration.decision(decision).first;
    tx.record(Event::OutcomeTaken {
        decision,
        first,
        evaluated,
        taken,
    });
    Move::Follow(next)
}
