//! The orchestrations of the races, written as the files that people would write.

use std::fs;
use std::path::Path;

use super::field::ROUNDS;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>60.0</apiVersion>"#;

const PEOPLE: &str = "users:
  - boss@x.org
  - ann@x.org
  - bob@x.org
queues:
  Help: [ann@x.org, bob@x.org]
  Push: [ann@x.org, bob@x.org]
";

/// Records of which no two have the same code, in any case, or the same key.
const TICKET: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
    <fields><fullName>Code__c</fullName><label>Code</label><type>Text</type><length>40</length>
        <unique>true</unique></fields>
    <fields><fullName>Key__c</fullName><label>Key</label><type>Text</type><length>40</length>
        <unique>true</unique><caseSensitive>true</caseSensitive></fields>
    <label>Ticket</label>
    <nameField><label>Name</label><type>Text</type></nameField>
</CustomObject>"#;

/// Writes the project into a folder.
pub(crate) fn write(folder: &Path) {
    let flows = folder.join("flows");
    fs::create_dir_all(&flows).unwrap();
    let save = |name: &str, text: String| {
        fs::write(flows.join(format!("{name}.flow-meta.xml")), text).unwrap();
    };
    save("Fill", screen_flow("Fill", ""));
    save("Break", screen_flow("Break", BREAKS));
    save("Count", background_flow("Count"));
    let (help, ann) = (("Queue", "Help"), ("User", "ann@x.org"));
    let all = [
        // One item for a queue, for Ann, for a queue that is routed.
        ("Shared", stage("", &[interactive("Do", "Fill", help)])),
        ("Single", stage("", &[interactive("Do", "Fill", ann)])),
        (
            "Pushed",
            stage("", &[interactive("Do", "Fill", ("Queue", "Push"))]),
        ),
        (
            "Leaving",
            stage("", &[interactive("Do", "Fill", ("Queue", "Many"))]),
        ),
        // Ann's item, and Bob's that ends the stage.
        (
            "Ends_Early",
            stage(
                ENDS_WITH_BOB,
                &[interactive("Do", "Fill", ann), bobs("Fill")],
            ),
        ),
        // Ann's item, and Bob's that fails.
        (
            "Fails",
            stage("", &[interactive("Do", "Fill", ann), bobs("Break")]),
        ),
        // Two that fail.
        (
            "Fails_Twice",
            stage("", &[interactive("Do", "Break", ann), bobs("Break")]),
        ),
        // A job in the background.
        ("Job", stage("", &[background("Do", "Count")])),
    ];
    for (name, body) in all {
        save(name, orchestration(name, &body));
    }
    save("Ask_Ann", approval_process());
    fs::write(folder.join("people.yaml"), people()).unwrap();
    fs::create_dir_all(folder.join("objects")).unwrap();
    fs::write(folder.join("objects/Ticket__c.object"), TICKET).unwrap();
}

/// Somebody who is deactivated in that round: whoever was loses her tokens for good.
pub(crate) fn leaver(round: usize) -> String {
    format!("leaver{round}@x.org")
}

fn people() -> String {
    let leavers: Vec<String> = (0..ROUNDS).map(leaver).collect();
    let users: String = leavers.iter().map(|user| format!("  - {user}\n")).collect();
    let (before, queues) = PEOPLE.split_once("queues:\n").unwrap();
    let many = leavers.join(", ");
    format!("{before}{users}queues:\n{queues}  Many: [bob@x.org, {many}]\n")
}

/// The name is taken: the flow fails.
const BREAKS: &str = "<recordCreates><name>Take</name><label>Take</label>\
    <inputAssignments><field>Username</field><value><stringValue>ann@x.org</stringValue></value>\
    </inputAssignments><inputAssignments><field>LastName</field><value>\
    <stringValue>Again</stringValue></value></inputAssignments><object>User</object>\
    </recordCreates>";

const ENDS_WITH_BOB: &str = "<exitConditions><conditionType>ExitCondition</conditionType>\
    <leftValueReference>Bobs.Status</leftValueReference><operator>EqualTo</operator>\
    <rightValue><stringValue>Completed</stringValue></rightValue></exitConditions>";

