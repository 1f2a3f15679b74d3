//! Runs as JSON.

use segue_engine::{
    Explanation, PartId, RunStatus, StageRun, StepKind, StepRun, StepStatus, WorkItem,
};
use segue_language::Timestamp;
use segue_runtime::HistoryLine;
use segue_store::{RunNumber, STAGE_RUN_PREFIX, STEP_RUN_PREFIX, WORK_ITEM_PREFIX, part_id};
use serde_json::{Value, json};

use crate::api::values::values_to_json;
use crate::openapi::Schema;
use crate::queries::approvals::{Deed, Submission};
use crate::queries::runs::FoundRun;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Schemas of what this file writes.
pub(crate) const SCHEMAS: &[Schema] = &[
    (
        "RunLine",
        r#"{"type":"object","required":["id","name","orchestration","version","status"],"properties":{
        "id":{"type":"string"},"name":{"type":"string"},"orchestration":{"type":"string"},
        "label":{"type":"string"},"version":{"type":"integer"},"status":{"type":"string"},
        "stage":{"type":["string","null"]},"started_at":{"type":"string"},
        "updated_at":{"type":"string"},"ended_at":{"type":["string","null"]},
        "started_by":{"type":["string","null"]},"record_id":{"type":["string","null"]},
        "error":{"type":["object","null"]}}}"#,
    ),
    (
        "RunList",
        r##"{"type":"object","required":["runs","next"],"properties":{
        "runs":{"type":"array","items":{"$ref":"#/components/schemas/RunLine"}},
        "next":{"type":["string","null"]}}}"##,
    ),
    (
        "Run",
        r##"{"allOf":[{"$ref":"#/components/schemas/RunLine"},{"type":"object",
        "required":["inputs","stages"],"properties":{"inputs":{"type":"object"},
        "stages":{"type":"array","items":{"type":"object"}},
        "submission":{"type":["object","null"],"required":["name","status","submitted_by","steps"],
        "properties":{"name":{"type":"string"},"status":{"type":"string"},
        "submitted_by":{"type":"string"},"record_id":{"type":["string","null"]},
        "comments":{"type":["string","null"]},"can_recall":{"type":"boolean"},
        "recalled":{"type":["object","null"]},
        "steps":{"type":"array","items":{"type":"object"}}}}}}]}"##,
    ),
    (
        "History",
        r#"{"type":"object","required":["history"],"properties":{"history":{"type":"array",
        "items":{"type":"object","required":["turn","at","actor","milestone"]}}}}"#,
    ),
    (
        "Why",
        r#"{"type":"object","required":["headline","parts","warnings","wakes"],"properties":{
        "headline":{"type":"string"},"since":{"type":["string","null"]},
        "parts":{"type":"array","items":{"type":"object"}},
        "warnings":{"type":"array","items":{"type":"string"}},
        "wakes":{"type":"array","items":{"type":"string"}}}}"#,
    ),
    (
        "ResumePreview",
        r#"{"type":"object","required":["allowed","reason","restarts"],"properties":{
        "allowed":{"type":"boolean"},"reason":{"type":"string"},
        "restarts":{"type":"array","items":{"type":"string"}}}}"#,
    ),
];

/// A run in a list.
pub(super) fn line(found: &FoundRun) -> Value {
    let (view, row) = (&found.view, &found.row);
    let stage = found.stage();
    let error = view.run.error.as_ref();
    json!({
        "id": &*view.id,
        "name": &*view.name,
        "orchestration": &*view.orchestration.name,
        "label": view.orchestration.label,
        "version": view.ordinal,
        "status": view.run.status.api_name(),
        "stage": stage.map(|stage| view.orchestration.stage(stage.stage).name.to_string()),
        "started_at": moment(row.started),
        "updated_at": moment(row.updated),
        "ended_at": row.ended.map(moment),
        "started_by": found.starter.as_deref(),
        "record_id": row.record.as_deref(),
        "error": error.map(|error| json!({
            "code": &*error.code,
            "message": &*error.message,
            "recoverable": error.recoverable,
        })),
    })
}

/// A run with all its parts.
pub(super) fn whole(found: &FoundRun) -> Value {
    let mut value = line(found);
    let run = &found.view.run;
    value["inputs"] = values_to_json(&run.inputs);
    value["stages"] = run.stages.iter().map(|run| stage(found, run)).collect();
    value
}

/// A run as the submission that it is.
pub(super) fn submission(submission: &Submission) -> Value {
    let steps = submission.reviews.iter().map(|review| {
        json!({
            "step": &*review.step,
            "label": review.label,
            "work_item_id": &*review.item,
            "status": review.status.api_name(),
            "assignee": &*review.assignee,
            "decisions": review.deeds.iter().map(deed).collect::<Vec<_>>(),
        })
    });
    let record = &submission.record;
    json!({
        "name": &*submission.name,
        "status": submission.status.api_name(),
        "submitted_by": &*submission.submitter,
        "record_id": (!record.is_empty()).then_some(&**record),
        "comments": submission.comments.as_deref(),
        "can_recall": submission.can_recall,
        "recalled": submission.recall.as_ref().map(deed),
        "steps": steps.collect::<Vec<_>>(),
    })
}

