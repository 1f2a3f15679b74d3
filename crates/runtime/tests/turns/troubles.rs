//! Troubles: what fails or runs away is contained, and says which limit it met.

use segue_engine::RunStatus;
use segue_language::Value;
use segue_runtime::{Actor, Request};

use super::support::*;

/// An orchestration of one background step.
fn one_step(flow: (String, String), rest: &str) -> Vec<(String, String)> {
    let name = flow
        .0
        .trim_start_matches("flows/")
        .replace(".flow-meta.xml", "");
    let body = stage("Only", "", &[background("Do", &name, None, rest)]);
    vec![flow, orchestration("One_Step", "Only", &body)]
}

fn start() -> Request {
    Request::StartRun {
        orchestration: "One_Step".into(),
        inputs: vec![],
        by: Actor::System,
        key: None,
    }
}

/// The message of an expected panic would only disturb the report.
fn quietly<T>(part: impl FnOnce() -> T) -> T {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let done = part();
    std::panic::set_hook(hook);
    done
}

#[test]
fn a_panic_in_one_turn_of_a_batch_leaves_the_others_alone() {
    let mut town = town(&files(&one_step(counting_flow("Count"), "")));
    let mut n_calls = 0;
    town.runtime.set_stand_ins(Box::new(move |_| {
        n_calls += 1;
        // In the batch and again when its turns are carried out one by one.
        assert!(n_calls != 2 && n_calls != 4, "a bug");
        Some(Ok(vec![]))
    }));
    let replies = quietly(|| town.runtime.execute_batch(vec![start(); 3], town.now));
    let codes: Vec<_> = replies
        .iter()
        .map(|reply| reply.as_ref().err().map(segue_runtime::Refusal::code))
        .collect();
    assert_eq!(codes, [None, Some("internal-error"), None]);
    assert_eq!(town.runtime.reads().runs(None, None).len(), 2);
    assert_eq!(town.runtime.troubles().len(), 1);
}

#[test]
fn a_panic_in_a_job_fails_its_step() {
    let asynchronous = "<requiresAsyncProcessing>true</requiresAsyncProcessing>";
    let mut town = town(&files(&one_step(counting_flow("Count"), asynchronous)));
    town.runtime.set_stand_ins(Box::new(|_| panic!("a bug")));
    let run = town.start("One_Step", vec![]);
    quietly(|| town.runtime.run_due(town.now));
    assert_eq!(town.status(run), RunStatus::Error);
    assert!(town.error(run).contains("a bug"), "{}", town.error(run));
    assert_eq!(town.runtime.next_due(), None);
}

#[test]
fn a_flow_that_reads_without_end_meets_a_limit_that_has_a_name() {
    let reading = flow(
        "Reads",
        "AutoLaunchedFlow",
        "<recordLookups><name>Find</name><label>Find</label>\
         <connector><isGoTo>true</isGoTo><targetReference>Find</targetReference></connector>\
         <filterLogic>and</filterLogic><getFirstRecordOnly>true</getFirstRecordOnly>\
         <object>Task</object>\
         <storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>\
         <start><connector><targetReference>Find</targetReference></connector></start>",
    );
    let mut town = town(&files(&one_step(reading, "")));
    let run = town.start("One_Step", vec![]);
    assert_eq!(town.status(run), RunStatus::Error);
    assert!(
        town.error(run).contains("queries of one transaction"),
        "{}",
        town.error(run)
    );
}

#[test]
fn triggers_inside_triggers_end_at_a_limit() {
    let endless = flow(
        "Endless",
        "AutoLaunchedFlow",
        "<recordCreates><name>More</name><label>More</label>\
         <inputAssignments><field>Subject</field><value><stringValue>more</stringValue></value>\
         </inputAssignments><object>Case</object></recordCreates>\
         <start><connector><targetReference>More</targetReference></connector>\
         <object>Case</object><recordTriggerType>Create</recordTriggerType>\
         <triggerType>RecordAfterSave</triggerType></start>",
    );
    let mut town = town(&files(&[endless]));
    let refused = town
        .try_create("Case", &[("Subject", Value::text("first"))])
        .expect_err("refused");
    assert_eq!(refused.code(), "limit-reached");
    assert_eq!(town.all("Case"), []);
}

#[test]
fn an_action_that_lives_elsewhere_says_how_to_stand_in_for_it() {
    let calling = flow(
        "Calls",
        "AutoLaunchedFlow",
        "<actionCalls><name>Score</name><label>Score</label><actionName>ScoreLead</actionName>\
         <actionType>apex</actionType></actionCalls>\
         <start><connector><targetReference>Score</targetReference></connector></start>",
    );
    let mut town = town(&files(&one_step(calling, "")));
    let run = town.start("One_Step", vec![]);
    assert_eq!(
        town.status(run),
        RunStatus::InProgress,
        "an action makes it a job"
    );
    town.work();
    assert_eq!(town.status(run), RunStatus::Error);
    let error = town.error(run);
    assert!(
        error.contains("ScoreLead") && error.contains("stand"),
        "{error}"
    );
}

#[test]
fn simple_mails_of_flows_are_captured() {
    let mailing = flow(
        "Mails",
        "AutoLaunchedFlow",
        "<actionCalls><name>Send</name><label>Send</label><actionName>emailSimple</actionName>\
         <actionType>emailSimple</actionType>\
         <inputParameters><name>emailAddresses</name>\
         <value><stringValue>a@example.com, b@example.com</stringValue></value></inputParameters>\
         <inputParameters><name>emailSubject</name>\
         <value><stringValue>Hello</stringValue></value></inputParameters>\
         <inputParameters><name>emailBody</name>\
         <value><stringValue>World</stringValue></value></inputParameters></actionCalls>\
         <start><connector><targetReference>Send</targetReference></connector></start>",
    );
    let mut town = town(&files(&one_step(mailing, "")));
    let run = town.start("One_Step", vec![]);
    town.work();
    let mail = &town.runtime.mails()[0];
    assert_eq!(mail.to, ["a@example.com".into(), "b@example.com".into()]);
    assert_eq!((&*mail.subject, &*mail.body), ("Hello", "World"));
    assert_eq!(mail.run, Some(run));
}

#[test]
fn a_database_that_stops_loses_nothing_that_was_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("segue.db");
    let asynchronous = "<requiresAsyncProcessing>true</requiresAsyncProcessing>";
    let all = one_step(counting_flow("Count"), asynchronous);
    let open = |stop_after_writes| {
        let options = segue_store::Options {
            stop_after_writes,
            ..segue_store::Options::default()
        };
        let store = segue_store::Store::open(&path, &options).expect("opens");
        segue_runtime::Runtime::open(store, segue_runtime::RuntimeOptions::default())
    };
    drop(town_on(open(None).expect("opens"), &files(&all)));
    for n_writes in 1..40 {
        let Ok(mut runtime) = open(Some(n_writes)) else {
            continue;
        };
        let now = segue_language::Timestamp(1_772_442_000_000_000);
        let started = runtime.execute(start(), now);
        runtime.run_due(now);
        drop(runtime);
        let mut again = open(None).expect("opens");
        again.run_due(now);
        if let Ok(segue_runtime::Reply::Started { run }) = started {
            assert_eq!(again.reads().run_status(run), Some(RunStatus::Completed));
        }
        let all_runs = again.reads().runs(None, None);
        let unfinished = all_runs
            .iter()
            .filter(|run| again.reads().run_status(**run) != Some(RunStatus::Completed))
            .count();
        assert_eq!(unfinished, 0, "after {n_writes} writes");
    }
}
