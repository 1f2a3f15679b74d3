//! Deployments: versions, what runs are pinned to, and what is there after a restart.

use segue_engine::RunStatus;
use segue_language::Value;
use segue_runtime::{Actor, Reply, Request, Runtime, RuntimeOptions};
use segue_store::Store;

use super::support::*;

/// A flow that gives out `said`.
fn saying(said: &str) -> (String, String) {
    flow(
        "Say",
        "AutoLaunchedFlow",
        &format!(
            "<assignments><name>Set</name><label>Set</label><assignmentItems>\
             <assignToReference>said</assignToReference><operator>Assign</operator>\
             <value><stringValue>{said}</stringValue></value></assignmentItems></assignments>\
             <start><connector><targetReference>Set</targetReference></connector></start>\
             <variables><name>said</name><dataType>String</dataType>\
             <isCollection>false</isCollection><isInput>false</isInput><isOutput>true</isOutput>\
             </variables>"
        ),
    )
}

fn page() -> (String, String) {
    flow(
        "Page",
        "Flow",
        "<screens><name>One</name><label>One</label>\
         <allowBack>true</allowBack><allowFinish>true</allowFinish><allowPause>true</allowPause>\
         <showFooter>true</showFooter><showHeader>true</showHeader></screens>\
         <start><connector><targetReference>One</targetReference></connector></start>",
    )
}

/// A person, then `Say` in the same stage, then `Say` in the next one.
fn person_then_say(said: &str) -> Vec<(String, String)> {
    let first = [
        interactive("Wait", "Page", ("User", "ann@example.com"), ""),
        background("Same_Stage", "Say", Some("Wait"), ""),
    ];
    let next = [background("Next_Stage", "Say", None, "")];
    let body = stage("One", &leads_to("Two"), &first) + &stage("Two", "", &next);
    vec![
        saying(said),
        page(),
        orchestration("Saying", "One", &body),
        (
            "people.yaml".to_owned(),
            "users: [ann@example.com]\n".to_owned(),
        ),
    ]
}

fn said(town: &Town, run: i64, stage: usize, step: usize) -> Value {
    let run = town.runtime.run(run).expect("is there").run;
    let outputs = &run.stages[stage].steps[step].outputs;
    outputs[0].1.clone()
}

fn finish(town: &mut Town, run: i64) {
    let item = town.item(run);
    let done = town.ask(Request::CompleteItem {
        item,
        by: user("ann@example.com"),
        outputs: vec![],
    });
    assert_eq!(done, Ok(Reply::Finished));
}

#[test]
fn a_step_runs_the_flow_version_that_was_active_when_it_was_created() {
    let mut town = town(&files(&person_then_say("old")));
    let run = town.start("Saying", vec![]);
    town.deploy(&files(&person_then_say("new")));
    finish(&mut town, run);
    assert_eq!(town.status(run), RunStatus::Completed);
    assert_eq!(said(&town, run, 0, 1), Value::text("old"));
    assert_eq!(said(&town, run, 1, 0), Value::text("new"));
}

#[test]
fn what_has_not_changed_gets_no_new_version() {
    let mut town = town(&files(&person_then_say("old")));
    let again = town.try_deploy(&files(&person_then_say("new")));
    assert_eq!(again.changed, [("Say".into(), 2)]);
    assert_eq!(again.n_unchanged, 2);
}

#[test]
fn a_restart_finds_definitions_runs_and_pending_jobs() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("segue.db");
    let open = || {
        let store = Store::open(&path, &segue_store::Options::default()).expect("opens");
        Runtime::open(store, RuntimeOptions::default()).expect("opens")
    };
    let asynchronous = "<requiresAsyncProcessing>true</requiresAsyncProcessing>";
    let steps = [background("Do", "Say", None, asynchronous)];
    let all = [
        saying("hello"),
        orchestration("Later", "Only", &stage("Only", "", &steps)),
    ];
    let mut before = town_on(open(), &files(&all));
    let run = before.start("Later", vec![]);
    drop(before);
    let mut after = Town {
        runtime: open(),
        now: segue_language::Timestamp(1_772_442_100_000_000),
    };
    assert_eq!(after.status(run), RunStatus::InProgress);
    after.work();
    assert_eq!(after.status(run), RunStatus::Completed);
    let second = after.start("Later", vec![]);
    after.work();
    assert_eq!(after.status(second), RunStatus::Completed);
}

#[test]
fn a_flow_that_is_missing_fails_its_step_until_it_is_deployed() {
    let steps = [background("Do", "pkg__Say", None, "")];
    let body = stage("Only", "", &steps);
    let mut town = town(&files(&[orchestration("Packaged", "Only", &body)]));
    let run = town.start("Packaged", vec![]);
    assert_eq!(town.status(run), RunStatus::Error);
    assert!(town.error(run).contains("stand in"), "{}", town.error(run));
    let (_, text) = saying("hello");
    town.deploy(&[("flows/pkg__Say.flow-meta.xml", text)]);
    town.ask(Request::Resume {
        run: run.into(),
        by: Actor::System,
        forced: None,
    })
    .expect("resumed");
    assert_eq!(town.status(run), RunStatus::Completed);
}

#[test]
fn a_flow_that_is_missing_can_be_stood_in_for() {
    let steps = [background("Do", "pkg__Say", None, "")];
    let body = stage("Only", "", &steps);
    let mut town = town(&files(&[orchestration("Packaged", "Only", &body)]));
    town.runtime.set_stand_ins(Box::new(|call| {
        let outputs = values(&[("said", Value::text("stood in"))]);
        (&*call.name == "pkg__Say").then_some(Ok(outputs))
    }));
    let run = town.start("Packaged", vec![]);
    assert_eq!(town.status(run), RunStatus::Completed);
    assert_eq!(said(&town, run, 0, 0), Value::text("stood in"));
}
