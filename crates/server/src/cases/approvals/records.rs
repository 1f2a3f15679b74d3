//! Records: submitting them over the API and from their page, locking and unlocking them.

use axum::http::StatusCode;
use serde_json::json;

use super::{ADMIN, ANN, BOB, CLEO, decide, item_of, recall, rename};
use crate::cases::bed::{Bed, problem};

async fn thing(bed: &Bed) -> String {
    let fields = json!({ "Name": "A thing" });
    let told = bed.post(CLEO, "/api/v1/records/Thing__c", fields).await;
    told.text("/id")
}

fn at(record: &str, verb: &str) -> String {
    format!("/api/v1/records/Thing__c/{record}/{verb}")
}

#[tokio::test]
async fn a_record_is_submitted_once_until_that_is_decided() {
    let bed = Bed::with_approvals();
    let record = thing(&bed).await;
    let submit = at(&record, "submit");
    let vague = bed.post(CLEO, &submit, json!({})).await;
    assert_eq!(vague.problem(), problem(422, "invalid-request"));
    assert!(vague.text("/detail").contains("more than one"), "{vague:?}");
    let unknown = json!({ "process": "Ask_Desk" });
    let unknown = bed.post(CLEO, &submit, unknown).await;
    assert_eq!(unknown.problem(), problem(404, "unknown"));
    let body = json!({ "process": "Thing_Approval", "comments": "please" });
    let told = bed.post(CLEO, &submit, body.clone()).await;
    assert_eq!(told.status, StatusCode::CREATED, "{told:?}");
    let run = told.text("/id");
    let shown = bed.get(CLEO, &format!("/api/v1/runs/{run}")).await;
    assert_eq!(shown.text("/inputs/submissionComments"), "please");
    let twice = bed.post(CLEO, &submit, body.clone()).await;
    assert_eq!(twice.problem(), problem(409, "already-submitted"));
    assert!(
        twice
            .text("/detail")
            .contains("AS-000000001 is In Progress"),
        "{twice:?}"
    );
    bed.post(CLEO, &recall(&run), json!({})).await;
    let again = bed.post(CLEO, &submit, body).await;
    assert_eq!(again.status, StatusCode::CREATED, "{again:?}");
}

#[tokio::test]
async fn only_who_may_change_a_record_submits_it() {
    let bed = Bed::with_approvals();
    let record = thing(&bed).await;
    let body = json!({ "process": "Thing_Approval" });
    let sharing = json!({ "sharing": "read" });
    let told = bed
        .put_json(ADMIN, "/api/v1/objects/Thing__c/sharing", sharing)
        .await;
    assert!(told.status.is_success(), "{told:?}");
    let other = bed.post(BOB, &at(&record, "submit"), body.clone()).await;
    assert_eq!(other.problem(), problem(403, "forbidden"));
    let inputs = json!({ "inputs": { "recordId": record } });
    let start = "/api/v1/orchestrations/Thing_Approval/runs";
    let started = bed.post(BOB, start, inputs).await;
    assert_eq!(started.problem(), problem(403, "forbidden"));
    let place = format!("/records/Thing__c/{record}");
    assert!(!bed.page(BOB, &place).await.contains("Submit for approval"));
    let path = format!("{place}/submit");
    let (told, _) = bed.form(BOB, &path, "process=Thing_Approval").await;
    assert_eq!(told, StatusCode::FORBIDDEN);
    let own = bed.post(CLEO, &at(&record, "submit"), body).await;
    assert_eq!(own.status, StatusCode::CREATED, "{own:?}");
}

#[tokio::test]
async fn a_record_is_submitted_from_its_page() {
    let bed = Bed::with_approvals();
    let record = thing(&bed).await;
    let place = format!("/records/Thing__c/{record}");
    let page = bed.page(CLEO, &place).await;
    assert!(page.contains("Submit for approval"), "{page}");
    assert!(page.contains("<option value=\"Thing_Approval\">"), "{page}");
    // What saving a record starts is not offered.
    assert!(
        !page.contains("<option value=\"Saved_Approval\">"),
        "{page}"
    );
    let path = format!("{place}/submit");
    let form = "process=Thing_Approval&comments=please";
    let (told, page) = bed.form(CLEO, &path, form).await;
    assert_eq!(told, StatusCode::SEE_OTHER, "{page}");
    let page = bed.page(CLEO, &format!("{place}?told=submitted")).await;
    assert!(page.contains("Submitted for approval."), "{page}");
    assert!(
        !page.contains(&path) && page.contains("Locked until"),
        "{page}"
    );
    let (told, page) = bed.form(CLEO, &path, form).await;
    assert_eq!(told, StatusCode::CONFLICT);
    assert!(page.contains("submitted already"), "{page}");
    let item = item_of(&bed, ANN).await;
    let done = bed
        .post(ANN, &decide(&item), json!({ "decision": "Approve" }))
        .await;
    assert_eq!(done.status, StatusCode::OK);
}

