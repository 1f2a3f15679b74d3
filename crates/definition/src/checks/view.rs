//! What the checks look at: the flows of a project by name and kind, their outline, their calls,
//! their conditions, and where they mention what.

mod callee;
mod calls;
mod gates;
mod mentions;
mod named;
mod outline;
mod survey;

pub(crate) use callee::Callee;
pub(super) use calls::{Call, Caller, calls};
pub(super) use gates::{
    ENTRY, EXIT, Side, Tree, awaited_step, compared_text, completed_step, is_default, requirements,
};
pub(super) use mentions::{Mention, mentions};
pub(super) use named::names;
pub(super) use outline::{Outline, is_element};
pub(crate) use survey::{FlowDocument, Survey};
pub(super) use survey::{Kind, is_approval_step, is_interactive, steps_of};
