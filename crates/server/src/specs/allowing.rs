//! What permission sets and profiles allow: less than what is shared, never more; and who may say it.

use axum::http::StatusCode;
use segue_language::Text;
use serde_json::{Value as Json, json};

use super::bed::{Answered, Bed};
use super::scene::OBJECT;

const READERS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
    <fieldPermissions><editable>false</editable><field>Thing__c.Note__c</field>
        <readable>true</readable></fieldPermissions>
    <label>Readers</label>
    <objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete>
        <allowEdit>true</allowEdit><allowRead>true</allowRead><object>Thing__c</object>
        </objectPermissions>
</PermissionSet>"#;
const WRITERS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
    <fieldPermissions><editable>true</editable><field>Thing__c.Note__c</field>
        <readable>true</readable></fieldPermissions>
    <label>Writers</label>
    <objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete>
        <allowEdit>true</allowEdit><allowRead>true</allowRead><object>Thing__c</object>
        </objectPermissions>
</PermissionSet>"#;

struct Office {
    bed: Bed,
    root: String,
    worker: String,
    worker_id: Text,
}

async fn office() -> Office {
    let bed = Bed::with_project(&[
        ("permissionsets/Readers.permissionset-meta.xml", READERS),
        ("permissionsets/Writers.permissionset-meta.xml", WRITERS),
    ]);
    bed.person("root@x.org", &["administrator"]).await;
    let worker_id = bed.person("worker@x.org", &["worker"]).await;
    let root = bed.sign_in("root@x.org").await;
    let worker = bed.sign_in("worker@x.org").await;
    Office {
        bed,
        root,
        worker,
        worker_id,
    }
}

impl Office {
    async fn allow(&self, body: Json) -> Answered {
        let at = ("PATCH", "/api/v1/users/worker@x.org");
        self.bed.as_session(at, &self.root, Some(body)).await
    }

    async fn worker(&self, method: &str, path: &str, body: Json) -> StatusCode {
        let path = format!("/api/v1/records/{OBJECT}{path}");
        let body = (!body.is_null()).then_some(body);
        let told = self.bed.as_session((method, &path), &self.worker, body);
        told.await.status
    }
}

#[tokio::test]
async fn permission_sets_narrow_what_a_person_may_with_an_object_and_a_field() {
    let office = office().await;
    let owner = office.worker_id.clone();
    let record = office
        .bed
        .record(OBJECT, &[("Name", "a"), ("OwnerId", &*owner)])
        .await;
    let one = format!("/{record}");
    let new = json!({ "Name": "b" });
    assert_eq!(office.worker("POST", "", new.clone()).await, 201);

    let told = office
        .allow(json!({ "permission_sets": ["Readers"] }))
        .await;
    assert_eq!(told.status, 204, "{}", told.body);
    assert_eq!(office.worker("POST", "", new.clone()).await, 403);
    assert_eq!(
        office.worker("PATCH", &one, json!({ "Name": "c" })).await,
        204
    );
    let note = json!({ "note__C": "x" });
    assert_eq!(office.worker("PATCH", &one, note.clone()).await, 403);
    assert_eq!(office.worker("DELETE", &one, json!(null)).await, 403);
    let page = format!("/records/{OBJECT}/{record}/edit");
    let page = office
        .bed
        .as_session(("GET", &page), &office.worker, None)
        .await;
    let page = page.body.to_string();
    assert!(
        page.contains("v.Name") && !page.contains("v.Note__c"),
        "{page}"
    );

    let both = json!({ "permission_sets": ["Readers", "Writers"] });
    assert_eq!(office.allow(both).await.status, 204);
    assert_eq!(office.worker("PATCH", &one, note).await, 204);
    assert_eq!(office.worker("DELETE", &one, json!(null)).await, 204);
    assert_eq!(office.worker("POST", "", new).await, 201);
}

#[tokio::test]
async fn permission_sets_allow_nothing_that_is_not_shared() {
    let office = office().await;
    office.bed.share(OBJECT, "private").await;
    let record = office.bed.record(OBJECT, &[("Name", "a")]).await;
    let told = office
        .allow(json!({ "permission_sets": ["Writers"] }))
        .await;
    assert_eq!(told.status, 204, "{}", told.body);
    let one = format!("/{record}");
    assert_eq!(office.worker("GET", &one, json!(null)).await, 404);
    assert_eq!(office.worker("DELETE", &one, json!(null)).await, 404);
    office.bed.share(OBJECT, "closed").await;
    assert_eq!(office.worker("POST", "", json!({ "Name": "b" })).await, 403);
}

#[tokio::test]
async fn what_flows_ask_of_a_user_is_told_and_set_over_the_api_and_on_her_page() {
    let office = office().await;
    let body = json!({ "profile": "Clerk", "role": "Lead", "permissions": ["Refund"] });
    assert_eq!(office.allow(body).await.status, 204);
    let list = office
        .bed
        .as_session(("GET", "/api/v1/users"), &office.root, None)
        .await;
    let people = list.body["people"].as_array().unwrap();
    let hers = people.iter().find(|one| one["name"] == "worker@x.org");
    let hers = hers.unwrap();
    assert_eq!(hers["profile"], "Clerk");
    assert_eq!(hers["permissions"], json!(["Refund"]));

    let path = format!("/people/users/{}/access", office.worker_id);
    let form = "profile=Chief&role=&permissions=Refund%2C+Ship&permission_set=readers";
    let told = office.bed.form(&path, &office.root, form).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.body);
    let page = format!("/people/users/{}", office.worker_id);
    let page = office
        .bed
        .as_session(("GET", &page), &office.root, None)
        .await;
    let page = page.body.to_string();
    for part in ["Chief", "Refund, Ship", "checked"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let unknown = office.allow(json!({ "permission_sets": ["Nobody"] })).await;
    assert_eq!(unknown.status, 422, "{}", unknown.body);
    assert_eq!(office.allow(json!({})).await.status, 422);
    let told = office.bed.as_session(
        ("PATCH", "/api/v1/users/root@x.org"),
        &office.worker,
        Some(json!({ "permissions": ["Refund"] })),
    );
    assert_eq!(told.await.status, 403);
    let new = json!({ "username": "dora@x.org", "last_name": "Dora", "profile": "Clerk",
        "permission_sets": ["Writers"] });
    let made = office
        .bed
        .as_session(("POST", "/api/v1/users"), &office.root, Some(new));
    assert_eq!(made.await.status, 201);
}
