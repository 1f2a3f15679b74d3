//! Deciding an approval in place of its approvers.

use segue_language::Text;

use super::complete_work_item::{close_with, open_place};
use crate::approval::decision_of;
use crate::pass::Move;
use crate::transition::Transition;
use crate::{Event, PartId, Rejection, StepResult, Values};

/// The decision counts at once, whoever else would have to approve.
pub(crate) fn override_approval(
    tx: &mut Transition<'_>,
    item: PartId,
    by: Text,
    outputs: Values,
) -> Result<Move, Rejection> {
    let place = open_place(tx, item)?;
    let step = tx.run.stages[place.stage].steps[place.step].step;
    if tx.orchestration.approval(step).is_none() {
        return Err(Rejection::NoApproval);
    }
    if decision_of(&outputs).is_none() {
        return Err(Rejection::NoDecision("".into()));
    }
    tx.record(Event::ApprovalOverridden {
        item,
        by: by.clone(),
    });
    close_with(tx, place, item, by, StepResult::Finished(outputs))
}
