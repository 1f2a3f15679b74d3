//! Elements: how each is carried out. An element evaluates everything before it acts, so that it
//! can be tried again once a lookup was read.

mod action;
mod assignment;
mod create_records;
mod custom_error;
mod decision;
mod delete_records;
mod filter;
mod filter_collection;
mod get_records;
mod loop_;
mod map_collection;
mod outputs;
mod records;
mod screen;
mod sort_collection;
mod subflow;
pub(crate) mod transform;
mod update_records;
mod wait;

use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{Answer, Element, ElementId, ElementKind, Flow, Need};
pub(crate) use screen::records_named;

pub(crate) use filter::filter;
pub(crate) use subflow::finish_subflow;

/// How the interview goes on after an element.
pub(crate) enum Onward {
    /// By the element's connector.
    Next,
    /// By another connector.
    To(Option<ElementId>),
    /// The world has to answer first.
    Ask(Need),
    /// The element has already moved the interview.
    Elsewhere,
}

/// Carries out an element: from its begin, or with the answer to what it asked for.
pub(crate) fn carry_out(
    advance: &mut Advance,
    flow: &Flow,
    element: &Element,
    answer: Option<Answer>,
) -> Result<Onward, Stop> {
    match &element.kind {
        ElementKind::Assignment(items) => assignment::assign(advance, items),
        ElementKind::Decision(outcomes) => decision::decide(advance, outcomes),
        ElementKind::Loop(kind) => loop_::walk(advance, flow, element, kind),
        ElementKind::GetRecords(kind) => get_records::get(advance, kind, answer),
        ElementKind::CreateRecords(kind) => create_records::create(advance, kind, answer),
        ElementKind::UpdateRecords(kind) => update_records::update(advance, kind, answer),
        ElementKind::DeleteRecords(kind) => delete_records::delete(advance, kind, answer),
        ElementKind::RollBackRecords => records::roll_back(advance, answer),
        ElementKind::Action(call) => action::act(advance, call, answer),
        ElementKind::Subflow(call) => subflow::call(advance, call, answer),
        ElementKind::Screen(screen) => screen::show(advance, element, screen, answer),
        ElementKind::SortCollection(kind) => sort_collection::sort(advance, kind),
        ElementKind::FilterCollection(kind) => filter_collection::keep(advance, kind),
        ElementKind::Transform {
            transform,
            output_slot,
        } => transform::make(advance, transform, *output_slot),
        ElementKind::MapCollection(kind) => map_collection::map(advance, kind),
        ElementKind::CustomError(messages) => custom_error::refuse(advance, messages),
        ElementKind::Wait(kind) => wait::wait(advance, element, kind, answer),
        ElementKind::Unsupported(what) => Err(not_executed(element, what)),
    }
}

fn not_executed(element: &Element, what: &str) -> Stop {
    Stop::problem(format!(
        "`{}` cannot be carried out: {what} is not supported yet",
        element.name
    ))
}

/// The world answered something that was not asked.
fn unexpected(answer: &Answer) -> Stop {
    Stop::limit(format!("an answer that was not asked for: {answer:?}"))
}
