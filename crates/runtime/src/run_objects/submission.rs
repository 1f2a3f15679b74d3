//! `ApprovalSubmission`: a run of an approval process as its submission.

use segue_engine::{PartId, submission_status};
use segue_language::{Record, Value};
use segue_store::{PartNumber, Result, RunNumber, SUBMISSION_PREFIX, record_id, run_id};

use super::Row;
use crate::approvals::{SUBMISSION_COMMENTS, submission_name, submitted_record, submitter_of};
use crate::turn::{LoadedRun, Reading, named};

/// Id of the submission that a run is.
pub(super) fn id(run: RunNumber) -> segue_language::Text {
    record_id(SUBMISSION_PREFIX, PartNumber::new(run, PartId(0)).0)
}

pub(super) fn row(reading: Reading<'_>, loaded: &LoadedRun) -> Result<Record> {
    let (run, orchestration) = (&loaded.run, &loaded.deployed.orchestration);
    let system_user = &reading.deployed.system_user;
    let mut row = Row::new("ApprovalSubmission", id(loaded.number), system_user);
    row.text("Name", &submission_name(reading.view, loaded.number)?);
    row.text("Status", submission_status(orchestration, run).api_name());
    row.put(
        "FlowOrchestrationInstanceId",
        Value::Text(run_id(loaded.number)),
    );
    let submitter = Value::Text(submitter_of(run));
    row.put("SubmittedById", submitter.clone());
    row.put("OwnerId", submitter);
    let record = submitted_record(run);
    row.text("RelatedRecordId", &record);
    let table = reading.deployed.table_of_id(&record);
    let object = table.map_or("", |table| &*table.object().name);
    row.text("RelatedRecordObjectName", object);
    row.put("Comments", named(&run.inputs, SUBMISSION_COMMENTS));
    let mails = sends_mail(loaded);
    row.put("DoesSendApprovalEmail", Value::Boolean(mails));
    let changed = run.ended_at.unwrap_or(loaded.row.updated);
    row.times(run.started_at, changed);
    Ok(row.0)
}

fn sends_mail(loaded: &LoadedRun) -> bool {
    let mut steps = loaded.deployed.orchestration.steps.iter();
    steps.any(|step| match &step.kind {
        segue_engine::StepKind::Interactive(interactive) => !interactive.mail_off,
        segue_engine::StepKind::Background { .. } | segue_engine::StepKind::External => false,
    })
}
