//! A person finished the form of a work item.

use segue_language::Text;

use super::close_work_items::close_work_item;
use super::finish_step::end_step;
use super::hold_result::hold_result;
use crate::approval::{approves, comments, has_approved, require_decision};
use crate::pass::Move;
use crate::run::Place;
use crate::transition::Transition;
use crate::{CloseReason, Event, PartId, Rejection, RunStatus, StepResult, WorkItem};

/// The first finisher wins. While the run is suspended the result is kept for its resume.
pub(crate) fn complete_work_item(
    tx: &mut Transition<'_>,
    item: PartId,
    by: Text,
    result: StepResult,
) -> Result<Move, Rejection> {
    let place = open_place(tx, item)?;
    let definition = tx
        .orchestration
        .step(tx.run.stages[place.stage].steps[place.step].step);
    let result = require_decision(definition, result);
    if waits_for_others(tx, place.step, &by, &result)? {
        return Ok(give_approval(tx, item, by, &result));
    }
    close_with(tx, place, item, by, result)
}

/// Ends the item, and its step with it unless the run is suspended.
pub(super) fn close_with(
    tx: &mut Transition<'_>,
    place: Place,
    item: PartId,
    by: Text,
    result: StepResult,
) -> Result<Move, Rejection> {
    let (reason, closed_by) = match &result {
        StepResult::Finished(_) => (CloseReason::User, Some(by.clone())),
        StepResult::Failed(_) | StepResult::Lost(_) => (CloseReason::Failed, None),
    };
    if tx.run.status == RunStatus::Suspended {
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

/// Where an item is that can be worked on.
pub(super) fn open_place(tx: &Transition<'_>, item: PartId) -> Result<Place, Rejection> {
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
    Ok(place)
}

/// Whether this is the approval of one of several who all have to approve, and not the last. One
/// who is not among them decides for all.
fn waits_for_others(
    tx: &Transition<'_>,
    step: usize,
    by: &Text,
    result: &StepResult,
) -> Result<bool, Rejection> {
    let run = tx.step_run(step);
    let unanimous = tx
        .orchestration
        .approval(run.step)
        .is_some_and(|it| it.unanimous);
    let Some(work) = run.open_item().filter(|_| unanimous && approves(result)) else {
        return Ok(false);
    };
    if has_approved(run, by) {
        return Err(Rejection::AlreadyApproved(by.clone()));
    }
    let approvers = tx.facts.approvers(&work.assignee);
    let is_missing = |who: &Text| who != by && !has_approved(run, who);
    Ok(approvers.contains(by) && approvers.iter().any(is_missing))
}

/// The item stays with the others.
fn give_approval(tx: &mut Transition<'_>, item: PartId, by: Text, result: &StepResult) -> Move {
    let comments = comments(result);
    tx.record(Event::ApprovalGiven { item, by, comments });
    Move::Rest
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
