//! `FlowOrchestrationInstance`: a run.

use segue_engine::RunStatus;
use segue_language::{Record, Value};
use segue_store::{record_id, run_id};

use super::{Row, Subject, seconds};

/// Key prefix of interviews.
const INTERVIEW_PREFIX: &str = "0Fo";

pub(super) fn row(subject: &Subject<'_>) -> Record {
    let (run, orchestration) = (subject.run, subject.orchestration);
    let object = "FlowOrchestrationInstance";
    let mut row = Row::new(object, run_id(subject.number), subject.system_user);
    row.text("Name", &format!("FO-{:08}", subject.number.0));
    row.text("Status", run.status.api_name());
    let stage = run.stages.last().filter(|_| run.is_open());
    let stage = stage.map_or("", |stage| &*orchestration.stage(stage.stage).name);
    row.text("CurrentStage", stage);
    let ended = run.ended_at.unwrap_or(subject.now);
    row.put("Duration", seconds(run.started_at, ended));
    row.put("InterviewId", interview(subject));
    row.text("OrchestrationName", &orchestration.name);
    row.text("OrchestrationDeveloperName", &orchestration.name);
    row.text("OrchestrationLabel", &orchestration.label);
    if let Some(trigger) = &run.trigger {
        row.text("TriggeringRecord", &trigger.id);
        row.text("TriggeringRecordType", &trigger.object);
    }
    let version = format!("{}-{}", orchestration.name, subject.ordinal);
    row.text("FlowDefinitionVersionName", &version);
    let kind = match (&orchestration.approval, &orchestration.trigger) {
        (None, None) => "OrchAutolnch",
        (None, Some(_)) => "OrchRecTrigAftSave",
        (Some(_), None) => "ApprovalOrchAutolnch",
        (Some(_), Some(_)) => "ApprovalOrchRecTrigAftSave",
    };
    row.text("FlowType", kind);
    row.put("IsDebugRun", Value::Boolean(false));
    row.times(run.started_at, ended);
    row.0
}

/// Not null while the run can go on by itself or by a resume of a person.
fn interview(subject: &Subject<'_>) -> Value {
    match subject.run.status {
        RunStatus::InProgress | RunStatus::Suspended => {
            Value::Text(record_id(INTERVIEW_PREFIX, subject.number.0))
        }
        RunStatus::NotStarted | RunStatus::Completed | RunStatus::Canceled | RunStatus::Error => {
            Value::Null
        }
    }
}
