//! What flows see and do inside a turn.

use segue_engine::RunStatus;
use segue_language::Value;
use segue_runtime::{Reply, Request};

use super::support::*;

const TEXT_VARIABLE: &str = "<dataType>String</dataType><isCollection>false</isCollection>";

fn one_step(flow: (String, String), rest: &str) -> Vec<(String, String)> {
    let name = flow
        .0
        .trim_start_matches("flows/")
        .replace(".flow-meta.xml", "");
    let body = stage("Only", "", &[background("Do", &name, None, rest)]);
    let people = (
        "people.yaml".to_owned(),
        "users: [ann@example.com]\n".to_owned(),
    );
    vec![flow, orchestration("One_Step", "Only", &body), people]
}

fn output(town: &Town, run: i64, name: &str) -> Value {
    let run = town.runtime.reads().run(run).expect("is there").run;
    let outputs = &run.stages[0].steps[0].outputs;
    let found = outputs.iter().find(|(known, _)| **known == *name);
    found.map_or(Value::Null, |(_, value)| value.clone())
}

/// A flow that creates a task; `rest` follows it.
fn creating_task(name: &str, connector: &str, rest: &str) -> (String, String) {
    flow(
        name,
        "AutoLaunchedFlow",
        &format!(
            "<recordCreates><name>Keep</name><label>Keep</label>{connector}\
             <inputAssignments><field>Subject</field><value><stringValue>x</stringValue></value>\
             </inputAssignments><object>Task</object></recordCreates>{rest}\
             <start><connector><targetReference>Keep</targetReference></connector></start>"
        ),
    )
}

#[test]
fn a_flow_sees_its_own_run_as_the_turn_has_made_it() {
    let looking = flow(
        "Looks",
        "AutoLaunchedFlow",
        &format!(
            "<assignments><name>Tell</name><label>Tell</label><assignmentItems>\
             <assignToReference>status</assignToReference><operator>Assign</operator>\
             <value><elementReference>Find.Status</elementReference></value>\
             </assignmentItems></assignments>\
             <recordLookups><name>Find</name><label>Find</label>\
             <connector><targetReference>Tell</targetReference></connector>\
             <filterLogic>and</filterLogic><filters><field>OrchestrationInstanceId</field>\
             <operator>EqualTo</operator>\
             <value><elementReference>run</elementReference></value></filters>\
             <getFirstRecordOnly>true</getFirstRecordOnly>\
             <object>FlowOrchestrationStepInstance</object>\
             <storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>\
             <start><connector><targetReference>Find</targetReference></connector></start>\
             <variables><name>run</name>{TEXT_VARIABLE}<isInput>true</isInput>\
             <isOutput>false</isOutput></variables>\
             <variables><name>status</name>{TEXT_VARIABLE}<isInput>false</isInput>\
             <isOutput>true</isOutput></variables>"
        ),
    );
    let run_id = "<inputParameters><name>run</name><value>\
                  <elementReference>$Orchestration.Instance</elementReference></value>\
                  </inputParameters>";
    let mut town = town(&files(&one_step(looking, run_id)));
    let run = town.start("One_Step", vec![]);
    assert_eq!(
        town.status(run),
        RunStatus::Completed,
        "{}",
        town.error(run)
    );
    assert_eq!(output(&town, run, "status"), Value::text("InProgress"));
}

#[test]
fn a_step_runs_as_the_user_whom_it_names() {
    let as_ann = "<assignees><assignee><stringValue>ann@example.com</stringValue></assignee>\
                  <assigneeType>User</assigneeType></assignees><runAsUser>true</runAsUser>";
    let mut town = town(&files(&one_step(creating_task("Keeps", "", ""), as_ann)));
    let run = town.start("One_Step", vec![]);
    assert_eq!(
        town.status(run),
        RunStatus::Completed,
        "{}",
        town.error(run)
    );
    let ann = town
        .runtime
        .reads()
        .person_id("ann@example.com")
        .map(Value::Text);
    assert_eq!(town.all("Task")[0].get("CreatedById"), ann.as_ref());
}

#[test]
fn a_step_without_a_user_runs_as_the_automated_process() {
    let mut town = town(&files(&one_step(creating_task("Keeps", "", ""), "")));
    town.start("One_Step", vec![]);
    let task = &town.all("Task")[0];
    let by = task.get("CreatedById").and_then(Value::as_text);
    let by = town
        .runtime
        .reads()
        .record("User", by.expect("an id"))
        .expect("a user");
    assert_eq!(by.get("LastName"), Some(&Value::text("Process")));
}

