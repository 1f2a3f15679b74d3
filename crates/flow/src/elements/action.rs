//! Action.

use segue_language::Values;

use super::records::values_of;
use super::{Onward, outputs, unexpected};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{ActionCall, Answer, Need};

/// Asks for the action, then keeps its outputs.
pub(super) fn act(
    advance: &mut Advance,
    call: &ActionCall,
    answer: Option<Answer>,
) -> Result<Onward, Stop> {
    match answer {
        None => Ok(Onward::Ask(Need::Act {
            name: call.name.clone(),
            action_type: call.action_type.clone(),
            inputs: values_of(&advance.view(), &call.inputs)?,
        })),
        Some(Answer::Outputs(values)) => {
            advance.interview.shared.lookups.forget();
            keep(advance, call, values)?;
            Ok(Onward::Next)
        }
        Some(answer) => Err(unexpected(&answer)),
    }
}

/// The only output of an action is known by the action's own name when it is called `output`.
fn keep(advance: &mut Advance, call: &ActionCall, values: Values) -> Result<(), Stop> {
    match (call.output_slot, values.as_slice()) {
        (Some(slot), [(name, value)]) if name.eq_ignore_ascii_case("output") => {
            let value = value.clone();
            outputs::keep(advance, &call.outputs, None, values)?;
            advance.write_slot(slot, value)
        }
        (slot, _) => outputs::keep(advance, &call.outputs, slot, values),
    }
}
