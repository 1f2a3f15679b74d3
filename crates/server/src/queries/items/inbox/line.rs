//! One line of a list of work.

use segue_store::{OpenItem, PartNumber, WORK_ITEM_PREFIX, part_id};

use super::{Holder, Looking};
use crate::queries::eyes::Eyes;
use crate::queries::items::one::person;
use crate::queries::items::{ItemLine, origin};
use crate::queries::records;

/// The line of an open item; none when nobody of the holders has it.
pub(super) fn line(
    eyes: &Eyes<'_>,
    holders: &[Holder],
    row: &OpenItem,
    (looking, drafted): (&Looking, &[PartNumber]),
) -> Option<ItemLine> {
    let reads = eyes.reads;
    let (run, part) = (row.n.run(), row.n.part());
    let view = reads.run(run.0)?;
    let stage = view.run.stage_of(part)?;
    let step = view.run.step_of_item(part)?;
    let is_approval = view.orchestration.approval(step.step).is_some();
    let step = view.orchestration.step(step.step);
    let holder = holders.iter().find(|holder| holder.id == row.assignee)?;
    if holder.is_stood_in_for && !is_approval {
        return None;
    }
    let worker = reads.worker_of(row.n).filter(|id| *id != eyes.caller.id);
    Some(ItemLine {
        id: part_id(WORK_ITEM_PREFIX, run, part),
        label: row.label.to_string(),
        stage: view.orchestration.stage(stage.stage).label.clone(),
        orchestration: view.orchestration.label.clone(),
        can_release: holder.is_me && origin(reads, run.0, part).is_some(),
        is_approval,
        holder: holder.clone(),
        created: row.created,
        due: looking
            .due
            .of((&view.orchestration.name, &step.name), row.created),
        worker: worker.map(|id| person(eyes, &id).name),
        has_draft: drafted.contains(&row.n),
        record: records::name_of(eyes, &row.related),
    })
}
