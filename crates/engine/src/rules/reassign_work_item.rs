//! Giving a work item to somebody else: it is handled as if it were new.

use super::complete_work_item::require_open;
use super::open_work_item::{mail, notify};
use crate::pass::Move;
use crate::transition::Transition;
use crate::{Assignee, Effect, Event, PartId, Rejection, RunStatus, StepKind};

pub(crate) fn reassign_work_item(
    tx: &mut Transition<'_>,
    item: PartId,
    to: Assignee,
) -> Result<Move, Rejection> {
    let work = tx
        .run
        .work_item(item)
        .ok_or(Rejection::Unknown("work item"))?;
    require_open(work)?;
    let status = tx.run.status;
    if status != RunStatus::InProgress {
        return Err(Rejection::WrongStatus {
            status,
            verb: "reassigned",
        });
    }
    let from = work.assignee.clone();
    tx.record(Event::WorkItemReassigned {
        item,
        assignee: to.clone(),
    });
    tx.request(Effect::MoveWorkItem {
        item,
        from,
        to: to.clone(),
    });
    tell(tx, item, to);
    Ok(Move::Rest)
}

/// A mail that cannot be composed any more falls back to the default one.
fn tell(tx: &mut Transition<'_>, item: PartId, to: Assignee) {
    let Some(run) = tx.run.step_of_item(item) else {
        return;
    };
    let step = run.part;
    if let StepKind::Interactive(interactive) = &tx.orchestration.step(run.step).kind {
        let mail = mail(tx, interactive).unwrap_or(Some((None, None)));
        notify(tx, item, step, to, mail);
    }
}
