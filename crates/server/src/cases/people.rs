//! `/api/v1/users`, `/api/v1/groups`, `/api/v1/queues`.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::bed::{Bed, Told, problem};

const ADMIN: &str = "admin@x.org";

fn names(told: &Told) -> Vec<&str> {
    let people = told.json["people"].as_array().unwrap().iter();
    people
        .filter_map(|person| person["name"].as_str())
        .collect()
}

fn dora() -> Value {
    json!({ "username": "dora@x.org", "first_name": "Dora", "last_name": "Doe" })
}

#[tokio::test]
async fn an_administrator_adds_a_user_and_a_queue() {
    let bed = Bed::new();
    let created = bed.post(ADMIN, "/api/v1/users", dora()).await;
    assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
    assert!(names(&bed.get("ann@x.org", "/api/v1/users").await).contains(&"dora@x.org"));
    let queue = json!({ "name": "Help", "members": ["dora@x.org", "ann@x.org"] });
    let created = bed.post(ADMIN, "/api/v1/queues", queue).await;
    assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
    assert!(names(&bed.get(ADMIN, "/api/v1/queues").await).contains(&"Help"));
    assert!(!names(&bed.get(ADMIN, "/api/v1/groups").await).contains(&"Help"));
    let item = bed.work().await;
    let path = format!("/api/v1/work-items/{item}/reassign");
    bed.post(ADMIN, &path, json!({ "queue": "Help" })).await;
    let work = bed.get("ann@x.org", "/api/v1/work-items").await;
    assert_eq!(work.text("/work_items/0/id"), item);
}

#[tokio::test]
async fn a_name_is_taken_once() {
    let bed = Bed::new();
    bed.post(ADMIN, "/api/v1/users", dora()).await;
    let again = bed.post(ADMIN, "/api/v1/users", dora()).await;
    assert_eq!(again.problem(), problem(409, "taken"));
    let again = bed
        .post(ADMIN, "/api/v1/queues", json!({ "name": "desk" }))
        .await;
    assert_eq!(again.problem(), problem(409, "taken"));
    let unknown = json!({ "name": "New", "members": ["nobody@x.org"] });
    let told = bed.post(ADMIN, "/api/v1/groups", unknown).await;
    assert_eq!(told.problem(), problem(422, "invalid-request"));
}

#[tokio::test]
async fn a_user_is_deactivated() {
    let bed = Bed::new();
    let path = "/api/v1/users/ann@x.org";
    let told = bed.patch(ADMIN, path, json!({ "active": false })).await;
    assert_eq!(told.status, StatusCode::NO_CONTENT);
    let told = bed.get("ann@x.org", "/api/v1/users").await;
    assert_eq!(told.problem(), problem(401, "not-signed-in"));
    let told = bed
        .patch(ADMIN, "/api/v1/users/nobody", json!({ "active": true }))
        .await;
    assert_eq!(told.problem(), problem(404, "unknown"));
}

#[tokio::test]
async fn only_who_manages_users_changes_them() {
    let bed = Bed::new();
    let told = bed.post("ann@x.org", "/api/v1/users", dora()).await;
    assert_eq!(told.problem(), problem(403, "not-permitted"));
    let told = bed
        .patch(
            "ann@x.org",
            "/api/v1/users/bob@x.org",
            json!({ "active": false }),
        )
        .await;
    assert_eq!(told.problem(), problem(403, "not-permitted"));
}
