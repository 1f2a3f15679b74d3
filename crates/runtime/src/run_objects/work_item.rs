//! `FlowOrchestrationWorkItem`: a work item, open or closed.

use segue_engine::{AssigneeKind, StepRun, WorkItem};
use segue_language::{Record, Value};
use segue_store::{STEP_RUN_PREFIX, WORK_ITEM_PREFIX, part_id};

use super::{Row, Subject, seconds};

pub(super) fn rows(subject: &Subject<'_>) -> Vec<Record> {
    let steps = subject.run.stages.iter().flat_map(|stage| &stage.steps);
    steps
        .flat_map(|step| step.items.iter().map(move |item| (step, item)))
        .map(|(step, item)| row(subject, step, item))
        .collect()
}

fn row(subject: &Subject<'_>, step_run: &StepRun, item: &WorkItem) -> Record {
    let step = subject.orchestration.step(step_run.step);
    let id = part_id(WORK_ITEM_PREFIX, subject.number, item.part);
    let mut row = Row::new("FlowOrchestrationWorkItem", id, subject.system_user);
    if item.assignee.kind == AssigneeKind::User {
        row.put("OwnerId", Value::Text(item.assignee.id.clone()));
    }
    row.text(
        "Name",
        &format!("WI-{:08}-{}", subject.number.0, item.part.0),
    );
    row.text("Label", &step.label);
    row.text("Description", &step.description);
    let status = item.closed.as_ref().map_or("Assigned", |_| "Completed");
    row.text("Status", status);
    row.put("AssigneeId", Value::Text(item.assignee.id.clone()));
    let step_id = part_id(STEP_RUN_PREFIX, subject.number, step_run.part);
    row.put("StepInstanceId", Value::Text(step_id));
    row.text("RelatedRecordId", &item.related_record);
    row.text("ScreenFlow", &step.call.name);
    if item.closed.is_none() {
        let since_creation = seconds(item.created_at, subject.now);
        row.put("ElapsedTimeSinceCreationInSec", since_creation);
        let since_assignment = seconds(item.assigned_at, subject.now);
        row.put("ElapsedTimeSinceAsgntInSec", since_assignment);
    }
    let changed = item
        .closed
        .as_ref()
        .map_or(item.assigned_at, |closed| closed.at);
    row.times(item.created_at, changed);
    row.0
}
