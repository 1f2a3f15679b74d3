//! Definitions: what is deployed, which version is in force, starting and importing.

use axum::http::StatusCode;

use crate::support::office;

const BUILDER: &str = "admin";
const WORKER: &str = "it";
const ASK: &[u8] = br#"<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
    <apiVersion>64.0</apiVersion>
    <label>Count sheep</label>
    <orchestratedStages>
        <name>Only</name><label>Only</label><exitConditionLogic>and</exitConditionLogic>
        <stageSteps>
            <name>Sleep</name><actionName>Sleep_Well</actionName>
            <actionType>stepBackground</actionType>
            <entryConditionLogic>and</entryConditionLogic><label>Sleep</label>
            <requiresAsyncProcessing>false</requiresAsyncProcessing>
            <stepSubtype>BackgroundStep</stepSubtype>
        </stageSteps>
    </orchestratedStages>
    <processType>Orchestrator</processType>
    <start><connector><targetReference>Only</targetReference></connector></start>
    <status>Active</status>
    <variables><name>Sheep</name><dataType>Number</dataType><isCollection>false</isCollection>
        <isInput>true</isInput><isOutput>false</isOutput><scale>0</scale></variables>
    <variables><name>Deep</name><dataType>Boolean</dataType><isCollection>false</isCollection>
        <isInput>true</isInput><isOutput>false</isOutput></variables>
</Flow>"#;
const SLEEP: &[u8] = br#"<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
    <label>Sleep well</label><processType>AutoLaunchedFlow</processType><status>Active</status>
    <start/>
</Flow>"#;

const ORCHESTRATION: &str = "/definitions/Count_Sheep";

/// The parts of a form that sends the folder of both.
fn folder<'a>(act: &'a [u8], ask: &'a [u8]) -> [(&'a str, Option<&'a str>, &'a [u8]); 6] {
    [
        ("archive", Some(""), b""),
        ("folder", Some("sheep/README.md"), b"read me"),
        ("folder", Some("sheep/flows/Count_Sheep.flow-meta.xml"), ask),
        (
            "folder",
            Some("sheep/flows/Sleep_Well.flow-meta.xml"),
            SLEEP,
        ),
        ("infer", None, b"true"),
        ("act", None, act),
    ]
}

#[tokio::test]
async fn a_folder_is_checked_deployed_started_and_taken_out_of_force() {
    let office = office();
    let import = "/definitions/import";
    let checked = office.upload(BUILDER, import, &folder(b"check", ASK)).await;
    assert!(checked.says("Nothing was deployed yet"), "{}", checked.body);
    let gone = office.get(BUILDER, ORCHESTRATION).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    let deployed = office
        .upload(BUILDER, import, &folder(b"deploy", ASK))
        .await;
    assert!(
        deployed.says("Count_Sheep</a> version 1"),
        "{}",
        deployed.body
    );

    let page = office.get(BUILDER, ORCHESTRATION).await;
    assert!(page.says("Autolaunched orchestration"), "{}", page.body);
    assert!(page.says("href=\"/definitions/Sleep_Well\">Sleep well</a>"));
    let flow = office.get(BUILDER, "/definitions/Sleep_Well").await;
    assert!(flow.says("step Sleep"), "{}", flow.body);

    let start = format!("{ORCHESTRATION}/start");
    let form = office.get(WORKER, &start).await;
    assert!(
        form.says("type=\"number\"") && form.says("name=\"b.Deep\""),
        "{}",
        form.body
    );
    let wrong = office
        .post(WORKER, &start, "v.Sheep=many&b.Deep=true")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("id=\"f-Sheep-error\""), "{}", wrong.body);
    let begun = office.post(BUILDER, &start, "v.Sheep=3&b.Deep=true").await;
    assert!(begun.to.starts_with("/runs/0jE"), "{begun:?}");
    let run = office.get(BUILDER, &begun.to).await;
    assert!(run.says("Completed"), "{}", run.body);

    let off = format!("{ORCHESTRATION}/deactivate");
    let done = office.post(BUILDER, &off, "").await;
    assert_eq!(done.to, format!("{ORCHESTRATION}?done=deactivated"));
    let page = office.get(BUILDER, &done.to).await;
    assert!(
        page.says("No version is in force any more"),
        "{}",
        page.body
    );
    let refused = office.get(WORKER, &start).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let on = office
        .post(BUILDER, &format!("{ORCHESTRATION}/activate"), "version=1")
        .await;
    assert_eq!(on.to, format!("{ORCHESTRATION}?done=activated"));
}

#[tokio::test]
async fn what_others_need_is_taken_out_of_force_only_when_that_is_confirmed() {
    let office = office();
    office
        .upload(BUILDER, "/definitions/import", &folder(b"deploy", ASK))
        .await;
    let off = "/definitions/Sleep_Well/deactivate";
    let asked = office.post(BUILDER, off, "").await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.says("Other definitions need it"), "{}", asked.body);
    assert!(asked.says("Count_Sheep.flow-meta.xml"), "{}", asked.body);
    let done = office.post(BUILDER, off, "confirmed=true").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = office.get(BUILDER, ORCHESTRATION).await;
    assert!(
        page.says("Not active") && page.says("Problems"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn an_import_with_errors_says_where_they_are() {
    let office = office();
    let import = "/definitions/import";
    let text = String::from_utf8(ASK.to_vec()).expect("a text");
    let wrong = text.replace("Sleep_Well", "Sleep_Wll");
    let page = office
        .upload(BUILDER, import, &folder(b"deploy", wrong.as_bytes()))
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.says("Nothing was deployed. Mend them"),
        "{}",
        page.body
    );
    assert!(
        page.says("flows/Count_Sheep.flow-meta.xml:8:"),
        "{}",
        page.body
    );
    assert!(
        page.says("Did you mean <code>Sleep_Well</code>"),
        "{}",
        page.body
    );
    for (file, says) in [
        ("../Count_Sheep.flow", "leads out of its folder"),
        ("README.md", "Choose an archive or a folder"),
    ] {
        let parts: [(&str, Option<&str>, &[u8]); 1] = [("folder", Some(file), ASK)];
        let page = office.upload(BUILDER, import, &parts).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says(says), "{}", page.body);
    }
    let parts: [(&str, Option<&str>, &[u8]); 1] = [("archive", Some("a.zip"), ASK)];
    let page = office.upload(BUILDER, import, &parts).await;
    assert!(page.says("This is not a zip archive."), "{}", page.body);
}

#[tokio::test]
async fn the_content_type_decides_how_an_import_is_read() {
    let office = office();
    let page = office
        .post(BUILDER, "/definitions/import", "folder=x&act=deploy")
        .await;
    assert_eq!(page.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn only_builders_see_definitions_and_each_version_can_be_kept_as_a_file() {
    let office = office();
    let pages = [
        "/definitions",
        "/definitions/import",
        "/definitions/Onboarding",
    ];
    for path in pages {
        assert_eq!(
            office.get(WORKER, path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    let list = office.get(BUILDER, "/definitions").await;
    let path = list
        .link("/definitions/")
        .replace("/definitions/import", "");
    assert!(list.says("Version 1"), "{path} {}", list.body);
    office
        .upload(BUILDER, "/definitions/import", &folder(b"deploy", ASK))
        .await;
    let source = office
        .get(BUILDER, &format!("{ORCHESTRATION}/versions/1/source"))
        .await;
    assert_eq!(source.body.as_bytes(), ASK);
    let missing = office
        .get(BUILDER, &format!("{ORCHESTRATION}/versions/9/source"))
        .await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}
