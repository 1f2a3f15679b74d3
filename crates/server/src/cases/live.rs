//! Server-sent events.

use std::time::Duration;

use axum::body::Body;
use axum::http::Method;
use http_body_util::BodyExt;
use serde_json::json;
use tokio::time::timeout;

use super::bed::{Bed, problem, request};

const ADMIN: &str = "admin@x.org";
const SOON: Duration = Duration::from_secs(5);

pub(super) async fn listen(bed: &Bed, who: &str, path: &str) -> Body {
    let mut body = bed
        .raw(request(who, Method::GET, path, None))
        .await
        .into_body();
    assert!(next(&mut body).await.contains("event: listening"));
    body
}

pub(super) async fn next(body: &mut Body) -> String {
    let frame = timeout(SOON, body.frame())
        .await
        .expect("an event comes soon");
    let data = frame.unwrap().unwrap().into_data().unwrap();
    String::from_utf8(data.to_vec()).unwrap()
}

#[tokio::test]
async fn who_looks_at_a_run_learns_of_its_changes_only() {
    let bed = Bed::new();
    let run = bed.start(ADMIN).await;
    let mut events = listen(&bed, ADMIN, &format!("/api/v1/runs/{run}/events")).await;
    let other = bed.start(ADMIN).await;
    bed.post(ADMIN, &format!("/api/v1/runs/{run}/suspend"), json!({}))
        .await;
    let mut told = next(&mut events).await;
    // Its start may still be told, too, after whoever asked for it was answered.
    while let Ok(Some(Ok(frame))) = timeout(Duration::from_millis(50), events.frame()).await {
        let more = frame.into_data().expect("streams have no trailers");
        told.push_str(std::str::from_utf8(&more).unwrap());
    }
    assert!(told.contains("event: run") && told.contains(&run), "{told}");
    assert!(!told.contains(&other), "{told}");
}

#[tokio::test]
async fn a_member_of_a_queue_learns_of_new_work() {
    let bed = Bed::new();
    let mut events = listen(&bed, "bob@x.org", "/api/v1/work-items/events").await;
    bed.start(ADMIN).await;
    assert!(next(&mut events).await.contains("event: work"));
}

#[tokio::test]
async fn a_stream_ends_when_the_server_does() {
    let bed = Bed::new();
    let mut events = listen(&bed, "bob@x.org", "/api/v1/work-items/events").await;
    bed.app.begin_ending();
    let end = timeout(SOON, events.frame()).await.expect("it ends soon");
    assert!(end.is_none());
}

#[tokio::test]
async fn nobody_listens_to_what_is_hidden() {
    let bed = Bed::new();
    let run = bed.start(ADMIN).await;
    let told = bed
        .get("ann@x.org", &format!("/api/v1/runs/{run}/events"))
        .await;
    assert_eq!(told.problem(), problem(404, "unknown"));
}