#[test]
fn a_refused_save_says_once_what_is_wrong() {
    let name = "<CustomField xmlns=\"http://soap.sforce.com/2006/04/metadata\"><fullName>Login__c\
                </fullName><label>Login</label><length>20</length><required>true</required>\
                <type>Text</type></CustomField>";
    let (path, text) = creating_task("Keeps", "", "");
    let text = text
        .replace("Task", "Account__c")
        .replace("Subject", "Note__c");
    let mut project = one_step((path, text), "");
    let file = "objects/Account__c/fields/Login__c.field-meta.xml";
    project.push((file.to_owned(), name.to_owned()));
    let mut town = town(&files(&project));
    let run = town.start("One_Step", vec![]);
    let error = town.error(run);
    assert_eq!(error.matches("required").count(), 1, "{error}");
}

#[test]
fn a_fault_path_keeps_what_was_written_before_the_fault() {
    let refusing = flow(
        "Refuse_Cases",
        "AutoLaunchedFlow",
        "<customErrors><name>No</name><label>No</label><customErrorMessages>\
         <errorMessage>Not today</errorMessage><isFieldError>false</isFieldError>\
         </customErrorMessages></customErrors>\
         <start><connector><targetReference>No</targetReference></connector>\
         <object>Case</object><recordTriggerType>Create</recordTriggerType>\
         <triggerType>RecordAfterSave</triggerType></start>",
    );
    let trying = creating_task(
        "Tries",
        "<connector><targetReference>Try</targetReference></connector>",
        &format!(
            "<assignments><name>Tell</name><label>Tell</label><assignmentItems>\
             <assignToReference>why</assignToReference><operator>Assign</operator>\
             <value><elementReference>$Flow.FaultMessage</elementReference></value>\
             </assignmentItems></assignments>\
             <recordCreates><name>Try</name><label>Try</label>\
             <faultConnector><targetReference>Tell</targetReference></faultConnector>\
             <inputAssignments><field>Subject</field><value><stringValue>y</stringValue></value>\
             </inputAssignments><object>Case</object></recordCreates>\
             <variables><name>why</name>{TEXT_VARIABLE}<isInput>false</isInput>\
             <isOutput>true</isOutput></variables>"
        ),
    );
    let mut all = one_step(trying, "");
    all.push(refusing);
    let mut town = town(&files(&all));
    let run = town.start("One_Step", vec![]);
    assert_eq!(
        town.status(run),
        RunStatus::Completed,
        "{}",
        town.error(run)
    );
    let why = segue_language::merge_text(&output(&town, run, "why"));
    assert!(why.contains("Not today"), "{why}");
    assert_eq!((town.all("Task").len(), town.all("Case").len()), (1, 0));
}

#[test]
fn roll_back_records_takes_back_what_the_flow_wrote() {
    let undoing = creating_task(
        "Undoes",
        "<connector><targetReference>Undo</targetReference></connector>",
        "<recordRollbacks><name>Undo</name><label>Undo</label></recordRollbacks>",
    );
    let mut town = town(&files(&one_step(undoing, "")));
    let run = town.start("One_Step", vec![]);
    assert_eq!(
        town.status(run),
        RunStatus::Completed,
        "{}",
        town.error(run)
    );
    assert_eq!(town.all("Task"), []);
}

#[test]
fn from_api_version_68_a_mail_makes_no_step_a_job() {
    let mailing = flow(
        "Mails",
        "AutoLaunchedFlow",
        "<actionCalls><name>Send</name><label>Send</label><actionName>emailSimple</actionName>\
         <actionType>emailSimple</actionType>\
         <inputParameters><name>emailAddresses</name>\
         <value><stringValue>a@example.com</stringValue></value></inputParameters>\
         <inputParameters><name>emailSubject</name>\
         <value><stringValue>Hello</stringValue></value></inputParameters>\
         <inputParameters><name>emailBody</name>\
         <value><stringValue>World</stringValue></value></inputParameters></actionCalls>\
         <start><connector><targetReference>Send</targetReference></connector></start>",
    );
    for (version, status) in [
        ("60.0", RunStatus::InProgress),
        ("68.0", RunStatus::Completed),
    ] {
        let mut all = one_step(mailing.clone(), "");
        all[1].1 = all[1].1.replace("60.0", version);
        let mut town = town(&files(&all));
        let run = town.start("One_Step", vec![]);
        assert_eq!(town.status(run), status, "API version {version}");
    }
}

#[test]
fn a_screen_flow_runs_as_the_person_who_works_on_it() {
    let telling = flow(
        "Tells",
        "Flow",
        &format!(
            "<assignments><name>Tell</name><label>Tell</label><assignmentItems>\
             <assignToReference>who</assignToReference><operator>Assign</operator>\
             <value><elementReference>$User.Username</elementReference></value>\
             </assignmentItems></assignments>\
             <start><connector><targetReference>Tell</targetReference></connector></start>\
             <variables><name>who</name>{TEXT_VARIABLE}<isInput>false</isInput>\
             <isOutput>true</isOutput></variables>"
        ),
    );
    let step = interactive("Do", "Tells", ("User", "ann@example.com"), "");
    let mut town = town(&files(&[
        telling,
        orchestration("Asking", "Only", &stage("Only", "", &[step])),
        (
            "people.yaml".to_owned(),
            "users: [ann@example.com]\n".to_owned(),
        ),
    ]));
    let run = town.start("Asking", vec![]);
    let item = town.item(run);
    let done = town.ask(Request::OpenWork {
        item,
        by: user("ann@example.com"),
    });
    assert_eq!(done, Ok(Reply::Finished));
    assert_eq!(output(&town, run, "who"), Value::text("ann@example.com"));
}

