//! Changes of records: what they start, in which order, and whom they wake.

use segue_engine::RunStatus;
use segue_language::Value;

use super::support::*;

/// A record-triggered flow's start; `body` holds its elements.
fn triggered(name: &str, moment: &str, event: &str, first: &str, body: &str) -> (String, String) {
    flow(
        name,
        "AutoLaunchedFlow",
        &format!(
            "{body}<start><connector><targetReference>{first}</targetReference></connector>\
             <object>Case</object><recordTriggerType>{event}</recordTriggerType>\
             <triggerType>{moment}</triggerType></start>"
        ),
    )
}

/// An orchestration that a new case starts and that waits until the case is closed.
fn waiting_for_close() -> (String, String) {
    let closed = "<exitConditions><conditionType>ExitCondition</conditionType>\
                  <leftValueReference>$Record.Status</leftValueReference>\
                  <operator>EqualTo</operator>\
                  <rightValue><stringValue>Closed</stringValue></rightValue></exitConditions>";
    let body = stage("Waiting", closed, &[background("Note", "Count", None, "")]);
    flow(
        "Case_Orchestration",
        "Orchestrator",
        &format!(
            "{body}<start><connector><targetReference>Waiting</targetReference></connector>\
             <object>Case</object><recordTriggerType>Create</recordTriggerType>\
             <triggerType>RecordAfterSave</triggerType></start>"
        ),
    )
}

#[test]
fn a_new_record_starts_a_run_and_its_change_wakes_it() {
    let mut town = town(&files(&[counting_flow("Count"), waiting_for_close()]));
    let case = town.create("Case", &[("Subject", Value::text("Down"))]);
    let runs = town.runtime.reads().runs(Some(&case), None);
    assert_eq!(runs.len(), 1);
    let run = runs[0];
    assert_eq!(town.status(run), RunStatus::InProgress);
    town.update("Case", &case, &[("Subject", Value::text("Still down"))]);
    town.work();
    assert_eq!(town.status(run), RunStatus::InProgress);
    town.update("Case", &case, &[("Status", Value::text("Closed"))]);
    assert_eq!(
        town.status(run),
        RunStatus::InProgress,
        "only after the commit"
    );
    town.work();
    assert_eq!(town.status(run), RunStatus::Completed);
}

#[test]
fn a_field_that_no_requirement_names_wakes_nobody() {
    let mut town = town(&files(&[counting_flow("Count"), waiting_for_close()]));
    let case = town.create("Case", &[]);
    town.work();
    town.update("Case", &case, &[("Subject", Value::text("x"))]);
    assert_eq!(town.runtime.run_due(town.now).n_jobs, 0);
}

#[test]
fn a_before_save_flow_changes_the_record_before_it_is_written() {
    let before = triggered(
        "Set_Origin",
        "RecordBeforeSave",
        "Create",
        "Set",
        "<assignments><name>Set</name><label>Set</label><assignmentItems>\
         <assignToReference>$Record.Origin</assignToReference><operator>Assign</operator>\
         <value><stringValue>Web</stringValue></value></assignmentItems></assignments>",
    );
    let mut town = town(&files(&[before]));
    let case = town.create("Case", &[]);
    assert_eq!(town.field("Case", &case, "Origin"), Value::text("Web"));
}

#[test]
fn a_fault_in_a_record_triggered_flow_refuses_the_save() {
    let refusing = triggered(
        "Refuse",
        "RecordAfterSave",
        "Create",
        "No",
        "<customErrors><name>No</name><label>No</label><customErrorMessages>\
         <errorMessage>Not today</errorMessage><isFieldError>false</isFieldError>\
         </customErrorMessages></customErrors>",
    );
    let mut town = town(&files(&[refusing]));
    let refused = town.try_create("Case", &[]).expect_err("refused");
    assert!(refused.to_string().contains("Not today"), "{refused}");
    let all = town.all("Case");
    assert_eq!(all, []);
}

#[test]
fn a_failing_background_flow_takes_its_writes_back_and_fails_the_step() {
    let failing = flow(
        "Fails",
        "AutoLaunchedFlow",
        "<recordCreates><name>Keep</name><label>Keep</label>\
         <connector><targetReference>Break</targetReference></connector>\
         <inputAssignments><field>Subject</field><value><stringValue>x</stringValue></value>\
         </inputAssignments><object>Task</object></recordCreates>\
         <recordUpdates><name>Break</name><label>Break</label><filterLogic>and</filterLogic>\
         <filters><field>Subject</field><operator>EqualTo</operator>\
         <value><stringValue>x</stringValue></value></filters>\
         <inputAssignments><field>ActivityDate</field><value><stringValue>no date</stringValue>\
         </value></inputAssignments><object>Task</object></recordUpdates>\
         <start><connector><targetReference>Keep</targetReference></connector></start>",
    );
    let body = stage("Only", "", &[background("Do", "Fails", None, "")]);
    let mut town = town(&files(&[failing, orchestration("Failing", "Only", &body)]));
    let run = town.start("Failing", vec![]);
    town.work();
    assert_eq!(town.status(run), RunStatus::Error);
    assert!(town.error(run).contains("Break"), "{}", town.error(run));
    let all = town.all("Task");
    assert_eq!(all, []);
}

/// An after-save flow that appends `what` to the description of the case.
fn appending(what: &str, order: Option<u16>) -> (String, String) {
    let order = order.map_or(String::new(), |order| {
        format!("<triggerOrder>{order}</triggerOrder>")
    });
    triggered(
        &format!("Append_{what}"),
        "RecordBeforeSave",
        "Create",
        "Append",
        &format!(
            "<assignments><name>Append</name><label>Append</label><assignmentItems>\
             <assignToReference>$Record.Subject</assignToReference><operator>Add</operator>\
             <value><stringValue>{what}</stringValue></value></assignmentItems></assignments>\
             {order}"
        ),
    )
}

