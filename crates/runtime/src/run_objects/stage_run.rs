//! `FlowOrchestrationStageInstance`: a stage run.

use segue_engine::StageRun;
use segue_language::{Record, Value};
use segue_store::{STAGE_RUN_PREFIX, part_id, run_id};

use super::{Row, Subject};

pub(super) fn rows(subject: &Subject<'_>) -> Vec<Record> {
    let stages = (1..).zip(&subject.run.stages);
    stages
        .map(|(position, stage)| row(subject, stage, position))
        .collect()
}

fn row(subject: &Subject<'_>, stage_run: &StageRun, position: i64) -> Record {
    let stage = subject.orchestration.stage(stage_run.stage);
    let id = part_id(STAGE_RUN_PREFIX, subject.number, stage_run.part);
    let object = "FlowOrchestrationStageInstance";
    let mut row = Row::new(object, id, subject.system_user);
    row.text("Name", &stage.name);
    row.text("Label", &stage.label);
    row.text("Status", stage_run.status.api_name());
    row.put(
        "OrchestrationInstanceId",
        Value::Text(run_id(subject.number)),
    );
    row.text("OrchestrationName", &subject.orchestration.name);
    row.put("Position", Value::integer(position));
    let changed = stage_run.ended_at.unwrap_or(stage_run.started_at);
    row.times(stage_run.started_at, changed);
    row.0
}
