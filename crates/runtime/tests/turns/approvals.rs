//! Submissions and their work items read as records; flows that decide; approvals against recalls.

use segue_engine::{RunStatus, submission_status};
use segue_language::{Record, Text, Value};
use segue_runtime::{
    Actor, ApprovalRequest, Decision, MANAGE_APPROVALS, PartRef, Refusal, Reply, Request, RunRef,
};

use super::support::*;

const ANN: &str = "ann@x.org";
const BEN: &str = "ben@x.org";

fn approval_files() -> Vec<(String, String)> {
    let step = "<stageSteps><name>Lead</name>\
        <actionName>standard_approvals__EvaluateApproval</actionName>\
        <actionType>stepApproval</actionType>\
        <assignees><assignee><stringValue>ann@x.org</stringValue></assignee>\
        <assigneeType>User</assigneeType></assignees>\
        <entryConditionLogic>and</entryConditionLogic>\
        <inputParameters><name>ActionInput__RecordId</name>\
        <value><elementReference>recordId</elementReference></value></inputParameters>\
        <label>Lead</label><shouldLock>true</shouldLock></stageSteps>";
    let process = flow(
        "Approve_Case",
        "ApprovalWorkflow",
        &format!(
            "<orchestratedStages><name>Review</name><label>Review</label>\
             <exitConditionLogic>and</exitConditionLogic>{step}</orchestratedStages>\
             <start><connector><targetReference>Review</targetReference></connector></start>\
             <variables><name>recordId</name><dataType>String</dataType>\
             <isInput>true</isInput></variables>"
        ),
    );
    let text = |name: &str, field: &str| {
        format!(
            "<inputParameters><name>{name}</name><value>\
             <elementReference>$Record.{field}</elementReference></value></inputParameters>"
        )
    };
    let review = flow(
        "Review",
        "AutoLaunchedFlow",
        &format!(
            "<actionCalls><name>Do</name><label>Do</label>\
             <actionName>reviewApprovalWorkItem</actionName>\
             <actionType>reviewApprovalWorkItem</actionType>{}{}\
             </actionCalls><start><connector><targetReference>Do</targetReference></connector>\
             <object>Lead</object><recordTriggerType>Create</recordTriggerType>\
             <triggerType>RecordAfterSave</triggerType></start>",
            text("approvalWorkItemId", "Company"),
            text("approvalDecision", "Title"),
        ),
    );
    let look = flow(
        "Look",
        "AutoLaunchedFlow",
        "<recordLookups><name>Get</name><label>Get</label><filters><field>Subject</field>\
         <operator>EqualTo</operator><value><stringValue>x</stringValue></value></filters>\
         <object>Case</object><storeOutputAutomatically>true</storeOutputAutomatically>\
         </recordLookups><start><connector><targetReference>Get</targetReference></connector>\
         </start>",
    );
    let people = "people:\n  users: [ann@x.org, ben@x.org]\n";
    vec![
        process,
        review,
        look,
        ("people.yaml".to_owned(), people.to_owned()),
    ]
}

fn approval_town() -> Town {
    let files = approval_files();
    let files: Vec<(&str, String)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.clone()))
        .collect();
    town(&files)
}

fn submit(town: &mut Town, by: &str) -> (i64, Text) {
    let case = town.create("Case", &[("Subject", Value::text("Printer"))]);
    let started = town.ask(Request::StartRun {
        orchestration: "Approve_Case".into(),
        inputs: values(&[
            ("recordId", Value::Text(case.clone())),
            ("submissionComments", Value::text("please")),
        ]),
        by: Actor::User(by.into()),
        key: None,
    });
    match started.expect("starts") {
        Reply::Started { run } => (run, case),
        other => panic!("{other:?}"),
    }
}