fn screen_flow(name: &str, then: &str) -> String {
    let next = if then.is_empty() {
        ""
    } else {
        "<connector><targetReference>Take</targetReference></connector>"
    };
    format!(
        "{HEAD}<label>{name}</label>{then}<screens><name>Only</name><label>Only</label>\
         <allowBack>true</allowBack><allowFinish>true</allowFinish><allowPause>true</allowPause>\
         {next}<fields><name>Word</name><dataType>String</dataType><fieldText>Word</fieldText>\
         <fieldType>InputField</fieldType><isRequired>false</isRequired></fields>\
         <showFooter>true</showFooter><showHeader>true</showHeader></screens>\
         <start><connector><targetReference>Only</targetReference></connector></start>\
         <processType>Flow</processType><status>Active</status></Flow>"
    )
}

fn background_flow(name: &str) -> String {
    format!(
        "{HEAD}<label>{name}</label><assignments><name>Add</name><label>Add</label>\
         <assignmentItems><assignToReference>count</assignToReference><operator>Add</operator>\
         <value><numberValue>1</numberValue></value></assignmentItems></assignments>\
         <start><connector><targetReference>Add</targetReference></connector></start>\
         <variables><name>count</name><dataType>Number</dataType><isCollection>false</isCollection>\
         <isInput>true</isInput><isOutput>true</isOutput><scale>0</scale></variables>\
         <processType>AutoLaunchedFlow</processType><status>Active</status></Flow>"
    )
}

fn orchestration(name: &str, body: &str) -> String {
    format!(
        "{HEAD}<label>{name}</label>{body}\
         <start><connector><targetReference>Only</targetReference></connector></start>\
         <processType>Orchestrator</processType><status>Active</status></Flow>"
    )
}

/// A process whose only step asks Ann.
fn approval_process() -> String {
    let record = "<value><elementReference>recordId</elementReference></value>";
    let inputs = ["recordId", "ActionInput__RecordId"]
        .map(|name| format!("<inputParameters><name>{name}</name>{record}</inputParameters>"));
    let step = format!(
        "<stageSteps><name>Do</name>\
         <actionName>standard_approvals__EvaluateApproval</actionName>\
         <actionType>stepApproval</actionType><assignees><assignee><stringValue>ann@x.org\
         </stringValue></assignee><assigneeType>User</assigneeType></assignees>\
         <entryConditionLogic>and</entryConditionLogic>{}<label>Do</label>\
         <shouldLock>true</shouldLock><stepSubtype>ApprovalStep</stepSubtype></stageSteps>",
        inputs.concat()
    );
    let variable = "<variables><name>recordId</name><dataType>String</dataType>\
        <isCollection>false</isCollection><isInput>true</isInput><isOutput>false</isOutput>\
        </variables>";
    let body = stage("", &[step]);
    orchestration("Ask_Ann", &format!("{body}{variable}"))
        .replace(">Orchestrator<", ">ApprovalWorkflow<")
}

fn stage(exit: &str, steps: &[String]) -> String {
    format!(
        "<orchestratedStages><name>Only</name><label>Only</label>\
         <exitConditionLogic>and</exitConditionLogic>{exit}{}</orchestratedStages>",
        steps.concat()
    )
}

fn bobs(flow: &str) -> String {
    interactive("Bobs", flow, ("User", "bob@x.org"))
}

fn interactive(name: &str, flow: &str, (kind, who): (&str, &str)) -> String {
    format!(
        "<stageSteps><name>{name}</name><actionName>{flow}</actionName>\
         <actionType>stepInteractive</actionType><assignees><assignee><stringValue>{who}\
         </stringValue></assignee><assigneeType>{kind}</assigneeType></assignees>\
         <entryConditionLogic>and</entryConditionLogic><label>{name}</label>\
         <stepSubtype>InteractiveStep</stepSubtype></stageSteps>"
    )
}

fn background(name: &str, flow: &str) -> String {
    format!(
        "<stageSteps><name>{name}</name><actionName>{flow}</actionName>\
         <actionType>stepBackground</actionType><entryConditionLogic>and</entryConditionLogic>\
         <requiresAsyncProcessing>true</requiresAsyncProcessing><label>{name}</label>\
         <stepSubtype>BackgroundStep</stepSubtype></stageSteps>"
    )
}
