//! `FlowOrchestrationStepInstance`: a step run.

use segue_engine::{StageRun, StepKind, StepResult, StepRun};
use segue_language::{Record, Value};
use segue_store::{STAGE_RUN_PREFIX, STEP_RUN_PREFIX, part_id, run_id};

use super::{Row, Subject};
use crate::payload::inputs_as_json;

pub(super) fn rows(subject: &Subject<'_>) -> Vec<Record> {
    let stages = subject.run.stages.iter();
    stages
        .flat_map(|stage| stage.steps.iter().map(move |step| (stage, step)))
        .map(|(stage, step)| row(subject, stage, step))
        .collect()
}

fn row(subject: &Subject<'_>, stage_run: &StageRun, step_run: &StepRun) -> Record {
    let step = subject.orchestration.step(step_run.step);
    let id = part_id(STEP_RUN_PREFIX, subject.number, step_run.part);
    let object = "FlowOrchestrationStepInstance";
    let mut row = Row::new(object, id, subject.system_user);
    row.text("Name", &step.name);
    row.text("Label", &step.label);
    row.text("Description", &step.description);
    row.text("Status", step_run.status.api_name());
    row.text("StepType", step_type(&step.kind, step_run));
    row.put(
        "OrchestrationInstanceId",
        Value::Text(run_id(subject.number)),
    );
    let stage_id = part_id(STAGE_RUN_PREFIX, subject.number, stage_run.part);
    row.put("StageInstanceId", Value::Text(stage_id));
    row.text("OrchestrationName", &subject.orchestration.name);
    let stage = subject.orchestration.stage(stage_run.stage);
    row.text("OrchestrationStageName", &stage.name);
    let related = step_run
        .items
        .last()
        .map_or("", |item| &item.related_record);
    row.text("RelatedRecord", related);
    if let Some((_, StepResult::Finished(outputs))) = &step_run.pending {
        row.text("InProgressStepOutputs", &inputs_as_json(outputs));
    }
    let changed = step_run.ended_at.or(step_run.started_at);
    row.times(
        stage_run.started_at,
        changed.unwrap_or(stage_run.started_at),
    );
    row.0
}

/// The documented names, one of which is spelled so.
fn step_type(kind: &StepKind, step_run: &StepRun) -> &'static str {
    match kind {
        StepKind::Interactive(_) => "InteractiveStep",
        StepKind::External => "AynchronousBackgroundStep",
        StepKind::Background { .. } if step_run.asynchronous => "AynchronousBackgroundStep",
        StepKind::Background { .. } => "BackgroundStep",
    }
}
