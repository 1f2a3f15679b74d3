//! Subflow: calls a flow; its screens and needs appear as the caller's.

use segue_language::Values;

use super::records::values_of;
use super::{Onward, outputs, unexpected};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{Answer, Element, ElementKind, Need, SubflowCall};

/// How deep flows may call flows.
const SUBFLOW_DEPTH_MAX: usize = 50;

/// Asks for the flow, then begins it; a stand-in gives its outputs at once.
pub(super) fn call(
    advance: &mut Advance,
    call: &SubflowCall,
    answer: Option<Answer>,
) -> Result<Onward, Stop> {
    let inputs = values_of(&advance.view(), &call.inputs);
    match answer {
        None => Ok(Onward::Ask(Need::Subflow {
            flow: call.flow.clone(),
            inputs: inputs?,
        })),
        Some(Answer::Flow(flow, version)) => {
            check_depth(advance)?;
            advance.push(flow, version, inputs?)?;
            Ok(Onward::Elsewhere)
        }
        Some(Answer::Outputs(values)) => {
            advance.interview.shared.lookups.forget();
            outputs::keep(advance, &call.outputs, call.output_slot, values)?;
            Ok(Onward::Next)
        }
        Some(answer) => Err(unexpected(&answer)),
    }
}

/// Keeps what a called flow left.
pub(crate) fn finish_subflow(
    advance: &mut Advance,
    element: &Element,
    values: Values,
) -> Result<(), Stop> {
    match &element.kind {
        ElementKind::Subflow(call) => {
            outputs::keep(advance, &call.outputs, call.output_slot, values)
        }
        _ => Ok(()),
    }
}

fn check_depth(advance: &Advance) -> Result<(), Stop> {
    match advance.interview.frames.len() >= SUBFLOW_DEPTH_MAX {
        true => Err(Stop::limit(format!(
            "flows call each other more than {SUBFLOW_DEPTH_MAX} deep"
        ))),
        false => Ok(()),
    }
}
