//! What the definition of an object says of its sharing holds until an administrator says otherwise.

use axum::http::StatusCode;
use segue_language::Text;
use serde_json::json;

use super::bed::Bed;

const SECRET: &str = r#"<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
    <label>Secret</label>
    <nameField><label>Name</label><type>Text</type></nameField>
    <sharingModel>Private</sharingModel>
</CustomObject>"#;
const PATH: &str = "objects/Secret__c/Secret__c.object-meta.xml";

#[tokio::test]
async fn a_private_object_is_private_from_its_deployment_on() {
    let bed = Bed::with_project(&[(PATH, SECRET)]);
    let ann = bed.person("ann@example.com", &[]).await;
    bed.person("bob@example.com", &[]).await;
    bed.person("root@example.com", &["administrator"]).await;
    let id = bed
        .record("Secret__c", &[("Name", "canary"), ("OwnerId", &*ann)])
        .await;
    let path = format!("/api/v1/records/Secret__c/{id}");
    let sees = async |name: &str| {
        let cookie = bed.sign_in(name).await;
        bed.as_session(("GET", &path), &cookie, None).await.status == StatusCode::OK
    };
    assert!(sees("ann@example.com").await);
    assert!(!sees("bob@example.com").await);
    let root = bed.sign_in("root@example.com").await;
    let told = bed
        .as_session(("GET", "/api/v1/objects/Secret__c/access"), &root, None)
        .await;
    assert_eq!(told.body["sharing"], "private", "{}", told.body);
    let open = json!({ "sharing": "read" });
    let at = ("PUT", "/api/v1/objects/Secret__c/sharing");
    let changed = bed.as_session(at, &root, Some(open)).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.body);
    assert!(sees("bob@example.com").await);
}

#[tokio::test]
async fn without_a_word_everybody_reads() {
    let silent: &str = &SECRET.replace("    <sharingModel>Private</sharingModel>\n", "");
    let bed = Bed::with_project(&[(PATH, silent)]);
    let ann = bed.person("ann@example.com", &[]).await;
    bed.person("bob@example.com", &[]).await;
    let id: Text = bed
        .record("Secret__c", &[("Name", "x"), ("OwnerId", &*ann)])
        .await;
    let cookie = bed.sign_in("bob@example.com").await;
    let path = format!("/api/v1/records/Secret__c/{id}");
    let seen = bed.as_session(("GET", &path), &cookie, None).await;
    assert_eq!(seen.status, StatusCode::OK);
}
