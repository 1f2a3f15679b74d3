//! Presence, offers, and how queues are routed.

use axum::http::StatusCode;
use serde_json::json;

use super::bed::{Bed, problem};

const ADMIN: &str = "admin@x.org";
const ANN: &str = "ann@x.org";
const BOB: &str = "bob@x.org";
const PRESENCE: &str = "/api/v1/me/presence";
const ROUTING: &str = "/api/v1/queues/Help/routing";

/// A server with a routed queue `Help` of Ann and Bob, and the id of a work item in it.
async fn routed() -> (Bed, String) {
    let bed = Bed::new();
    let queue = json!({ "name": "Help", "members": [ANN, BOB] });
    bed.post(ADMIN, "/api/v1/queues", queue).await;
    let told = bed.put_json(ADMIN, ROUTING, json!({ "weight": 2 })).await;
    assert_eq!(told.status, StatusCode::NO_CONTENT, "{told:?}");
    let item = bed.work().await;
    let path = format!("/api/v1/work-items/{item}/reassign");
    bed.post(ADMIN, &path, json!({ "queue": "Help" })).await;
    (bed, item)
}

async fn is_online(bed: &Bed, who: &str) {
    let told = bed
        .put_json(who, PRESENCE, json!({ "status": "online" }))
        .await;
    assert_eq!(told.status, StatusCode::NO_CONTENT, "{told:?}");
}

/// What is on offer to somebody, once the job that decides it is done.
async fn offers(bed: &Bed, who: &str, n: usize) -> Vec<String> {
    for _ in 0..200 {
        let told = bed.get(who, PRESENCE).await;
        let offers = told.json["offers"].as_array().unwrap();
        if offers.len() == n {
            let items = offers
                .iter()
                .filter_map(|offer| offer["work_item"].as_str());
            return items.map(str::to_owned).collect();
        }
        // What is asked of the writer comes after the batch that it is at.
        bed.app.at_writer(|_| ()).await.unwrap();
    }
    panic!(
        "{who} is not offered {n}: {:?}",
        bed.get(who, PRESENCE).await
    )
}

#[tokio::test]
async fn an_offer_is_accepted_by_whoever_has_it_and_by_nobody_else() {
    let (bed, item) = routed().await;
    is_online(&bed, ANN).await;
    assert_eq!(offers(&bed, ANN, 1).await, std::slice::from_ref(&item));
    is_online(&bed, BOB).await;
    let accept = format!("/api/v1/work-items/{item}/accept");
    let refused = bed.post(BOB, &accept, json!({})).await;
    assert_eq!(refused.problem(), problem(409, "offered-to-another"));
    let refused = bed.post("cleo@x.org", &accept, json!({})).await;
    assert!(refused.status.is_client_error(), "{refused:?}");
    let told = bed.post(ANN, &accept, json!({})).await;
    assert_eq!(told.status, StatusCode::NO_CONTENT, "{told:?}");
    let again = bed.post(ANN, &accept, json!({})).await;
    assert_eq!(again.problem(), problem(409, "not-offered"));
    let mine = bed.get(ANN, PRESENCE).await;
    assert_eq!(
        (&mine.json["load"], &mine.json["capacity"]),
        (&json!(2), &json!(5))
    );
    let shown = bed.get(ANN, &format!("/api/v1/work-items/{item}")).await;
    assert_eq!(shown.text("/assignee/name"), ANN);
}

#[tokio::test]
async fn an_offer_that_is_declined_goes_to_the_next() {
    let (bed, item) = routed().await;
    is_online(&bed, ANN).await;
    offers(&bed, ANN, 1).await;
    is_online(&bed, BOB).await;
    let decline = format!("/api/v1/work-items/{item}/decline");
    let told = bed.post(ANN, &decline, json!({})).await;
    assert_eq!(told.status, StatusCode::NO_CONTENT, "{told:?}");
    assert_eq!(offers(&bed, BOB, 1).await, std::slice::from_ref(&item));
    let again = bed.post(ANN, &decline, json!({})).await;
    assert_eq!(again.problem(), problem(409, "offered-to-another"));
}

#[tokio::test]
async fn how_a_queue_is_routed_is_set_by_administrators_and_noted() {
    let (bed, _) = routed().await;
    let told = bed.get(BOB, ROUTING).await;
    let expected = json!({
        "routed": true, "priority": 0, "weight": 2, "offer_seconds": 300, "field": null,
        "ranks": [], "away_on_expiry": false,
    });
    assert_eq!(told.json, expected);
    let refused = bed.put_json(BOB, ROUTING, json!({})).await;
    assert_eq!(refused.problem(), problem(403, "not-permitted"));
    let refused = bed
        .put_json(ADMIN, ROUTING, json!({ "offer_seconds": 1 }))
        .await;
    assert_eq!(refused.problem(), problem(422, "invalid-request"));
    let told = bed.delete(ADMIN, ROUTING).await;
    assert_eq!(told.status, StatusCode::NO_CONTENT);
    let told = bed.get(BOB, ROUTING).await;
    assert_eq!(told.json, json!({ "routed": false }));
    let unknown = bed.get(BOB, "/api/v1/queues/None/routing").await;
    assert_eq!(unknown.problem(), problem(404, "unknown"));
    let lines = bed.app.look(|reads| reads.store().audit_lines(None, 2));
    let lines = lines.await.unwrap().unwrap();
    let kinds: Vec<&str> = lines.iter().map(|line| &*line.kind).collect();
    assert_eq!(kinds, ["queue-unrouted", "queue-routed"]);
}

#[tokio::test]
async fn a_capacity_is_set_by_who_manages_users() {
    let (bed, _) = routed().await;
    let path = "/api/v1/users/ann@x.org/capacity";
    let refused = bed.put_json(ANN, path, json!({ "units": 9 })).await;
    assert_eq!(refused.problem(), problem(403, "not-permitted"));
    let told = bed.put_json(ADMIN, path, json!({ "units": 1 })).await;
    assert_eq!(told.status, StatusCode::NO_CONTENT, "{told:?}");
    is_online(&bed, ANN).await;
    assert_eq!(offers(&bed, ANN, 0).await, [] as [String; 0]);
    bed.put_json(ADMIN, path, json!({ "units": null })).await;
    offers(&bed, ANN, 1).await;
}

#[tokio::test]
async fn why_a_run_waits_says_that_nobody_is_online() {
    let (bed, _) = routed().await;
    let runs = bed.get(ADMIN, "/api/v1/runs").await;
    let run = runs.text("/runs/0/id");
    let why = bed.get(ADMIN, &format!("/api/v1/runs/{run}/why")).await;
    let parts = why.json["parts"].as_array().unwrap();
    let routing = parts.iter().find_map(|part| part["routing"].as_str());
    assert_eq!(routing, Some("nobody of Help is online"), "{why:?}");
}
