//! Decision: takes the first outcome whose criteria hold, else the default.

use segue_language::Value;

use super::Onward;
use crate::Outcome;
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;

/// Takes an outcome and remembers it: true once taken, false when only evaluated.
pub(super) fn decide(advance: &mut Advance, outcomes: &[Outcome]) -> Result<Onward, Stop> {
    let taken = first_that_holds(advance, outcomes)?;
    let n_evaluated = taken.map_or(outcomes.len(), |number| number + 1);
    let values = &mut advance.frame_mut().state.values;
    for outcome in &outcomes[..n_evaluated] {
        let value = &mut values[outcome.slot.0];
        if value.is_null() {
            *value = Value::Boolean(false);
        }
    }
    let Some(number) = taken else {
        return Ok(Onward::Next);
    };
    let outcome = &outcomes[number];
    values[outcome.slot.0] = Value::Boolean(true);
    Ok(Onward::To(outcome.next))
}

fn first_that_holds(advance: &Advance, outcomes: &[Outcome]) -> Result<Option<usize>, Stop> {
    let view = advance.view();
    for (number, outcome) in outcomes.iter().enumerate() {
        let holds = match outcome.changed_to_meet {
            true => view.newly_holds(&outcome.criteria)?,
            false => view.holds(&outcome.criteria)?,
        };
        if holds {
            return Ok(Some(number));
        }
    }
    Ok(None)
}