#[tokio::test]
async fn an_approval_admin_locks_and_unlocks_records_and_everybody_sees_why() {
    let bed = Bed::with_approvals();
    let record = thing(&bed).await;
    let (lock, unlock) = (at(&record, "lock"), at(&record, "unlock"));
    let refused = bed.post(CLEO, &lock, json!({})).await;
    assert_eq!(refused.problem(), problem(403, "not-permitted"));
    assert_eq!(bed.get(CLEO, &lock).await.json, json!({ "locked": false }));
    let locked = bed.post(ADMIN, &lock, json!({})).await;
    assert_eq!(locked.status, StatusCode::NO_CONTENT, "{locked:?}");
    let told = bed.get(CLEO, &lock).await;
    assert_eq!(told.text("/reason"), "Locked by admin@x.org.");
    assert_eq!(told.text("/by"), ADMIN);
    assert_eq!(
        rename(&bed, CLEO, &record).await.problem(),
        problem(409, "record-locked")
    );
    let place = format!("/records/Thing__c/{record}");
    assert!(
        bed.page(CLEO, &place)
            .await
            .contains("Locked by admin@x.org.")
    );
    let body = json!({ "process": "Thing_Approval" });
    let submitted = bed.post(CLEO, &at(&record, "submit"), body.clone()).await;
    assert_eq!(submitted.problem(), problem(409, "record-locked"));
    assert_eq!(
        bed.post(ADMIN, &unlock, json!({})).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        rename(&bed, CLEO, &record).await.status,
        StatusCode::NO_CONTENT
    );
    // What a step holds is not lifted by hand.
    bed.post(CLEO, &at(&record, "submit"), body).await;
    let held = bed.post(ADMIN, &unlock, json!({})).await;
    assert_eq!(held.problem(), problem(409, "record-locked"));
    let told = bed.get(CLEO, &lock).await;
    assert_eq!(
        told.text("/reason"),
        "Locked until \u{201c}Thing Approval\u{201d} is decided."
    );
    assert_eq!(told.text("/submission"), "AS-000000001");
}

#[tokio::test]
async fn a_run_shows_what_was_submitted_and_who_decided_what() {
    let bed = Bed::with_approvals();
    let record = thing(&bed).await;
    let body = json!({ "process": "Thing_Approval", "comments": "please <b>" });
    let run = bed
        .post(CLEO, &at(&record, "submit"), body)
        .await
        .text("/id");
    let path = format!("/api/v1/runs/{run}");
    let told = bed.get(CLEO, &path).await;
    assert_eq!(told.text("/submission/name"), "AS-000000001");
    assert_eq!(told.text("/submission/status"), "InProgress");
    assert_eq!(told.text("/submission/submitted_by"), CLEO);
    assert_eq!(told.text("/submission/record_id"), record);
    assert_eq!(told.json["submission"]["can_recall"], json!(true));
    let item = told.text("/submission/steps/0/work_item_id");
    let approve = json!({ "decision": "Approve", "comments": "fine", "override": true });
    bed.post(ADMIN, &decide(&item), approve).await;
    let told = bed.get(CLEO, &path).await;
    let decision = "/submission/steps/0/decisions/0";
    assert_eq!(told.text(&format!("{decision}/by")), ADMIN);
    assert_eq!(told.text(&format!("{decision}/as")), "override");
    assert_eq!(told.text(&format!("{decision}/comments")), "fine");
    assert_eq!(told.text("/submission/steps/1/status"), "Assigned");
    let page = bed.page(ADMIN, &format!("/runs/{run}")).await;
    for words in [
        "AS-000000001",
        "please &#60;b&#62;",
        "in place of the approver",
        "fine",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let back = format!("/runs/{run}/recall");
    let (status, _) = bed.form(ADMIN, &back, "place=run&comments=too+early").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let page = bed.page(ADMIN, &format!("/runs/{run}?done=recalled")).await;
    assert!(page.contains("The submission was recalled."), "{page}");
    assert!(
        page.contains("too early") && !page.contains(&back),
        "{page}"
    );
    let told = bed.get(CLEO, &path).await;
    assert_eq!(told.text("/submission/recalled/by"), ADMIN);
    let other = bed.start(ADMIN).await;
    let told = bed.get(ADMIN, &format!("/api/v1/runs/{other}")).await;
    assert_eq!(told.json["submission"], json!(null));
}
