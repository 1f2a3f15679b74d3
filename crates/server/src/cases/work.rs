//! `/api/v1/work-items`.

use axum::http::StatusCode;
use serde_json::json;

use super::bed::{Bed, problem};

const ADMIN: &str = "admin@x.org";
const BOB: &str = "bob@x.org";
const CLEO: &str = "cleo@x.org";

fn at(item: &str, verb: &str) -> String {
    format!("/api/v1/work-items/{item}{verb}")
}

#[tokio::test]
async fn a_member_of_a_queue_walks_through_the_screens() {
    let bed = Bed::new();
    let item = bed.work().await;
    let listed = bed.get(BOB, "/api/v1/work-items?assignee=me").await;
    assert_eq!(listed.text("/work_items/0/id"), item);
    assert_eq!(listed.text("/work_items/0/label"), "Person");
    let shown = bed.get(BOB, &at(&item, "")).await;
    assert_eq!(shown.json["screen"], json!(null));
    assert_eq!(shown.json["entitled"], json!(true));
    let opened = bed.post(BOB, &at(&item, "/open"), json!({})).await;
    assert_eq!(opened.text("/screen/fields/0/name"), "Answer");
    let shown = bed.get(BOB, &at(&item, "")).await;
    assert_eq!(shown.text("/screen/name"), "Question");
    let wrong = bed
        .post(BOB, &at(&item, "/screen"), json!({ "answers": {} }))
        .await;
    assert_eq!(wrong.problem(), problem(422, "invalid-answers"));
    assert_eq!(wrong.text("/errors/0/field"), "Answer");
    let answers = json!({ "answers": { "Answer": "fine" } });
    let done = bed.post(BOB, &at(&item, "/screen"), answers).await;
    assert_eq!(done.text("/result"), "finished");
    let shown = bed.get(BOB, &at(&item, "")).await;
    assert_eq!(shown.text("/status"), "Completed");
    assert_eq!(shown.text("/closed/by"), BOB);
    let run = bed
        .get(ADMIN, &format!("/api/v1/runs/{}", shown.text("/run_id")))
        .await;
    assert_eq!(run.text("/status"), "Completed");
    assert_eq!(run.text("/stages/0/steps/0/outputs/reply"), "fine");
    let listed = bed.get(BOB, "/api/v1/work-items").await;
    assert_eq!(listed.json["work_items"], json!([]));
}

#[tokio::test]
async fn all_screens_are_answered_at_once_and_the_second_finisher_learns_who_was_first() {
    let bed = Bed::new();
    let item = bed.work().await;
    let screens = json!({ "screens": [{ "Answer": "yes" }] });
    let first = bed
        .post(BOB, &at(&item, "/complete"), screens.clone())
        .await;
    assert_eq!(first.text("/result"), "finished");
    for (verb, body) in [
        ("/complete", screens),
        ("/open", json!({})),
        ("/screen", json!({ "answers": { "Answer": "no" } })),
        ("/claim", json!({})),
    ] {
        let second = bed.post(CLEO, &at(&item, verb), body).await;
        assert_eq!(
            second.problem(),
            problem(409, "already-completed"),
            "{verb}"
        );
        assert_eq!(second.text("/completed_by"), BOB);
        assert!(second.text("/detail").contains(BOB));
    }
}

#[tokio::test]
async fn a_completion_without_its_answers_is_refused() {
    let bed = Bed::new();
    let item = bed.work().await;
    let told = bed
        .post(BOB, &at(&item, "/complete"), json!({ "screens": [] }))
        .await;
    assert_eq!(told.problem(), problem(422, "invalid-answers"));
    assert_eq!(
        bed.get(BOB, &at(&item, "")).await.text("/status"),
        "Assigned"
    );
}

