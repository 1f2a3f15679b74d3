//! A form writes what the person may write who fills it in: other people's records are attacked with
//! every element that writes, each with a fault connector to a screen that shows what was said.

use axum::http::StatusCode;
use segue_language::{Record, Text, Value};
use serde_json::{Value as Json, json};

use super::bed::{Answered, Bed};
use super::scene::{At, Cast, HANDLE, OBJECT};

const CANARY: &str = "canary";

/// A form with one question; then one element named `Deed`.
fn form(mode: &str, deed: &str) -> String {
    let screen = |name: &str, field: &str, next: &str| {
        format!(
            "<screens><name>{name}</name><label>{name}</label><allowBack>false</allowBack>\
             <allowFinish>true</allowFinish><allowPause>true</allowPause>{next}<fields>{field}</fields>\
             <showFooter>true</showFooter><showHeader>true</showHeader></screens>"
        )
    };
    let input = "<name>Answer</name><dataType>String</dataType><fieldText>Answer</fieldText>\
                 <fieldType>InputField</fieldType><isRequired>false</isRequired>";
    let told = "<name>Said</name><fieldText>fault: {!$Flow.FaultMessage}</fieldText>\
                <fieldType>DisplayText</fieldType>";
    let next = "<connector><targetReference>Deed</targetReference></connector>";
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\"><apiVersion>64.0</apiVersion>\
         <interviewLabel>Write</interviewLabel><label>Write</label><processType>Flow</processType>\
         <runInMode>{mode}</runInMode>{deed}{}{}\
         <start><connector><targetReference>Question</targetReference></connector></start>\
         <status>Active</status><variables><name>recordId</name><dataType>String</dataType>\
         <isCollection>false</isCollection><isInput>true</isInput><isOutput>false</isOutput>\
         </variables></Flow>",
        screen("Question", input, next),
        screen("Told", told, ""),
    )
}

fn element(tag: &str, rest: &str) -> String {
    format!(
        "<{tag}><name>Deed</name><label>Deed</label>\
         <faultConnector><targetReference>Told</targetReference></faultConnector>{rest}</{tag}>"
    )
}

const BY_ID: &str = "<filterLogic>and</filterLogic><filters><field>Id</field><operator>EqualTo</operator>\
    <value><elementReference>recordId</elementReference></value></filters>";
const MINE: &str = "<inputAssignments><field>Note__c</field><value><stringValue>taken</stringValue>\
    </value></inputAssignments>";

