//! `ApprovalWorkItem`: a work item of an approval step, with what was decided.

use segue_engine::{
    APPROVAL_COMMENTS, AssigneeKind, CloseReason, StepRun, WorkItem, approval_status,
};
use segue_language::{Record, Value};
use segue_store::{APPROVAL_ITEM_PREFIX, PartNumber, Result, WORK_ITEM_PREFIX, part_id};

use super::{Row, submission};
use crate::approvals::approval_item_name;
use crate::turn::{LoadedRun, Reading, named};

pub(super) fn rows(reading: Reading<'_>, loaded: &LoadedRun) -> Result<Vec<Record>> {
    let steps = loaded.run.stages.iter().flat_map(|stage| &stage.steps);
    let steps = steps.filter(|step| loaded.deployed.orchestration.approval(step.step).is_some());
    steps
        .flat_map(|step| step.items.iter().map(move |item| (step, item)))
        .map(|(step, item)| row(reading, loaded, step, item))
        .collect()
}

fn row(
    reading: Reading<'_>,
    loaded: &LoadedRun,
    step: &StepRun,
    item: &WorkItem,
) -> Result<Record> {
    let (number, part) = (loaded.number, item.part);
    let id = part_id(APPROVAL_ITEM_PREFIX, number, part);
    let mut row = Row::new("ApprovalWorkItem", id, &reading.deployed.system_user);
    if item.assignee.kind == AssigneeKind::User {
        row.put("OwnerId", Value::Text(item.assignee.id.clone()));
    }
    let name = approval_item_name(reading.view, PartNumber::new(number, part))?;
    row.text("Name", &name);
    row.text("Status", approval_status(step, item).api_name());
    row.put("ApprovalSubmissionId", Value::Text(submission::id(number)));
    let work_item = part_id(WORK_ITEM_PREFIX, number, part);
    row.put("FlowOrchestrationWorkItemId", Value::Text(work_item));
    row.text(
        "ApprovalConditionName",
        &loaded.deployed.orchestration.step(step.step).name,
    );
    row.put("AssignedToId", Value::Text(item.assignee.id.clone()));
    row.text("RelatedRecordId", &item.related_record);
    let table = reading.deployed.table_of_id(&item.related_record);
    let object = table.map_or("", |table| &*table.object().name);
    row.text("RelatedRecordObjectName", object);
    row.put("IsAutoReviewed", Value::Boolean(false));
    reviewed(&mut row, step, item);
    let closed = item.closed.as_ref().map(|closed| closed.at);
    row.times(item.created_at, closed.unwrap_or(item.assigned_at));
    Ok(row.0)
}

/// Who decided, when and with which comments.
fn reviewed(row: &mut Row, step: &StepRun, item: &WorkItem) {
    let Some(closed) = item
        .closed
        .as_ref()
        .filter(|closed| matches!(closed.reason, CloseReason::User | CloseReason::Event))
    else {
        return;
    };
    row.text("ReviewedById", closed.by.as_deref().unwrap_or_default());
    row.put("ReviewedDate", Value::DateTime(closed.at));
    row.put("Comments", named(&step.outputs, APPROVAL_COMMENTS));
}
