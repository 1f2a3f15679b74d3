//! `/api/v1/deployments` with archives; versions and which of them is in force.

use std::io::{Cursor, Write};

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::bed::{Bed, Told, problem};

const ADMIN: &str = "admin@x.org";
const BUILDER: &str = "ann@x.org";
const NOTHING: &str =
    include_str!("../../../runtime/tests/scenarios/base/flows/Nothing.flow-meta.xml");
const ASK_DESK: &str = include_str!("Ask_Desk.flow-meta.xml");
const FILE: &str = "project-main/flows/Nothing.flow-meta.xml";

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in files {
        writer
            .start_file(*path, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

async fn send(bed: &Bed, who: &str, query: &str, body: Vec<u8>) -> Told {
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!("/api/v1/deployments{query}"))
        .header(header::AUTHORIZATION, format!("Bearer token of {who}"))
        .header(header::CONTENT_TYPE, "application/zip")
        .body(Body::from(body));
    bed.ask(request.unwrap()).await
}

fn renamed() -> String {
    NOTHING.replace("<label>Nothing</label>", "<label>Nothing at all</label>")
}

#[tokio::test]
async fn a_zip_may_hold_definitions_in_yaml() {
    let bed = Bed::new();
    let twice = "orchestration: Do it twice
stages:
  First:
    steps: {Do: {run: Nothing}}
  Second:
    steps: {Do_Again: {run: Nothing}}
";
    let archive = zip(&[("a/Twice.orchestration.yaml", twice), (FILE, NOTHING)]);
    let deployed = send(&bed, ADMIN, "", archive).await;
    assert_eq!(deployed.json["deployed"], json!(true), "{deployed:?}");
    let bad = zip(&[(
        "a/Twice.orchestration.yaml",
        &twice.replace("stages", "stagez"),
    )]);
    let refused = send(&bed, ADMIN, "", bad).await;
    let told = refused.json.to_string();
    assert!(
        told.contains("did you mean") || told.contains("unknown-key"),
        "{told}"
    );
    assert!(told.contains("Twice.orchestration.yaml"), "{told}");
}

#[tokio::test]
async fn a_zip_is_checked_and_deployed() {
    let bed = Bed::new();
    let archive = zip(&[(FILE, &renamed()), ("project-main/README.md", "read me")]);
    let checked = send(&bed, ADMIN, "?check_only=true", archive.clone()).await;
    assert_eq!(checked.status, StatusCode::OK, "{checked:?}");
    assert_eq!(checked.json["deployed"], json!(false));
    let deployed = send(&bed, ADMIN, "", archive).await;
    assert_eq!(deployed.json["deployed"], json!(true));
    assert_eq!(deployed.json["files"], json!(1));
    let changed = json!([{ "name": "Nothing", "version": 2 }]);
    assert_eq!(deployed.json["changed"], changed);
    let audit = bed.get(ADMIN, "/api/v1/audit").await;
    assert!(audit.json.to_string().contains("Nothing 2"), "{audit:?}");
}

#[tokio::test]
async fn an_archive_that_does_harm_is_refused_with_its_reason() {
    let bed = Bed::new();
    let told = send(&bed, ADMIN, "", zip(&[("../A.flow", "<Flow/>")])).await;
    assert_eq!(told.problem(), problem(422, "invalid-archive"));
    assert!(told.text("/detail").contains("leads out of its folder"));
    let told = send(&bed, ADMIN, "", vec![0; 11 << 20]).await;
    assert_eq!(told.problem(), problem(413, "invalid-archive"));
    let told = send(&bed, ADMIN, "", vec![0; 17 << 20]).await;
    assert_eq!(told.problem(), problem(413, "too-large"));
    let told = send(&bed, BUILDER, "", zip(&[(FILE, NOTHING)])).await;
    assert_eq!(told.problem(), problem(403, "not-permitted"));
}

#[tokio::test]
async fn a_problem_of_an_archive_has_its_place() {
    let bed = Bed::new();
    let wrong = ASK_DESK.replace(
        "<actionName>Ask</actionName>",
        "<actionName>Nobody</actionName>",
    );
    assert_ne!(wrong, ASK_DESK);
    let archive = zip(&[("a/b/Ask_Desk.flow-meta.xml", &wrong), (FILE, NOTHING)]);
    let told = send(&bed, ADMIN, "", archive).await;
    assert_eq!(told.problem(), problem(422, "invalid-project"));
    assert_eq!(told.text("/problems/0/file"), "a/b/Ask_Desk.flow-meta.xml");
    assert!(told.json["problems"][0]["line"].as_u64().unwrap() > 1);
    let versions = bed
        .get(ADMIN, "/api/v1/orchestrations/Ask_Desk/versions")
        .await;
    assert_eq!(versions.json["versions"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_part_of_a_project_is_checked_over_what_is_deployed() {
    let bed = Bed::new();
    let text = ASK_DESK.replace("<label>Ask", "<label>Really ask");
    let told = send(&bed, ADMIN, "", zip(&[("Ask_Desk.flow-meta.xml", &text)])).await;
    assert_eq!(told.status, StatusCode::OK, "{told:?}");
    assert_eq!(told.json["problems"], json!([]));
}

#[tokio::test]
async fn an_undeclared_field_is_inferred_only_when_that_is_asked_for() {
    let bed = Bed::new();
    let flow = r#"<?xml version="1.0"?><Flow xmlns="http://soap.sforce.com/2006/04/metadata">
        <label>Odd</label><processType>AutoLaunchedFlow</processType><status>Active</status>
        <recordLookups><name>Get</name><label>Get</label><object>Odd__c</object>
        <getFirstRecordOnly>true</getFirstRecordOnly><storeOutputAutomatically>true</storeOutputAutomatically>
        </recordLookups><start><connector><targetReference>Get</targetReference></connector></start>
        </Flow>"#;
    let archive = zip(&[("Odd.flow-meta.xml", flow)]);
    let told = send(&bed, ADMIN, "", archive.clone()).await;
    assert_eq!(told.problem(), problem(422, "invalid-project"));
    assert_eq!(told.text("/problems/0/code"), "unknown-object");
    let told = send(&bed, ADMIN, "?infer=true", archive).await;
    assert_eq!(told.status, StatusCode::OK, "{told:?}");
}

#[tokio::test]
async fn a_version_is_put_in_force_and_taken_out_of_it() {
    let bed = Bed::new();
    let begun = bed.start(ADMIN).await;
    let text = ASK_DESK.replace("<label>Ask", "<label>Really ask");
    send(&bed, ADMIN, "", zip(&[("Ask_Desk.flow-meta.xml", &text)])).await;
    let newer = bed.start(ADMIN).await;
    let path = "/api/v1/orchestrations/ask_desk";
    let back = bed
        .post(ADMIN, &format!("{path}/versions/1/activate"), json!({}))
        .await;
    assert_eq!(
        (&back.json["before"], &back.json["active"]),
        (&json!(2), &json!(1)),
        "{back:?}"
    );
    let older = bed.start(ADMIN).await;
    let told = bed
        .post(ADMIN, &format!("{path}/deactivate"), json!({}))
        .await;
    assert_eq!(told.json["active"], json!(null));
    let start = "/api/v1/orchestrations/Ask_Desk/runs";
    let refused = bed.post(ADMIN, start, json!({})).await;
    assert_eq!(refused.problem(), problem(404, "unknown"));
    for (run, version) in [(begun, 1), (newer, 2), (older, 1)] {
        let run = bed.get(ADMIN, &format!("/api/v1/runs/{run}")).await;
        assert_eq!(run.json["version"], json!(version));
        assert_eq!(run.text("/status"), "InProgress");
    }
    let versions = bed.get(ADMIN, &format!("{path}/versions")).await;
    let open = |at: usize| versions.json["versions"][at]["open_runs"].clone();
    assert_eq!((open(0), open(1)), (json!(1), json!(2)));
    assert_eq!(versions.text("/versions/0/deployed_by"), ADMIN);
    let audit = bed.get(ADMIN, "/api/v1/audit").await.json.to_string();
    assert!(audit.contains("version 1 after version 2"), "{audit}");
    assert!(audit.contains("no version after version 1"), "{audit}");
}

#[tokio::test]
async fn what_an_activation_would_break_is_told_before() {
    let bed = Bed::new();
    let path = "/api/v1/flows/Ask/deactivate";
    let told = bed.post(ADMIN, path, json!({ "check_only": true })).await;
    assert_eq!(told.json["done"], json!(false));
    let breaks = told.json["breaks"].to_string();
    assert!(breaks.contains("Ask_Desk.flow-meta.xml"), "{breaks}");
    let flow = bed.get(ADMIN, "/api/v1/flows/Ask").await;
    assert_eq!(flow.json["definitions"][0]["active"], json!(1));
}

#[tokio::test]
async fn only_whoever_builds_activates_and_only_what_is_there() {
    let bed = Bed::new();
    let activate = "/api/v1/orchestrations/Ask_Desk/versions/1/activate";
    let told = bed.post(BUILDER, activate, json!({})).await;
    assert_eq!(told.problem(), problem(403, "not-permitted"));
    for path in [
        "/api/v1/orchestrations/Ask_Desk/versions/9/activate",
        "/api/v1/orchestrations/Ask/versions/1/activate",
        "/api/v1/flows/Ask_Desk/deactivate",
        "/api/v1/flows/Nobody/deactivate",
    ] {
        let told = bed.post(ADMIN, path, json!({})).await;
        assert_eq!(told.problem(), problem(404, "unknown"), "{path}");
    }
}

#[tokio::test]
async fn the_text_of_a_version_is_a_download_and_never_a_page() {
    let bed = Bed::new();
    let path = "/definitions/ask_desk/versions/1/source";
    let told = bed.get(ADMIN, path).await;
    assert_eq!(told.status, StatusCode::OK);
    assert_eq!(told.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(
        told.headers[header::CONTENT_DISPOSITION],
        "attachment; filename=\"Ask_Desk-1.flow-meta.xml\""
    );
    assert_eq!(
        told.headers[header::CONTENT_TYPE],
        "application/octet-stream"
    );
    assert_eq!(bed.get(BUILDER, path).await.status, StatusCode::FORBIDDEN);
}
