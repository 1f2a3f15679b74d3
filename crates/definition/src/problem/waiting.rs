//! Problems of what starts or goes on later: schedules, paths, waits, events.

use super::{Place, Problem, code};

impl Problem {
    /// A scheduled path that does not say how long after what it is taken.
    pub fn path_without_offset(place: &Place, missing: &str) -> Self {
        let message = format!("a scheduled path without `{missing}` is never taken");
        Problem::warning(code::WRONG_SCHEDULE, place, message).with_help(
            "say how long after the change, or after which date of the record, with `offsetNumber` \
             and `offsetUnit`; a path that runs at once has `pathType` AsyncAfterCommit",
        )
    }

    /// A path on a start that has none.
    pub fn path_of_another_start(place: &Place) -> Self {
        let message = "only a flow that starts after a record is saved takes paths later";
        Problem::warning(code::WRONG_SCHEDULE, place, message.to_owned()).with_help(
            "the path is never taken; make it a flow with `triggerType` RecordAfterSave, or remove it",
        )
    }

    /// What starts or wakes a flow is no event.
    pub fn no_event(place: &Place, object: &str) -> Self {
        let message = format!("`{object}` is no event object");
        Problem::error(code::WRONG_EVENT, place, message).with_help(
            "custom events end in `__e`, those of the platform in `Event`; changes of records start \
             record-triggered flows",
        )
    }

    /// A Wait without an event.
    pub fn waits_for_nothing(place: &Place, wait: &str) -> Self {
        let message = format!("`{wait}` has no event to wait for and goes on at once");
        Problem::warning(code::WRONG_WAIT, place, message).with_help("give it a `waitEvents`")
    }

    /// An event of a Wait that can never come, as it does not say what it is.
    pub fn wrong_wait(place: &Place, why: &str) -> Self {
        let message = format!("this event can never come: {why}");
        Problem::error(code::WRONG_WAIT, place, message)
    }

    /// An element that this kind of flow cannot have; `why` as in "nobody sees it".
    pub fn misplaced_in_flow(place: &Place, element: &str, flow: &str, why: &str) -> Self {
        let message = format!("{flow} cannot have {element}: {why}");
        Problem::error(code::MISPLACED_ELEMENT, place, message)
    }
}
