//! Runs, steps, items and log rows read as records, by people and by flows.

use segue_engine::RunStatus;
use segue_language::{Record, Value};
use segue_runtime::{Actor, Request};

use super::support::*;

/// A flow that finds the run of a case through its work item and publishes an event to it.
fn wake_up_flow() -> (String, String) {
    let find = |name: &str, object: &str, field: &str, value: &str, next: &str| {
        format!(
            "<recordLookups><name>{name}</name><label>{name}</label>\
             <connector><targetReference>{next}</targetReference></connector>\
             <filterLogic>and</filterLogic><filters><field>{field}</field>\
             <operator>EqualTo</operator><value><elementReference>{value}</elementReference>\
             </value></filters><getFirstRecordOnly>true</getFirstRecordOnly>\
             <object>{object}</object>\
             <storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>"
        )
    };
    let body = find(
        "Item",
        "FlowOrchestrationWorkItem",
        "RelatedRecordId",
        "$Record.Id",
        "Step",
    ) + &find(
        "Step",
        "FlowOrchestrationStepInstance",
        "Id",
        "Item.StepInstanceId",
        "Wake",
    ) + "<recordCreates><name>Wake</name><label>Wake</label>\
         <inputAssignments><field>OrchestrationInstanceId</field>\
         <value><elementReference>Step.OrchestrationInstanceId</elementReference></value>\
         </inputAssignments>\
         <inputAssignments><field>StepInstanceId</field>\
         <value><elementReference>Step.Id</elementReference></value></inputAssignments>\
         <inputAssignments><field>StepStatus</field>\
         <value><stringValue>Completed</stringValue></value></inputAssignments>\
         <object>FlowOrchestrationEvent</object></recordCreates>";
    flow(
        "Wake_Up",
        "AutoLaunchedFlow",
        &format!(
            "{body}<start><connector><targetReference>Item</targetReference></connector>\
             <object>Case</object><recordTriggerType>Update</recordTriggerType>\
             <triggerType>RecordAfterSave</triggerType></start>"
        ),
    )
}

/// A new case starts a run with one work item on it.
fn on_case() -> Vec<(String, String)> {
    let related = "<inputParameters><name>ActionInput__RecordId</name>\
                   <value><elementReference>$Record.Id</elementReference></value></inputParameters>";
    let step = interactive("Look", "Page", ("Queue", "Support"), related);
    let page = flow(
        "Page",
        "Flow",
        "<screens><name>One</name><label>One</label>\
         <allowBack>true</allowBack><allowFinish>true</allowFinish><allowPause>true</allowPause>\
         <showFooter>true</showFooter><showHeader>true</showHeader></screens>\
         <start><connector><targetReference>One</targetReference></connector></start>",
    );
    let orchestration = flow(
        "On_Case",
        "Orchestrator",
        &format!(
            "{}<start><connector><targetReference>Only</targetReference></connector>\
             <object>Case</object><recordTriggerType>Create</recordTriggerType>\
             <triggerType>RecordAfterSave</triggerType></start>",
            stage("Only", "", &[step])
        ),
    );
    let people = "users: [ann@example.com]\nqueues: {Support: [ann@example.com]}\n";
    vec![
        page,
        orchestration,
        wake_up_flow(),
        ("people.yaml".to_owned(), people.to_owned()),
    ]
}

fn text(record: &Record, field: &str) -> String {
    segue_language::merge_text(record.get(field).unwrap_or(&Value::Null))
}

#[test]
fn everything_of_a_run_can_be_read_as_records() {
    let mut town = town(&files(&on_case()));
    let case = town.create("Case", &[]);
    let run = &town.all("FlowOrchestrationInstance")[0];
    assert_eq!(text(run, "Status"), "InProgress");
    assert_eq!(text(run, "CurrentStage"), "Only");
    assert_eq!(text(run, "TriggeringRecord"), *case);
    assert_ne!(text(run, "InterviewId"), "");
    let step = &town.all("FlowOrchestrationStepInstance")[0];
    assert_eq!(text(step, "Name"), "Look");
    assert_eq!(text(step, "OrchestrationInstanceId"), text(run, "Id"));
    let item = &town.all("FlowOrchestrationWorkItem")[0];
    assert_eq!(text(item, "Status"), "Assigned");
    assert_eq!(text(item, "RelatedRecordId"), *case);
    assert_eq!(text(item, "StepInstanceId"), text(step, "Id"));
    let kinds: Vec<_> = town
        .all("FlowOrchestrationLog")
        .iter()
        .map(|row| text(row, "Kind"))
        .collect();
    assert_eq!(
        kinds,
        ["StartInstance", "StartStage", "StartStep", "StartWorkItem"]
    );
}

#[test]
fn a_flow_finds_the_run_of_a_record_and_ends_its_step_by_an_event() {
    let mut town = town(&files(&on_case()));
    let case = town.create("Case", &[]);
    let run = town.runtime.reads().runs(Some(&case), None)[0];
    town.update("Case", &case, &[("Subject", Value::text("x"))]);
    assert_eq!(
        town.status(run),
        RunStatus::InProgress,
        "only after the commit"
    );
    town.work();
    assert_eq!(
        town.status(run),
        RunStatus::Completed,
        "{:?}",
        town.history(run)
    );
}

#[test]
fn an_ended_run_has_no_interview() {
    let mut town = town(&files(&on_case()));
    town.create("Case", &[]);
    let run = town.runtime.reads().runs(None, Some("On_Case"))[0];
    town.ask(Request::Cancel {
        run: run.into(),
        by: Actor::System,
        reason: None,
    })
    .expect("canceled");
    let row = &town.all("FlowOrchestrationInstance")[0];
    assert_eq!(row.get("InterviewId"), Some(&Value::Null));
    let item = &town.all("FlowOrchestrationWorkItem")[0];
    assert_eq!(text(item, "Status"), "Completed");
}

#[test]
fn a_status_finds_the_same_rows_as_a_look_at_all_of_them() {
    let mut town = town(&files(&on_case()));
    for _ in 0..3 {
        town.create("Case", &[]);
    }
    let runs = town.runtime.reads().runs(None, None);
    town.ask(Request::Cancel {
        run: runs[0].into(),
        by: Actor::System,
        reason: None,
    })
    .expect("canceled");
    town.ask(Request::Suspend {
        run: runs[1].into(),
        by: Actor::System,
    })
    .expect("suspended");
    let count = |object: &str, status: &str| {
        let query = segue_language::Query {
            object: object.into(),
            filter: segue_language::Filter {
                logic: segue_language::Logic::All,
                comparisons: vec![segue_language::Comparison {
                    field: "Status".into(),
                    operator: segue_language::Operator::EqualTo,
                    value: Value::text(status),
                }],
            },
            sort: None,
            limit: None,
        };
        let found = town
            .runtime
            .reads()
            .records(&query, town.now)
            .expect("found");
        let all = town.all(object);
        let same = all.iter().filter(|row| text(row, "Status") == status);
        assert_eq!(found.len(), same.count(), "{object} {status}");
        found.len()
    };
    assert_eq!(count("FlowOrchestrationInstance", "InProgress"), 1);
    assert_eq!(count("FlowOrchestrationInstance", "Canceled"), 1);
    assert_eq!(count("FlowOrchestrationStageInstance", "Suspended"), 1);
    assert_eq!(count("FlowOrchestrationStepInstance", "InProgress"), 2);
    assert_eq!(count("FlowOrchestrationWorkItem", "Assigned"), 2);
    assert_eq!(count("FlowOrchestrationWorkItem", "Completed"), 1);
}