fn deed(deed: &Deed) -> Value {
    json!({
        "by": &*deed.by,
        "as": deed.how.word(),
        "at": moment(deed.at),
        "comments": deed.comments.as_deref(),
    })
}

fn stage(found: &FoundRun, run: &StageRun) -> Value {
    let stage = found.view.orchestration.stage(run.stage);
    json!({
        "id": id(found, STAGE_RUN_PREFIX, run.part),
        "name": &*stage.name,
        "label": stage.label,
        "status": run.status.api_name(),
        "started_at": moment(run.started_at),
        "ended_at": run.ended_at.map(moment),
        "steps": run.steps.iter().map(|run| step(found, run)).collect::<Vec<_>>(),
    })
}

fn step(found: &FoundRun, run: &StepRun) -> Value {
    let step = found.view.orchestration.step(run.step);
    let kind = match step.kind {
        StepKind::Background { .. } => "background",
        StepKind::Interactive(_) => "interactive",
        StepKind::External => "external",
    };
    json!({
        "id": id(found, STEP_RUN_PREFIX, run.part),
        "name": &*step.name,
        "label": step.label,
        "kind": kind,
        "calls": &*step.call.name,
        "status": run.status.api_name(),
        "started_at": run.started_at.map(moment),
        "ended_at": run.ended_at.map(moment),
        "outputs": values_to_json(&run.outputs),
        "error": run.error.as_deref(),
        "work_items": run.items.iter().map(|item| work_item(found, item)).collect::<Vec<_>>(),
    })
}

fn work_item(found: &FoundRun, item: &WorkItem) -> Value {
    json!({
        "id": id(found, WORK_ITEM_PREFIX, item.part),
        "status": if item.is_open() { "Assigned" } else { "Completed" },
        "assignee": { "kind": item.assignee.kind.label(), "name": &*item.assignee.name },
        "created_at": moment(item.created_at),
        "completed_at": item.closed.as_ref().map(|closed| moment(closed.at)),
    })
}

/// A line of the history; none for events without a milestone.
pub(super) fn history_line(line: &HistoryLine) -> Option<Value> {
    let entry = line.entry.as_ref()?;
    let assignee = entry.assignee.as_ref();
    Some(json!({
        "turn": line.turn,
        "at": moment(line.at),
        "actor": &*line.actor,
        "milestone": entry.milestone,
        "kind": entry.kind,
        "element": entry.element.as_deref(),
        "stage": entry.stage.as_deref(),
        "step": entry.step.as_deref(),
        "assignee": assignee.map(|assignee| assignee.name.to_string()),
        "duration_seconds": entry.duration_seconds,
        "comments": entry.comments.as_deref(),
        "detail": entry.detail.as_deref(),
    }))
}

/// Why a run waits.
pub(super) fn why(why: &Explanation) -> Value {
    let parts = why.parts.iter().map(|part| {
        let holder = part.holder.as_ref();
        json!({
            "name": part.name,
            "status": part.status,
            "since": moment(part.since),
            "waits_for": part.gate.to_string().lines().collect::<Vec<_>>(),
            "holder": holder.map(|(assignee, since)| json!({
                "kind": assignee.kind.label(),
                "name": &*assignee.name,
                "since": moment(*since),
            })),
            "routing": part.routing.as_deref(),
            "waits": part.waits.as_deref(),
        })
    });
    json!({
        "headline": why.headline,
        "since": why.since.map(moment),
        "parts": parts.collect::<Vec<_>>(),
        "warnings": why.warnings,
        "wakes": why.wakes,
    })
}

/// What a plain resume would do now.
pub(super) fn resume_preview(found: &FoundRun, days: i64, now: Timestamp) -> Value {
    let run = &found.view.run;
    let is_late = run
        .ended_at
        .is_some_and(|at| now > at.plus_seconds(days.saturating_mul(DAY)));
    let is_lasting = run.error.as_ref().is_some_and(|error| !error.recoverable);
    let (allowed, reason) = match run.status {
        RunStatus::Suspended => (true, "The run was suspended; it goes on.".to_owned()),
        RunStatus::Error if is_lasting => (
            false,
            "The error is not recoverable; only a forced resume moves the run.".to_owned(),
        ),
        RunStatus::Error if is_late => {
            (false, format!("The run failed more than {days} days ago."))
        }
        RunStatus::Error => (true, "The failed steps start again.".to_owned()),
        status => (
            false,
            format!("A run that is {} cannot be resumed.", status.label()),
        ),
    };
    let stopped = found
        .stage()
        .map(|stage| &stage.steps[..])
        .unwrap_or_default();
    let restarts = stopped.iter().filter(|step| restarts(run.status, step));
    let names = restarts.map(|step| found.view.orchestration.step(step.step).name.to_string());
    let names: Vec<String> = names.filter(|_| allowed).collect();
    json!({ "allowed": allowed, "reason": reason, "restarts": names })
}

fn restarts(run: RunStatus, step: &StepRun) -> bool {
    let is_stopped = matches!(step.status, StepStatus::Error | StepStatus::Discontinued);
    run == RunStatus::Error && is_stopped
}

fn id(found: &FoundRun, prefix: &str, part: PartId) -> String {
    part_id(prefix, RunNumber(found.view.number), part).to_string()
}

fn moment(at: Timestamp) -> String {
    at.to_string()
}