/// A stage with one external step.
fn external() -> (String, String) {
    let step = "<stageSteps><name>Call</name><actionName>Billing</actionName>\
                <actionType>stepMuleSoft</actionType><entryConditionLogic>and</entryConditionLogic>\
                <label>Call</label><stepSubtype>MuleSoftStep</stepSubtype></stageSteps>";
    orchestration("Calling", "Only", &stage("Only", "", &[step.to_owned()]))
}

#[test]
fn an_external_step_is_a_job_whose_stand_in_leaves_its_outputs() {
    let mut town = town(&files(&[external()]));
    town.runtime.set_stand_ins(Box::new(|call| {
        assert_eq!(call.kind, segue_runtime::StandInKind::External);
        Some(Ok(values(&[("invoice", Value::text("I-1"))])))
    }));
    let run = town.start("Calling", vec![]);
    assert_eq!(town.status(run), RunStatus::InProgress);
    town.work();
    assert_eq!(
        town.status(run),
        RunStatus::Completed,
        "{}",
        town.error(run)
    );
    assert_eq!(output(&town, run, "invoice"), Value::text("I-1"));
}

#[test]
fn a_failed_external_step_cannot_be_resumed_plainly() {
    let mut town = town(&files(&[external()]));
    let fails = |_: &segue_runtime::StandInCall| Some(Err("503".to_owned()));
    town.runtime.set_stand_ins(Box::new(fails));
    let run = town.start("Calling", vec![]);
    town.work();
    assert_eq!(town.status(run), RunStatus::Error);
    let resume = |forced: Option<&str>| Request::Resume {
        run: run.into(),
        by: segue_runtime::Actor::System,
        forced: forced.map(Into::into),
    };
    let refused = town.ask(resume(None)).expect_err("refused");
    assert_eq!(refused.code(), "not-recoverable");
    let works = |_: &segue_runtime::StandInCall| Some(Ok(vec![]));
    town.runtime.set_stand_ins(Box::new(works));
    town.ask(resume(Some("billing is back"))).expect("resumed");
    town.work();
    assert_eq!(town.status(run), RunStatus::Completed);
}

#[test]
fn a_canceled_run_forgets_the_jobs_of_its_steps() {
    let mut town = town(&files(&[external()]));
    town.runtime
        .set_stand_ins(Box::new(|_| panic!("nobody may be called")));
    let run = town.start("Calling", vec![]);
    town.ask(Request::Cancel {
        run: run.into(),
        by: segue_runtime::Actor::System,
        reason: None,
    })
    .expect("canceled");
    town.work();
    assert_eq!(town.status(run), RunStatus::Canceled);
}

#[test]
fn a_copy_that_lost_its_id_becomes_a_new_record() {
    let copying = flow(
        "Copies",
        "AutoLaunchedFlow",
        "<assignments><name>Lose_Id</name><label>Lose id</label>\
         <assignmentItems><assignToReference>task.Id</assignToReference>\
         <operator>Assign</operator></assignmentItems>\
         <connector><targetReference>Create</targetReference></connector></assignments>\
         <recordCreates><name>Create</name><label>Create</label>\
         <inputReference>task</inputReference></recordCreates>\
         <recordLookups><name>Find</name><label>Find</label>\
         <connector><targetReference>Lose_Id</targetReference></connector>\
         <getFirstRecordOnly>true</getFirstRecordOnly><object>Task</object>\
         <outputReference>task</outputReference><queriedFields>Subject</queriedFields>\
         </recordLookups>\
         <start><connector><targetReference>Find</targetReference></connector></start>\
         <variables><name>task</name><dataType>SObject</dataType>\
         <isCollection>false</isCollection><isInput>false</isInput><isOutput>false</isOutput>\
         <objectType>Task</objectType></variables>",
    );
    let mut town = town(&files(&one_step(copying, "")));
    town.create("Task", &[("Subject", Value::text("Call"))]);
    let run = town.start("One_Step", vec![]);
    let error = town.error(run);
    assert_eq!(town.status(run), RunStatus::Completed, "{error}");
    let tasks = town.all("Task");
    assert_eq!(tasks.len(), 2);
    assert_ne!(tasks[0].id(), tasks[1].id());
    assert_eq!(tasks[0].get("Subject"), tasks[1].get("Subject"));
}