/// Every way to write a record of somebody else.
fn attacks() -> [(&'static str, String); 4] {
    let object = format!("<object>{OBJECT}</object>");
    let id = "<inputAssignments><field>Id</field><value><elementReference>recordId\
              </elementReference></value></inputAssignments>";
    [
        (
            "update",
            element("recordUpdates", &format!("{BY_ID}{MINE}{object}")),
        ),
        (
            "delete",
            element("recordDeletes", &format!("{BY_ID}{object}")),
        ),
        (
            "upsert",
            element(
                "recordCreates",
                &format!(
                    "<doesUpsert>true</doesUpsert>{id}{MINE}{object}\
                     <upsertExternalIdField>Id</upsertExternalIdField>"
                ),
            ),
        ),
        (
            "create",
            element("recordCreates", &format!("{MINE}{object}")),
        ),
    ]
}

struct Scene {
    bed: Bed,
    record: Text,
    cookie: String,
    item: Text,
}

/// A worker has a form about a record of somebody else before her.
async fn scene(mode: &str, deed: &str, sharing: &'static str) -> Scene {
    scene_with(mode, deed, sharing, &[]).await
}

async fn scene_with(mode: &str, deed: &str, sharing: &'static str, more: &[(&str, &str)]) -> Scene {
    let handle = HANDLE.1.replace(">Ask<", ">Write<").replace(
        "<name>ActionInput__RecordId</name>",
        "<name>recordId</name>",
    );
    let form = form(mode, deed);
    let own = [(HANDLE.0, &*handle), ("flows/Write.flow-meta.xml", &*form)];
    let files = [&own[..], more].concat();
    let bed = Bed::with_project(&files);
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
    Scene {
        bed,
        record: scene.record,
        cookie,
        item: scene.item,
    }
}

impl Scene {
    async fn post(&self, what: &str, body: Json) -> Answered {
        let path = format!("/api/v1/work-items/{}/{what}", self.item);
        let body = (!body.is_null()).then_some(body);
        self.bed
            .as_session(("POST", &path), &self.cookie, body)
            .await
    }

    /// What the form ends with.
    async fn answered(&self) -> Answered {
        let opened = self.post("open", json!(null)).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
        self.post("screen", json!({ "answers": { "Answer": "x" } }))
            .await
    }

    async fn now(&self) -> Option<Record> {
        let id = self.record.clone();
        let read = self.bed.app.look(move |reads| reads.record(OBJECT, &id));
        read.await.unwrap()
    }

    async fn is_untouched(&self) -> bool {
        let now = self.now().await;
        now.is_some_and(|now| now.get("Note__c").is_none_or(Value::is_null))
    }

    async fn count(&self) -> usize {
        let query = segue_language::Query {
            object: OBJECT.into(),
            filter: segue_language::Filter {
                logic: segue_language::Logic::All,
                comparisons: Vec::new(),
            },
            sort: None,
            limit: None,
        };
        let at = self.bed.app.now();
        let read = self.bed.app.look(move |reads| reads.records(&query, at));
        read.await.unwrap().unwrap().len()
    }
}

#[tokio::test]
async fn q4_a_form_writes_nothing_that_the_person_may_not_write() {
    for (name, deed) in attacks() {
        for sharing in ["closed", "private", "read"] {
            if name == "create" && sharing != "closed" {
                continue;
            }
            let scene = scene("DefaultMode", &deed, sharing).await;
            let told = scene.answered().await;
            let said = told.body.to_string();
            // What is not seen is not found: then there is nothing to do.
            let is_by_filter = ["update", "delete"].contains(&name) && sharing != "read";
            if !is_by_filter {
                let why = ["you may not", "there is no"];
                assert!(
                    why.iter().any(|why| said.contains(why)),
                    "{name} {sharing}: {said}"
                );
            }
            assert!(!said.contains(CANARY));
            assert!(scene.is_untouched().await, "{name} {sharing}: {said}");
            assert_eq!(scene.count().await, 1, "{name} {sharing}");
        }
    }
}

#[tokio::test]
async fn q4_a_form_writes_what_is_shared_with_the_person() {
    let [update, _, upsert, create] = attacks();
    for ((name, deed), sharing) in [(update, "write"), (upsert, "write"), (create, "private")] {
        let scene = scene("DefaultMode", &deed, sharing).await;
        let told = scene.answered().await;
        assert_eq!(told.body["result"], "finished", "{name}: {}", told.body);
        let is_new = name == "create";
        assert_eq!(scene.is_untouched().await, is_new, "{name}");
        assert_eq!(scene.count().await, 1 + usize::from(is_new), "{name}");
    }
}

#[tokio::test]
async fn q4_a_form_without_sharing_writes_everything() {
    for (name, deed) in attacks() {
        let scene = scene("SystemModeWithoutSharing", &deed, "closed").await;
        let told = scene.answered().await;
        assert_eq!(told.body["result"], "finished", "{name}: {}", told.body);
        let touched = !scene.is_untouched().await || scene.count().await == 2;
        assert!(touched, "{name}");
    }
}

#[tokio::test]
async fn q4_a_form_with_sharing_writes_what_is_shared_whatever_the_object_says() {
    let [update, delete, upsert, create] = attacks();
    for (name, deed) in [update, delete, upsert] {
        let scene = scene("SystemModeWithSharing", &deed, "read").await;
        let told = scene.answered().await;
        let said = told.body.to_string();
        assert!(said.contains("you may not"), "{name}: {said}");
        assert!(scene.is_untouched().await, "{name}");
    }
    let scene = scene("SystemModeWithSharing", &create.1, "closed").await;
    let told = scene.answered().await;
    assert_eq!(told.body["result"], "finished", "{}", told.body);
    assert_eq!(scene.count().await, 2);
}

const SIGN_OFF: (&str, &str) = (
    "Sign_Off.orchestration.yaml",
    "orchestration: Sign off\ntype: approval\nvariables: {recordId: input String}\nstages:\n  \
     Review:\n    steps:\n      Sign: {approve: standard_approvals__EvaluateApproval, \
     user: owner@x.org, inputs: {recordId: =recordId, ActionInput__RecordId: =recordId}}\n",
);

#[tokio::test]
async fn q4_a_form_submits_for_approval_what_the_person_may_change() {
    let submit = element(
        "actionCalls",
        "<actionName>submit</actionName><actionType>submit</actionType><inputParameters>\
         <name>objectId</name><value><elementReference>recordId</elementReference></value>\
         </inputParameters>",
    );
    for (sharing, goes) in [("private", false), ("read", false), ("write", true)] {
        let scene = scene_with("DefaultMode", &submit, sharing, &[SIGN_OFF]).await;
        let said = scene.answered().await.body.to_string();
        let is_told = ["you may not", "there is no"]
            .iter()
            .any(|why| said.contains(why));
        assert_eq!(is_told, !goes, "{sharing}: {said}");
        let id = scene.record.clone();
        let runs = scene
            .bed
            .app
            .look(move |reads| reads.runs(Some(&*id), Some("Sign_Off")));
        assert_eq!(
            runs.await.unwrap().len(),
            usize::from(goes),
            "{sharing}: {said}"
        );
    }
}

/// A lookup of a record that is hidden from the person.
fn lookup_form(mode: &str) -> String {
    let fields = "<fields><fieldType>ObjectProvided</fieldType>\
                  <objectFieldReference>thing.Other__c</objectFieldReference></fields>";
    let variable = format!(
        "<variables><name>thing</name><dataType>SObject</dataType><isCollection>false</isCollection>\
         <isInput>false</isInput><isOutput>false</isOutput><objectType>{OBJECT}</objectType></variables>"
    );
    let deed = element("recordCreates", "<inputReference>thing</inputReference>");
    let form = form(mode, &deed);
    let form = form.replacen("<fields>", &format!("{fields}<fields>"), 1);
    form.replace(
        "</variables></Flow>",
        &format!("</variables>{variable}</Flow>"),
    )
}

const OTHER: &str = r#"<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">
    <fullName>Other__c</fullName><label>Other</label><type>Lookup</type>
    <referenceTo>Thing__c</referenceTo><relationshipName>Others</relationshipName>
</CustomField>"#;

#[tokio::test]
async fn q4_an_answer_names_only_records_that_the_person_may_read() {
    for mode in ["DefaultMode", "SystemModeWithoutSharing"] {
        let handle = HANDLE.1.replace(">Ask<", ">Write<");
        let form = lookup_form(mode);
        let files = [
            (HANDLE.0, &*handle),
            ("flows/Write.flow-meta.xml", &*form),
            ("objects/Thing__c/fields/Other__c.field-meta.xml", OTHER),
        ];
        let bed = Bed::with_project(&files);
        let owner = bed.person("owner@x.org", &["worker"]).await;
        let worker = bed.person("worker@x.org", &["worker"]).await;
        bed.share(OBJECT, "private").await;
        let cast = Cast {
            owner: owner.clone(),
            assignee: "worker@x.org".into(),
            starter: owner,
        };
        let found = bed.scene(&cast, At::Open).await;
        let mine = bed
            .record(OBJECT, &[("Name", "mine"), ("OwnerId", &*worker)])
            .await;
        let cookie = bed.sign_in("worker@x.org").await;
        let scene = Scene {
            bed,
            record: found.record.clone(),
            cookie,
            item: found.item,
        };
        let opened = scene.post("open", json!(null)).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
        let hidden = scene.record.clone();
        for (what, body) in [
            (
                "screen",
                json!({ "answers": { "Answer": "x", "thing.Other__c": &*hidden } }),
            ),
            (
                "complete",
                json!({ "screens": [{ "Answer": "x", "thing.Other__c": &*hidden }] }),
            ),
        ] {
            let told = scene.post(what, body).await;
            assert_eq!(
                told.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{}",
                told.body
            );
            assert!(
                told.body.to_string().contains("names no record"),
                "{}",
                told.body
            );
        }
        let body = json!({ "answers": { "Answer": "x", "thing.Other__c": &*mine } });
        let told = scene.post("screen", body).await;
        assert_eq!(told.body["result"], "finished", "{}", told.body);
    }
}
