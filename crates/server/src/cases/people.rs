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

/// Kinds and subjects of the newest lines of the audit log, oldest first.
async fn audited(bed: &Bed, n: u32) -> Vec<String> {
    let lines = bed
        .app
        .look(move |runtime| runtime.store().audit_lines(None, n));
    let lines = lines.await.unwrap().unwrap().into_iter().rev();
    lines
        .map(|line| {
            format!(
                "{} {} {} {}",
                line.actor, line.kind, line.subject, line.detail
            )
        })
        .collect()
}

fn members(told: &Told) -> Vec<&str> {
    let members = told.json["members"].as_array().unwrap().iter();
    members
        .filter_map(|member| member["name"].as_str())
        .collect()
}

/// What somebody sees in her inbox.
async fn inbox(bed: &Bed, who: &str) -> usize {
    let told = bed.get(who, "/api/v1/work-items").await;
    told.json["work_items"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_member_who_is_removed_neither_sees_nor_completes_the_work() {
    let bed = Bed::new();
    let queue = json!({ "name": "Help", "members": ["ann@x.org", "bob@x.org"] });
    bed.post(ADMIN, "/api/v1/queues", queue).await;
    let item = bed.work().await;
    let path = format!("/api/v1/work-items/{item}/reassign");
    bed.post(ADMIN, &path, json!({ "queue": "Help" })).await;
    assert_eq!(inbox(&bed, "ann@x.org").await, 1);
    let gone = bed
        .delete(ADMIN, "/api/v1/queues/Help/members/ann@x.org")
        .await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{gone:?}");
    assert_eq!(inbox(&bed, "ann@x.org").await, 0);
    let open = format!("/api/v1/work-items/{item}/open");
    let refused = bed.post("ann@x.org", &open, json!({})).await;
    assert_eq!(refused.problem(), problem(403, "not-entitled"));
    assert_eq!(inbox(&bed, "bob@x.org").await, 1);
    let again = bed
        .delete(ADMIN, "/api/v1/queues/Help/members/ann@x.org")
        .await;
    assert_eq!(again.problem(), problem(404, "unknown"));
}

#[tokio::test]
async fn a_group_in_a_queue_brings_its_members_and_never_itself() {
    let bed = Bed::new();
    for (name, members) in [("Inner", json!(["ann@x.org"])), ("Outer", json!(["Inner"]))] {
        let group = json!({ "name": name, "members": members });
        let created = bed.post(ADMIN, "/api/v1/groups", group).await;
        assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
    }
    bed.post(ADMIN, "/api/v1/queues", json!({ "name": "Help" }))
        .await;
    let added = bed.put(ADMIN, "/api/v1/queues/Help/members/Outer").await;
    assert_eq!(added.status, StatusCode::NO_CONTENT, "{added:?}");
    let item = bed.work().await;
    let path = format!("/api/v1/work-items/{item}/reassign");
    bed.post(ADMIN, &path, json!({ "queue": "Help" })).await;
    assert_eq!(inbox(&bed, "ann@x.org").await, 1);
    for (of, member) in [("Inner", "Outer"), ("Inner", "Inner")] {
        let path = format!("/api/v1/groups/{of}/members/{member}");
        let refused = bed.put(ADMIN, &path).await;
        assert_eq!(refused.problem(), problem(409, "belongs-to-itself"));
    }
    let refused = bed.put(ADMIN, "/api/v1/groups/Inner/members/Help").await;
    assert_eq!(refused.problem(), problem(404, "unknown"));
    let shown = bed.get("ann@x.org", "/api/v1/groups/Outer").await;
    assert_eq!(members(&shown), ["Inner"]);
    assert_eq!(shown.text("/members/0/kind"), "group");
}

#[tokio::test]
async fn a_queue_is_renamed_and_is_deleted_once_it_has_no_work() {
    let bed = Bed::new();
    bed.post(ADMIN, "/api/v1/queues", json!({ "name": "Help" }))
        .await;
    let item = bed.work().await;
    let reassign = format!("/api/v1/work-items/{item}/reassign");
    bed.post(ADMIN, &reassign, json!({ "queue": "Help" })).await;
    let refused = bed.delete(ADMIN, "/api/v1/queues/Help").await;
    assert_eq!(refused.problem(), problem(409, "has-work"));
    let names = json!({ "name": "Aid", "label": "First aid" });
    let renamed = bed.patch(ADMIN, "/api/v1/queues/Help", names).await;
    assert_eq!(renamed.status, StatusCode::NO_CONTENT, "{renamed:?}");
    let shown = bed.get(ADMIN, "/api/v1/queues/Aid").await;
    assert_eq!(shown.text("/label"), "First aid");
    assert_eq!(shown.json["open_items"], 1);
    for name in ["Desk", "9", ""] {
        let told = bed
            .patch(ADMIN, "/api/v1/queues/Aid", json!({ "name": name }))
            .await;
        assert!(told.status.is_client_error(), "{name}: {told:?}");
    }
    bed.post(ADMIN, &reassign, json!({ "user": "ann@x.org" }))
        .await;
    let gone = bed.delete(ADMIN, "/api/v1/queues/Aid").await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{gone:?}");
    let gone = bed.get(ADMIN, "/api/v1/queues/Aid").await;
    assert_eq!(gone.problem(), problem(404, "unknown"));
}

#[tokio::test]
async fn each_change_of_people_has_its_line_in_the_audit_log() {
    let bed = Bed::new();
    bed.post(ADMIN, "/api/v1/queues", json!({ "name": "Help" }))
        .await;
    for _ in 0..2 {
        bed.put(ADMIN, "/api/v1/queues/Help/members/ann@x.org")
            .await;
    }
    bed.patch(ADMIN, "/api/v1/queues/Help", json!({ "label": "Aid" }))
        .await;
    bed.delete(ADMIN, "/api/v1/queues/Help/members/ann@x.org")
        .await;
    bed.delete(ADMIN, "/api/v1/queues/Help").await;
    bed.patch(ADMIN, "/api/v1/users/ann@x.org", json!({ "active": false }))
        .await;
    let lines = [
        "admin@x.org queue-created Help ",
        "admin@x.org member-added Help ann@x.org",
        "admin@x.org queue-renamed Help Aid",
        "admin@x.org member-removed Help ann@x.org",
        "admin@x.org queue-deleted Help ",
        "admin@x.org user-deactivated ann@x.org ",
    ];
    assert_eq!(audited(&bed, 6).await, lines);
    let refused = bed
        .post(ADMIN, "/api/v1/queues", json!({ "name": "Desk" }))
        .await;
    assert_eq!(refused.problem(), problem(409, "taken"));
    assert_eq!(
        audited(&bed, 6).await,
        lines,
        "what is refused is not noted"
    );
}

#[tokio::test]
async fn groups_and_queues_are_changed_only_by_who_manages_users() {
    let bed = Bed::new();
    let rename = bed
        .patch(
            "ann@x.org",
            "/api/v1/queues/Desk",
            json!({ "label": "Mine" }),
        )
        .await;
    let delete = bed.delete("ann@x.org", "/api/v1/queues/Desk").await;
    let enter = bed
        .put("ann@x.org", "/api/v1/queues/Desk/members/ann@x.org")
        .await;
    for told in [rename, delete, enter] {
        assert_eq!(told.problem(), problem(403, "not-permitted"));
    }
}
