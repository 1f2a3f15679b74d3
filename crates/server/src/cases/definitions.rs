//! `/api/v1/orchestrations`, `/api/v1/flows`, `/api/v1/deployments`.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::bed::{Bed, problem};

const ADMIN: &str = "admin@x.org";
const DEPLOY: &str = "/api/v1/deployments";
const NOTHING: &str =
    include_str!("../../../runtime/tests/scenarios/base/flows/Nothing.flow-meta.xml");

fn deployment(text: &str, check_only: bool) -> Value {
    json!({ "files": { "flows/Nothing.flow-meta.xml": text }, "check_only": check_only })
}

#[tokio::test]
async fn what_is_deployed_is_listed() {
    let bed = Bed::new();
    let listed = bed.get("ann@x.org", "/api/v1/orchestrations").await;
    assert_eq!(listed.text("/definitions/0/name"), "Ask_Desk");
    assert_eq!(
        listed.json.pointer("/definitions/0/active"),
        Some(&json!(1))
    );
    let flow = bed.get("ann@x.org", "/api/v1/flows/ask").await;
    assert_eq!(flow.text("/definitions/0/name"), "Ask");
    for path in ["/api/v1/flows/Ask_Desk", "/api/v1/orchestrations/Ask"] {
        assert_eq!(
            bed.get("ann@x.org", path).await.problem(),
            problem(404, "unknown")
        );
    }
}

#[tokio::test]
async fn a_changed_flow_becomes_the_next_version() {
    let bed = Bed::new();
    let changed = NOTHING.replace("<label>Nothing</label>", "<label>Nothing at all</label>");
    let checked = bed.post(ADMIN, DEPLOY, deployment(&changed, true)).await;
    assert_eq!(checked.status, StatusCode::OK, "{checked:?}");
    assert_eq!(checked.json["deployed"], json!(false));
    assert_eq!(
        checked.json["changed"],
        json!([{ "name": "Nothing", "version": 2 }])
    );
    let deployed = bed.post(ADMIN, DEPLOY, deployment(&changed, false)).await;
    assert_eq!(
        deployed.json["changed"],
        json!([{ "name": "Nothing", "version": 2 }])
    );
    let again = bed.post(ADMIN, DEPLOY, deployment(&changed, false)).await;
    assert_eq!(
        (&again.json["changed"], &again.json["unchanged"]),
        (&json!([]), &json!(1))
    );
    let flow = bed.get(ADMIN, "/api/v1/flows/Nothing").await;
    assert_eq!(flow.text("/definitions/0/label"), "Nothing at all");
    assert_eq!(
        flow.json.pointer("/definitions/0/versions"),
        Some(&json!([1, 2]))
    );
}

#[tokio::test]
async fn a_project_with_errors_deploys_nothing() {
    let bed = Bed::new();
    let told = bed.post(ADMIN, DEPLOY, deployment("<Flow", false)).await;
    assert_eq!(told.problem(), problem(422, "invalid-project"));
    assert_eq!(told.text("/problems/0/file"), "flows/Nothing.flow-meta.xml");
    assert_eq!(told.text("/problems/0/severity"), "error");
    let told = bed
        .post("ann@x.org", DEPLOY, deployment(NOTHING, false))
        .await;
    assert_eq!(told.problem(), problem(403, "not-permitted"));
    assert_eq!(
        bed.post(ADMIN, DEPLOY, json!({})).await.problem(),
        problem(422, "invalid-body")
    );
}
