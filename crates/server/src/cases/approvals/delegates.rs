//! Delegates: they find in their inbox what those have for whom they approve, and decide it there.

use axum::http::StatusCode;
use serde_json::json;

use super::{ADMIN, ANN, BOB, CLEO, decide, recall, submitted};
use crate::cases::bed::Bed;
use crate::cases::live::{listen, next};

/// Bob approves for Ann.
async fn stand_in(bed: &Bed) {
    let path = format!("/api/v1/records/User/{}", bed.person(ANN).await);
    let delegate = json!({ "DelegatedApproverId": bed.person(BOB).await });
    let told = bed.patch(ADMIN, &path, delegate).await;
    assert_eq!(told.status, StatusCode::NO_CONTENT, "{told:?}");
}

/// What the inbox of somebody answers to a decision.
async fn send(bed: &Bed, who: &str, item: &str, form: &'static str) -> (StatusCode, String) {
    bed.form(who, &format!("/work/{item}/decide"), form).await
}

#[tokio::test]
async fn a_delegate_finds_the_approvals_of_whom_she_stands_in_for_and_nothing_else() {
    let bed = Bed::with_approvals();
    let (_, _, item) = submitted(&bed).await;
    // Ordinary work of Ann's is hers alone.
    let work = bed.work().await;
    let to_ann = json!({ "user": ANN });
    let given = bed
        .post(
            ADMIN,
            &format!("/api/v1/work-items/{work}/reassign"),
            to_ann,
        )
        .await;
    assert_eq!(given.status, StatusCode::NO_CONTENT, "{given:?}");
    assert!(bed.page(BOB, "/inbox").await.contains("All done"));
    stand_in(&bed).await;
    let inbox = bed.page(BOB, "/inbox").await;
    let tab = "for ann@x.org <span class=\"muted\">1</span>";
    assert!(inbox.contains(tab), "{inbox}");
    assert!(
        inbox.contains(&format!("i-{item}")) && !inbox.contains(&work),
        "{inbox}"
    );
    assert!(!inbox.contains(&format!("/work/{item}/claim")), "{inbox}");
    let listed = bed.get(BOB, "/api/v1/work-items").await;
    assert_eq!(listed.json["work_items"].as_array().unwrap().len(), 1);
    assert_eq!(listed.text("/work_items/0/id"), item);
    let hidden = bed.get(BOB, &format!("/api/v1/work-items/{work}")).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_delegate_learns_of_new_approvals_and_decides_in_her_inbox() {
    let bed = Bed::with_approvals();
    stand_in(&bed).await;
    let mut events = listen(&bed, BOB, "/api/v1/work-items/events").await;
    let (_, run, item) = submitted(&bed).await;
    assert!(next(&mut events).await.contains("event: work"));
    let form = "decision=Approve&comments=for+her";
    let (told, page) = send(&bed, BOB, &item, form).await;
    assert_eq!(told, StatusCode::SEE_OTHER, "{page}");
    let run = bed.get(ADMIN, &format!("/api/v1/runs/{run}")).await;
    let comments = run.text("/stages/0/steps/0/outputs/approvalComments");
    assert_eq!(comments, "for her");
}

#[tokio::test]
async fn whoever_is_late_is_told_who_was_first_and_keeps_her_comments() {
    let bed = Bed::with_approvals();
    let (_, _, item) = submitted(&bed).await;
    let inbox = bed.page(ANN, "/inbox").await;
    assert!(inbox.contains(&format!("/work/{item}/decide")), "{inbox}");
    stand_in(&bed).await;
    let first = json!({ "decision": "Reject" });
    bed.post(BOB, &decide(&item), first).await;
    let form = "decision=Approve&comments=long+and+wise";
    let (told, page) = send(&bed, ANN, &item, form).await;
    assert_eq!(told, StatusCode::CONFLICT);
    assert!(page.contains("Somebody was first"), "{page}");
    assert!(
        page.contains("bob@x.org finished this.") && page.contains("long and wise"),
        "{page}"
    );
    let (_, run, _) = submitted(&bed).await;
    let shown = bed.get(ADMIN, &format!("/api/v1/runs/{run}")).await;
    let item = shown.text("/stages/0/steps/0/work_items/0/id");
    bed.post(CLEO, &recall(&run), json!({})).await;
    let (told, page) = send(&bed, ANN, &item, form).await;
    assert_eq!(told, StatusCode::CONFLICT);
    assert!(
        page.contains("was recalled") && page.contains("long and wise"),
        "{page}"
    );
}

#[tokio::test]
async fn whoever_has_it_no_more_is_told_so_and_decides_nothing() {
    let bed = Bed::with_approvals();
    let (_, run, item) = submitted(&bed).await;
    let to_bob = json!({ "user": BOB });
    let path = format!("/api/v1/work-items/{item}/reassign");
    bed.post(ADMIN, &path, to_bob).await;
    let (told, page) = send(&bed, ANN, &item, "decision=Approve&comments=fine").await;
    assert_eq!(told, StatusCode::NOT_FOUND);
    assert!(page.contains("somebody else&#39;s now"), "{page}");
    let run = bed.get(ADMIN, &format!("/api/v1/runs/{run}")).await;
    assert_eq!(run.text("/submission/steps/0/status"), "Assigned");
}

#[tokio::test]
async fn work_in_place_on_its_record_can_be_decided_there() {
    let bed = Bed::with_approvals();
    let (record, _, item) = submitted(&bed).await;
    let place = format!("/records/Thing__c/{record}");
    let page = bed.page(ANN, &format!("{place}?work={item}")).await;
    assert!(page.contains(">Approve</button>"), "{page}");
    let (told, to) = send(&bed, ANN, &item, "decision=Approve&place=record").await;
    assert_eq!(told, StatusCode::SEE_OTHER, "{to}");
    let page = bed.page(ANN, &format!("{place}?work={item}")).await;
    assert!(page.contains("You finished this."), "{page}");
}