#[test]
fn flows_run_by_number_to_1000_then_by_name_then_by_the_other_numbers() {
    let mut town = town(&files(&[
        appending("D", Some(1_500)),
        appending("C", None),
        appending("B", None),
        appending("A", Some(1_000)),
        appending("E", Some(10)),
    ]));
    let case = town.create("Case", &[("Subject", Value::text(">"))]);
    assert_eq!(town.field("Case", &case, "Subject"), Value::text(">EABCD"));
}

#[test]
fn changed_to_meet_fires_once_until_it_is_met_anew() {
    let escalated = "<doesRequireRecordChangedToMeetCriteria>true\
                     </doesRequireRecordChangedToMeetCriteria>\
                     <filterLogic>and</filterLogic><filters><field>IsEscalated</field>\
                     <operator>EqualTo</operator><value><booleanValue>true</booleanValue></value>\
                     </filters>";
    let body = stage("Only", "", &[background("Note", "Count", None, "")]);
    let escalation = flow(
        "Escalation",
        "Orchestrator",
        &format!(
            "{body}<start><connector><targetReference>Only</targetReference></connector>\
             {escalated}<object>Case</object>\
             <recordTriggerType>CreateAndUpdate</recordTriggerType>\
             <triggerType>RecordAfterSave</triggerType></start>"
        ),
    );
    let mut town = town(&files(&[counting_flow("Count"), escalation]));
    let case = town.create("Case", &[]);
    let set = |town: &mut Town, escalated: bool| {
        let fields = [("IsEscalated", Value::Boolean(escalated))];
        town.update("Case", &case, &fields);
        town.runtime.reads().runs(Some(&case), None).len()
    };
    assert_eq!(set(&mut town, true), 1);
    assert_eq!(set(&mut town, true), 1);
    assert_eq!(set(&mut town, false), 1);
    assert_eq!(set(&mut town, true), 2);
}

#[test]
fn a_refused_save_takes_the_runs_with_it_that_it_had_started() {
    let refusing = triggered(
        "Refuse",
        "RecordAfterSave",
        "Create",
        "No",
        "<customErrors><name>No</name><label>No</label><customErrorMessages>\
         <errorMessage>Not today</errorMessage><isFieldError>false</isFieldError>\
         </customErrorMessages></customErrors><triggerOrder>2000</triggerOrder>",
    );
    let mut town = town(&files(&[
        counting_flow("Count"),
        waiting_for_close(),
        refusing,
    ]));
    town.try_create("Case", &[]).expect_err("refused");
    assert_eq!(town.runtime.reads().runs(None, None), [] as [i64; 0]);
}

#[test]
fn a_refused_save_in_a_batch_leaves_the_others_alone() {
    let refusing = flow(
        "Refuse",
        "AutoLaunchedFlow",
        "<customErrors><name>No</name><label>No</label><customErrorMessages>\
         <errorMessage>Not today</errorMessage><isFieldError>false</isFieldError>\
         </customErrorMessages></customErrors>\
         <start><connector><targetReference>No</targetReference></connector>\
         <filterLogic>and</filterLogic><filters><field>Subject</field>\
         <operator>EqualTo</operator><value><stringValue>bad</stringValue></value></filters>\
         <object>Case</object><recordTriggerType>Create</recordTriggerType>\
         <triggerType>RecordAfterSave</triggerType></start>",
    );
    let mut town = town(&files(&[refusing]));
    let create = |subject: &str| segue_runtime::Request::CreateRecord {
        object: "Case".into(),
        fields: values(&[("Subject", Value::text(subject))]),
        by: segue_runtime::Actor::System,
    };
    let requests = vec![create("good"), create("bad"), create("good")];
    let replies = town.runtime.execute_batch(requests, town.now);
    let is_done: Vec<bool> = replies.iter().map(Result::is_ok).collect();
    assert_eq!(is_done, [true, false, true]);
    assert_eq!(town.all("Case").len(), 2);
}

#[test]
fn a_record_that_a_step_left_wakes_the_run_by_its_fields() {
    let finding = flow(
        "Find_Case",
        "AutoLaunchedFlow",
        "<recordLookups><name>Find</name><label>Find</label><filterLogic>and</filterLogic>\
         <getFirstRecordOnly>true</getFirstRecordOnly><object>Case</object>\
         <outputReference>found</outputReference>\
         <queriedFields>Id</queriedFields><queriedFields>Status</queriedFields></recordLookups>\
         <start><connector><targetReference>Find</targetReference></connector></start>\
         <variables><name>found</name><dataType>SObject</dataType>\
         <isCollection>false</isCollection><isInput>false</isInput><isOutput>true</isOutput>\
         <objectType>Case</objectType></variables>",
    );
    let closed = "<exitConditions><conditionType>ExitCondition</conditionType>\
                  <leftValueReference>Find.Outputs.found.Status</leftValueReference>\
                  <operator>EqualTo</operator>\
                  <rightValue><stringValue>Closed</stringValue></rightValue></exitConditions>";
    let body = stage("Only", closed, &[background("Find", "Find_Case", None, "")]);
    let mut town = town(&files(&[finding, orchestration("Finding", "Only", &body)]));
    let case = town.create("Case", &[("Status", Value::text("New"))]);
    let run = town.start("Finding", vec![]);
    assert_eq!(
        town.status(run),
        RunStatus::InProgress,
        "{}",
        town.error(run)
    );
    town.update("Case", &case, &[("Status", Value::text("Closed"))]);
    town.work();
    assert_eq!(town.status(run), RunStatus::Completed);
}
