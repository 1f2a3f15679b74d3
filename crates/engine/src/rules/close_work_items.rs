//! Closing work items, with the reason.

use segue_language::Text;

use crate::transition::Transition;
use crate::{CloseReason, Effect, Event, PartId};

/// Closes one open work item.
pub(crate) fn close_work_item(
    tx: &mut Transition<'_>,
    item: PartId,
    reason: CloseReason,
    by: Option<Text>,
) {
    let Some(assignee) = tx.run.work_item(item).map(|work| work.assignee.clone()) else {
        return;
    };
    tx.record(Event::WorkItemCompleted { item, reason, by });
    tx.request(Effect::CloseWorkItem { item, assignee });
}

/// Closes what is still open in the current stage.
pub(crate) fn close_work_items(tx: &mut Transition<'_>, reason: CloseReason) {
    for index in 0..tx.stage_run().steps.len() {
        if let Some(item) = tx.step_run(index).open_item().map(|item| item.part) {
            close_work_item(tx, item, reason, None);
        }
    }
}
