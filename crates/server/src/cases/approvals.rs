//! Approvals over HTTP: submitting, deciding, recalling, locked records, delegates.

mod delegates;
mod records;

use axum::http::StatusCode;
use serde_json::json;

use super::bed::{Bed, problem};

const ADMIN: &str = "admin@x.org";
const ANN: &str = "ann@x.org";
const BOB: &str = "bob@x.org";
const CLEO: &str = "cleo@x.org";

/// A record and its submission by Cleo: the id of the record, of the run, and of the work item.
async fn submitted(bed: &Bed) -> (String, String, String) {
    let fields = json!({ "Name": "A thing" });
    let record = bed.post(CLEO, "/api/v1/records/Thing__c", fields).await;
    let record = record.text("/id");
    let path = "/api/v1/orchestrations/Thing_Approval/runs";
    let inputs = json!({ "inputs": { "recordId": record, "submissionComments": "please" } });
    let run = bed.post(CLEO, path, inputs).await.text("/id");
    let item = item_of(bed, ANN).await;
    (record, run, item)
}

async fn item_of(bed: &Bed, who: &str) -> String {
    let listed = bed.get(who, "/api/v1/work-items").await;
    listed.text("/work_items/0/id")
}

fn decide(item: &str) -> String {
    format!("/api/v1/work-items/{item}/decide")
}

fn recall(run: &str) -> String {
    format!("/api/v1/runs/{run}/recall")
}

async fn status(bed: &Bed, run: &str) -> String {
    let run = bed.get(ADMIN, &format!("/api/v1/runs/{run}")).await;
    run.text("/status")
}

async fn rename(bed: &Bed, who: &str, record: &str) -> super::bed::Told {
    let path = format!("/api/v1/records/Thing__c/{record}");
    bed.patch(who, &path, json!({ "Name": "B" })).await
}

#[tokio::test]
async fn approvers_decide_without_their_form_and_the_record_is_locked_meanwhile() {
    let bed = Bed::with_approvals();
    let (record, run, item) = submitted(&bed).await;
    let locked = rename(&bed, CLEO, &record).await;
    assert_eq!(locked.problem(), problem(409, "record-locked"));
    assert!(
        locked.text("/detail").contains("AS-000000001"),
        "{locked:?}"
    );
    let page = bed.page(CLEO, &format!("/records/Thing__c/{record}")).await;
    assert!(page.contains("Locked until"), "{page}");
    let approve = json!({ "decision": "approve", "comments": "fine" });
    let other = bed.post(BOB, &decide(&item), approve.clone()).await;
    assert_eq!(other.problem(), problem(403, "not-entitled"));
    let word = bed
        .post(ANN, &decide(&item), json!({ "decision": "x" }))
        .await;
    assert_eq!(word.problem(), problem(409, "no-decision"));
    let done = bed.post(ANN, &decide(&item), approve.clone()).await;
    assert_eq!(done.text("/result"), "finished");
    let again = bed.post(ANN, &decide(&item), approve).await;
    assert_eq!(again.problem(), problem(409, "already-completed"));
    let next = item_of(&bed, BOB).await;
    let reject = json!({ "decision": "Reject" });
    assert_eq!(
        bed.post(BOB, &decide(&next), reject).await.status,
        StatusCode::OK
    );
    assert_eq!(status(&bed, &run).await, "Completed");
    assert_eq!(
        rename(&bed, CLEO, &record).await.status,
        StatusCode::NO_CONTENT
    );
    let page = bed.page(CLEO, &format!("/records/Thing__c/{record}")).await;
    assert!(
        page.contains("Rejected") && !page.contains("Locked until"),
        "{page}"
    );
}

#[tokio::test]
async fn the_submitter_takes_it_back_and_an_admin_may() {
    let bed = Bed::with_approvals();
    let (_, run, item) = submitted(&bed).await;
    // Who has nothing to do with it does not see it; the approver sees it and may not.
    let hidden = bed.post(BOB, &recall(&run), json!({})).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let approver = bed.post(ANN, &recall(&run), json!({})).await;
    assert_eq!(approver.status, StatusCode::FORBIDDEN);
    let done = bed
        .post(CLEO, &recall(&run), json!({ "comments": "early" }))
        .await;
    assert_eq!(done.status, StatusCode::NO_CONTENT);
    let late = bed
        .post(ANN, &decide(&item), json!({ "decision": "Approve" }))
        .await;
    assert_eq!(late.problem(), problem(409, "already-completed"));
    let twice = bed.post(CLEO, &recall(&run), json!({})).await;
    assert_eq!(twice.problem(), problem(409, "wrong-status"));
    let (_, run, _) = submitted(&bed).await;
    let admin = bed.post(ADMIN, &recall(&run), json!({})).await;
    assert_eq!(admin.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn an_admin_decides_in_place_of_the_approver_and_nobody_else() {
    let bed = Bed::with_approvals();
    let (_, _, item) = submitted(&bed).await;
    let body = json!({ "decision": "Approve", "override": true });
    let refused = bed.post(CLEO, &decide(&item), body.clone()).await;
    assert_eq!(refused.problem(), problem(403, "not-permitted"));
    let done = bed.post(ADMIN, &decide(&item), body).await;
    assert_eq!(done.text("/result"), "finished");
    // What is no approval cannot be decided.
    let work = bed.work().await;
    let other = bed
        .post(BOB, &decide(&work), json!({ "decision": "Approve" }))
        .await;
    assert_eq!(other.problem(), problem(409, "no-approval"));
    let start = bed.start(ADMIN).await;
    let orchestration = bed.post(ADMIN, &recall(&start), json!({})).await;
    assert_eq!(orchestration.problem(), problem(409, "no-approval"));
}

/// Exactly one of the two counts, whoever comes first.
#[tokio::test]
async fn an_approval_and_a_recall_at_the_same_time() {
    let bed = Bed::with_approvals();
    for _ in 0..20 {
        let (_, run, item) = submitted(&bed).await;
        let (decide, recall) = (decide(&item), recall(&run));
        let reject = json!({ "decision": "Reject" });
        let (decided, recalled) = tokio::join!(
            bed.post(ANN, &decide, reject),
            bed.post(CLEO, &recall, json!({})),
        );
        // After Ann comes Bob, so that a recall after the decision is carried out as well.
        assert_eq!(recalled.status, StatusCode::NO_CONTENT);
        let is_late = decided.status == StatusCode::CONFLICT;
        assert!(is_late || decided.status == StatusCode::OK, "{decided:?}");
        let run = bed.get(ADMIN, &format!("/api/v1/runs/{run}")).await;
        assert_eq!(run.text("/status"), "Completed");
        let step = run.text("/stages/0/steps/0/status");
        assert_eq!(step == "Discontinued", is_late);
        assert_eq!(run.text("/stages/0/status"), "Canceled");
    }
}