#[tokio::test]
async fn work_is_done_only_by_whom_it_was_given_to() {
    let bed = Bed::new();
    let item = bed.work().await;
    let complete = json!({ "screens": [{ "Answer": "yes" }] });
    for (who, code) in [(ADMIN, "not-entitled"), ("ann@x.org", "not-entitled")] {
        let told = bed
            .post(who, &at(&item, "/complete"), complete.clone())
            .await;
        assert_eq!(told.problem(), problem(403, code), "{who}");
    }
    let told = bed
        .post("idler@x.org", &at(&item, "/complete"), complete.clone())
        .await;
    assert_eq!(told.problem(), problem(403, "not-permitted"));
    let told = bed.post("", &at(&item, "/complete"), complete).await;
    assert_eq!(told.problem(), problem(401, "not-signed-in"));
    assert_eq!(bed.get(ADMIN, &at(&item, "")).await.status, StatusCode::OK);
    assert_eq!(
        bed.get("ann@x.org", &at(&item, "")).await.problem(),
        problem(404, "unknown")
    );
    let told = bed
        .get("ann@x.org", "/api/v1/work-items?assignee=Desk")
        .await;
    assert_eq!(told.problem(), problem(403, "forbidden"));
    let listed = bed.get(ADMIN, "/api/v1/work-items?assignee=Desk").await;
    assert_eq!(listed.text("/work_items/0/id"), item);
}

#[tokio::test]
async fn a_member_takes_an_item_and_gives_it_back() {
    let bed = Bed::new();
    let item = bed.work().await;
    let claimed = bed.post(BOB, &at(&item, "/claim"), json!({})).await;
    assert_eq!(claimed.status, StatusCode::NO_CONTENT);
    assert_eq!(
        bed.get(BOB, &at(&item, "")).await.text("/assignee/name"),
        BOB
    );
    let late = bed.post(CLEO, &at(&item, "/claim"), json!({})).await;
    assert_eq!(late.problem(), problem(403, "not-entitled"));
    let released = bed.post(BOB, &at(&item, "/release"), json!({})).await;
    assert_eq!(released.status, StatusCode::NO_CONTENT);
    assert_eq!(
        bed.get(CLEO, &at(&item, "")).await.text("/assignee/name"),
        "Desk"
    );
    let again = bed.post(BOB, &at(&item, "/release"), json!({})).await;
    assert_eq!(again.problem(), problem(422, "invalid-request"));
}

#[tokio::test]
async fn an_item_is_given_to_somebody_else() {
    let bed = Bed::new();
    let item = bed.work().await;
    let to = json!({ "user": "ann@x.org" });
    let told = bed.post(BOB, &at(&item, "/reassign"), to.clone()).await;
    assert_eq!(told.problem(), problem(403, "not-permitted"));
    let told = bed.post(ADMIN, &at(&item, "/reassign"), to).await;
    assert_eq!(told.status, StatusCode::NO_CONTENT);
    assert_eq!(
        bed.get("ann@x.org", &at(&item, "")).await.json["entitled"],
        json!(true)
    );
    let told = bed
        .post(
            ADMIN,
            &at(&item, "/reassign"),
            json!({ "user": "idle@x.org" }),
        )
        .await;
    assert_eq!(told.problem(), problem(403, "inactive-user"));
    let told = bed
        .post(ADMIN, &at(&item, "/reassign"), json!({ "queue": "None" }))
        .await;
    assert_eq!(told.problem(), problem(404, "unknown"));
    let both = json!({ "user": BOB, "queue": "Desk" });
    let told = bed.post(ADMIN, &at(&item, "/reassign"), both).await;
    assert_eq!(told.problem(), problem(422, "invalid-request"));
}

#[tokio::test]
async fn what_is_no_work_item_is_not_found() {
    let bed = Bed::new();
    for verb in ["/open", "/complete", "/claim", "/release"] {
        let told = bed
            .post(BOB, &at("0jf000000000000AAA", verb), json!({}))
            .await;
        assert_eq!(told.problem(), problem(404, "unknown"), "{verb}");
    }
    let told = bed.get(BOB, &at("nothing", "")).await;
    assert_eq!(told.problem(), problem(404, "unknown"));
}