fn only(town: &Town, object: &str) -> Record {
    let mut all = town.all(object);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn text(record: &Record, field: &str) -> String {
    let value = record.get(field).and_then(Value::as_text);
    value.map(ToString::to_string).unwrap_or_default()
}

#[test]
fn a_submission_is_read_as_records() {
    let mut town = approval_town();
    let (run, case) = submit(&mut town, BEN);
    let submission = only(&town, "ApprovalSubmission");
    assert_eq!(text(&submission, "Name"), "AS-000000001");
    assert_eq!(text(&submission, "Status"), "InProgress");
    assert_eq!(text(&submission, "RelatedRecordId"), &*case);
    assert_eq!(text(&submission, "RelatedRecordObjectName"), "Case");
    assert_eq!(text(&submission, "Comments"), "please");
    let ben = town.runtime.reads().person_id(BEN).expect("is there");
    assert_eq!(text(&submission, "SubmittedById"), &*ben);
    let item = only(&town, "ApprovalWorkItem");
    assert_eq!(text(&item, "Name"), "AWI-000000001");
    assert_eq!(text(&item, "Status"), "Assigned");
    assert_eq!(text(&item, "ApprovalSubmissionId"), text(&submission, "Id"));
    let decided = town.ask(Request::Approval(ApprovalRequest::Decide {
        item: PartRef::Id(text(&item, "Id").into()),
        by: Actor::User(ANN.into()),
        decision: decision("approve"),
    }));
    assert_eq!(decided, Ok(Reply::Finished));
    let item = only(&town, "ApprovalWorkItem");
    assert_eq!(text(&item, "Status"), "Approved");
    assert_eq!(text(&item, "Comments"), "seen");
    assert_eq!(
        text(&only(&town, "ApprovalSubmission"), "Status"),
        "Approved"
    );
    let detail = only(&town, "ApprovalSubmissionDetail");
    assert_eq!(text(&detail, "ActionName"), "Review");
    assert_eq!(town.status(run), RunStatus::Completed);
    let run_row = only(&town, "FlowOrchestrationInstance");
    assert_eq!(text(&run_row, "FlowType"), "ApprovalOrchAutolnch");
    let (_, _) = submit(&mut town, BEN);
    let names: Vec<String> = town
        .all("ApprovalSubmission")
        .iter()
        .map(|row| text(row, "Name"))
        .collect();
    assert_eq!(names, ["AS-000000001", "AS-000000002"]);
}

fn decision(word: &str) -> Decision {
    Decision {
        decision: word.into(),
        comments: Some("seen".into()),
        overrides: false,
    }
}

#[test]
fn a_flow_decides_after_its_commit_and_only_as_who_may() {
    let mut town = approval_town();
    let (run, _) = submit(&mut town, BEN);
    let item = only(&town, "ApprovalWorkItem");
    let lead = |title: &str| {
        vec![
            ("LastName", Value::text("Lee")),
            ("Company", Value::text(text(&item, "Id"))),
            ("Title", Value::text(title)),
        ]
    };
    // A word that is no decision is refused after the commit, and changes nothing.
    town.create("Lead", &lead("perhaps"));
    town.work();
    assert_eq!(town.status(run), RunStatus::InProgress);
    town.create("Lead", &lead("REJECT"));
    town.work();
    assert_eq!(
        text(&only(&town, "ApprovalSubmission"), "Status"),
        "Rejected"
    );
}

#[test]
fn an_approval_admin_changes_a_locked_record() {
    let mut town = approval_town();
    let (_, case) = submit(&mut town, BEN);
    let change = |town: &mut Town| {
        town.ask(Request::UpdateRecord {
            object: "Case".into(),
            id: case.clone(),
            fields: values(&[("Subject", Value::text("Scanner"))]),
            by: Actor::User(BEN.into()),
        })
    };
    let refused = change(&mut town).expect_err("is locked");
    assert_eq!(refused.code(), "record-locked");
    assert!(refused.to_string().contains("AS-000000001"), "{refused}");
    let ben = town.runtime.reads().person_id(BEN).expect("is there");
    let granted: Result<bool, segue_store::StoreError> = town.runtime.aside(|tx| {
        tx.put_role(&segue_store::Role {
            name: "approvers".into(),
            label: "Approvers".to_owned(),
            permissions: MANAGE_APPROVALS.to_owned(),
        })?;
        tx.grant_role(&ben, "approvers")
    });
    granted.expect("granted");
    assert_eq!(change(&mut town), Ok(Reply::Done));
}

#[test]
fn a_lock_outlives_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("segue.db");
    let open = || {
        let options = segue_store::Options::default();
        segue_store::Store::open(&path, &options).expect("opens")
    };
    let (mut town, case) = {
        let files = approval_files();
        let files: Vec<(&str, String)> =
            files.iter().map(|(p, t)| (p.as_str(), t.clone())).collect();
        let runtime = segue_runtime::Runtime::open(open(), Default::default()).expect("opens");
        let mut town = town_on(runtime, &files);
        let (_, case) = submit(&mut town, BEN);
        (town, case)
    };
    let now = town.now;
    drop(town.runtime.into_store());
    let runtime = segue_runtime::Runtime::open(open(), Default::default()).expect("opens");
    town = Town { runtime, now };
    let refused = town.ask(Request::DeleteRecord {
        object: "Case".into(),
        id: case,
        by: Actor::User(BEN.into()),
    });
    assert_eq!(refused.expect_err("is locked").code(), "record-locked");
}

/// Whatever comes first counts; what comes second is refused and changes nothing.
#[test]
fn an_approval_and_a_recall_in_one_batch() {
    for recall_first in [false, true] {
        let mut town = approval_town();
        let (run, _) = submit(&mut town, BEN);
        let item = only(&town, "ApprovalWorkItem");
        let approve = Request::Approval(ApprovalRequest::Decide {
            item: PartRef::Id(text(&item, "Id").into()),
            by: Actor::User(ANN.into()),
            decision: decision("Approve"),
        });
        let recall = Request::Approval(ApprovalRequest::Recall {
            run: RunRef::Number(run),
            by: Actor::User(BEN.into()),
            comments: None,
            as_admin: false,
        });
        let requests = match recall_first {
            true => vec![recall, approve],
            false => vec![approve, recall],
        };
        let now = town.now;
        let replies = town.runtime.execute_batch(requests, now);
        assert!(replies[0].is_ok(), "{replies:?}");
        let refused: &Refusal = replies[1].as_ref().expect_err("comes second");
        let (code, status) = match recall_first {
            true => ("already-completed", "Recalled"),
            false => ("wrong-status", "Approved"),
        };
        assert_eq!(refused.code(), code);
        let view = town.runtime.reads().run(run).expect("is there");
        let found = submission_status(&view.orchestration, &view.run);
        assert_eq!(found.api_name(), status);
    }
}
