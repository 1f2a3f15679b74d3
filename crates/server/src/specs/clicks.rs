//! An action of a screen does what the person may who presses its button, whatever its form may.

use axum::http::StatusCode;
use segue_language::Value;
use serde_json::{Value as Json, json};

use super::bed::Bed;
use super::scene::{At, Cast, HANDLE, OBJECT};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\"><apiVersion>67.0</apiVersion>\
    <interviewLabel>It</interviewLabel><status>Active</status>";
const ID: &str = "<variables><name>recordId</name><dataType>String</dataType>\
    <isCollection>false</isCollection><isInput>true</isInput><isOutput>false</isOutput></variables>";
const BY_ID: &str = "<filterLogic>and</filterLogic><filters><field>Id</field>\
    <operator>EqualTo</operator><value><elementReference>recordId</elementReference></value></filters>";

/// A form that runs as the system, with a button.
fn form() -> String {
    format!(
        "{HEAD}<label>Press</label><processType>Flow</processType>\
         <runInMode>SystemModeWithoutSharing</runInMode><screens><name>Page</name><label>Page</label>\
         <actions><name>Take</name><actionName>Take_It</actionName><actionType>flow</actionType>\
         <inputParameters><name>recordId</name><value><elementReference>recordId</elementReference>\
         </value></inputParameters><label>Take</label></actions><allowFinish>true</allowFinish>\
         <fields><name>Go</name><extensionName>flowruntime:actionButtonField</extensionName>\
         <fieldType>ComponentInstance</fieldType></fields>\
         <fields><name>Said</name><fieldText>found: {{!Take.Results.name}}</fieldText>\
         <fieldType>DisplayText</fieldType></fields><triggers>\
         <eventName>flow__screenfieldclick</eventName><eventSource>Go</eventSource>\
         <handlers><screenActionName>Take</screenActionName></handlers></triggers></screens>\
         <start><connector><targetReference>Page</targetReference></connector></start>{ID}</Flow>"
    )
}

/// Reads the record, then writes it by its id.
fn action() -> String {
    format!(
        "{HEAD}<label>Take it</label><processType>AutoLaunchedFlow</processType>\
         <assignments><name>Keep</name><label>Keep</label><assignmentItems>\
         <assignToReference>name</assignToReference><operator>Assign</operator><value>\
         <elementReference>Find.Name</elementReference></value></assignmentItems>\
         <assignmentItems><assignToReference>mine.Id</assignToReference><operator>Assign</operator>\
         <value><elementReference>recordId</elementReference></value></assignmentItems>\
         <assignmentItems><assignToReference>mine.Note__c</assignToReference>\
         <operator>Assign</operator><value><stringValue>taken</stringValue></value>\
         </assignmentItems><connector><targetReference>Write</targetReference></connector>\
         </assignments><recordLookups><name>Find</name><label>Find</label>\
         <connector><targetReference>Keep</targetReference></connector>{BY_ID}\
         <getFirstRecordOnly>true</getFirstRecordOnly><object>{OBJECT}</object>\
         <storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>\
         <recordUpdates><name>Write</name><label>Write</label>\
         <faultConnector><targetReference>Nothing</targetReference></faultConnector>\
         <inputReference>mine</inputReference></recordUpdates>\
         <assignments><name>Nothing</name><label>Nothing</label><assignmentItems>\
         <assignToReference>why</assignToReference><operator>Assign</operator><value>\
         <elementReference>$Flow.FaultMessage</elementReference></value></assignmentItems>\
         </assignments><start><connector><targetReference>Find</targetReference></connector></start>{ID}\
         <variables><name>mine</name><dataType>SObject</dataType><isCollection>false</isCollection>\
         <isInput>false</isInput><isOutput>false</isOutput><objectType>{OBJECT}</objectType></variables>\
         <variables><name>name</name><dataType>String</dataType><isCollection>false</isCollection>\
         <isInput>false</isInput><isOutput>true</isOutput></variables>\
         <variables><name>why</name><dataType>String</dataType><isCollection>false</isCollection>\
         <isInput>false</isInput><isOutput>true</isOutput></variables></Flow>"
    )
}

/// What pressing the button says of a record that is shared so, and whether the record is as it was.
async fn press(sharing: &'static str) -> (Json, bool) {
    let handle = HANDLE.1.replace(">Ask<", ">Press<").replace(
        "<name>ActionInput__RecordId</name>",
        "<name>recordId</name>",
    );
    let (form, action) = (form(), action());
    let bed = Bed::with_project(&[
        (HANDLE.0, &*handle),
        ("flows/Press.flow-meta.xml", &*form),
        ("flows/Take_It.flow-meta.xml", &*action),
    ]);
    let owner = bed.person("owner@x.org", &["worker"]).await;
    bed.person("worker@x.org", &["worker"]).await;
    bed.share(OBJECT, sharing).await;
    let cast = Cast {
        owner: owner.clone(),
        assignee: "worker@x.org".into(),
        starter: owner,
    };
    let scene = bed.scene(&cast, At::Open).await;
    let cookie = bed.sign_in("worker@x.org").await;
    let path = |what: &str| format!("/api/v1/work-items/{}/{what}", scene.item);
    bed.as_session(("POST", &path("open")), &cookie, None).await;
    let body = json!({ "click": "Go" });
    let told = bed
        .as_session(("POST", &path("screen")), &cookie, Some(body))
        .await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    let id = scene.record.clone();
    let now = bed.app.look(move |reads| reads.record(OBJECT, &id)).await;
    let now = now.unwrap().unwrap();
    (told.body, now.get("Note__c").is_none_or(Value::is_null))
}

#[tokio::test]
async fn q4_a_press_reads_and_writes_only_what_the_person_may() {
    let (told, is_untouched) = press("closed").await;
    assert!(is_untouched, "{told}");
    assert!(!told.to_string().contains("A thing"), "{told}");
    let (told, is_untouched) = press("read").await;
    assert!(is_untouched, "{told}");
    assert!(told.to_string().contains("found: A thing"), "{told}");
    let (told, is_untouched) = press("write").await;
    assert!(!is_untouched, "{told}");
}
