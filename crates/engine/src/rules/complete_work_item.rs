//! A person finished the form of a work item.

use segue_language::Text;

use super::close_work_items::close_work_item;
use super::finish_step::end_step;
use super::hold_result::hold_result;
use crate::pass::Move;
use crate::transition::Transition;
use crate::{CloseReason, PartId, Rejection, RunStatus, StepResult, WorkItem};

/// The first finisher wins. While the run is suspended the result is kept for its resume.
pub(crate) fn complete_work_item(
    tx: &mut Transition<'_>,
    item: PartId,
    by: Text,
    result: StepResult,
) -> Result<Move, Rejection> {
    let work = tx
        .run
        .work_item(item)
        .ok_or(Rejection::Unknown("work item"))?;
    require_open(work)?;
    let status = tx.run.status;
    if !tx.run.is_open() {
        return Err(Rejection::WrongStatus {
            status,
            verb: "worked on",
        });
    }
    let (place, _) = tx.run.item_place(item).expect("the item was just found");
    let (reason, closed_by) = match &result {
        StepResult::Finished(_) => (CloseReason::User, Some(by.clone())),
        StepResult::Failed(_) | StepResult::Lost(_) => (CloseReason::Failed, None),
    };
    if status == RunStatus::Suspended {
        let step = tx.run.stages[place.stage].steps[place.step].part;
        hold_result(tx, step, result);
        close_work_item(tx, item, reason, closed_by);
        return Ok(Move::Rest);
    }
    let failed = closed_by.is_none();
    end_step(tx, place.step, result, Some(by));
    // A failure closes the items of the stage after its steps.
    if !failed {
        close_work_item(tx, item, reason, closed_by);
    }
    Ok(Move::Evaluate)
}

/// A closed work item names who was first.
pub(super) fn require_open(work: &WorkItem) -> Result<(), Rejection> {
    match &work.closed {
        None => Ok(()),
        Some(closed) => Err(Rejection::AlreadyCompleted {
            by: closed.by.clone(),
            at: closed.at,
        }),
    }
}
