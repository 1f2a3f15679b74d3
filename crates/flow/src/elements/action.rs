//! Action.

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
            advance.interview.shared.forget_lookups();
            outputs::keep(advance, &call.outputs, call.output_slot, values)?;
            Ok(Onward::Next)
        }
        Some(answer) => Err(unexpected(&answer)),
    }
}
