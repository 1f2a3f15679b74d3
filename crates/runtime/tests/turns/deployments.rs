//! Deployments: versions, what runs are pinned to, and what is there after a restart.

use segue_engine::RunStatus;
use segue_language::Value;
use segue_runtime::{
    Activation, ActivationError, Actor, Deployer, Refusal, Reply, Request, Runtime, RuntimeOptions,
};
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
    let run = town.runtime.reads().run(run).expect("is there").run;
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

fn by_ann() -> Deployer {
    Deployer {
        user: Some("ann@example.com".into()),
        address: "192.0.2.1".to_owned(),
    }
}

fn put_in_force(town: &mut Town, name: &str, number: Option<i64>) -> (Option<i64>, Option<i64>) {
    let name = name.into();
    let wanted = Activation { name, number };
    let now = town.now;
    let done = town.runtime.activate(&wanted, &by_ann(), now).unwrap();
    (done.before, done.now)
}

#[test]
fn an_older_version_in_force_again_serves_steps_from_then_on() {
    let mut town = town(&files(&person_then_say("old")));
    town.deploy(&files(&person_then_say("new")));
    let run = town.start("Saying", vec![]);
    assert_eq!(put_in_force(&mut town, "say", Some(1)), (Some(2), Some(1)));
    finish(&mut town, run);
    assert_eq!(said(&town, run, 0, 1), Value::text("new"));
    assert_eq!(said(&town, run, 1, 0), Value::text("old"));
}

#[test]
fn an_orchestration_out_of_force_starts_no_run_and_its_runs_go_on() {
    let mut town = town(&files(&person_then_say("old")));
    let run = town.start("Saying", vec![]);
    assert_eq!(put_in_force(&mut town, "Saying", None), (Some(1), None));
    let refused = town.ask(Request::StartRun {
        orchestration: "Saying".into(),
        inputs: vec![],
        by: Actor::System,
        key: None,
    });
    assert!(
        matches!(refused, Err(Refusal::Unknown { .. })),
        "{refused:?}"
    );
    finish(&mut town, run);
    assert_eq!(town.status(run), RunStatus::Completed);
}

#[test]
fn what_was_decided_about_versions_is_there_after_a_restart_and_a_deployment() {
    let mut town = town(&files(&person_then_say("old")));
    town.deploy(&files(&person_then_say("new")));
    put_in_force(&mut town, "Say", Some(1));
    put_in_force(&mut town, "Page", None);
    let again = town.try_deploy(&files(&person_then_say("new")));
    assert_eq!(again.changed, []);
    assert_eq!(again.warnings.len(), 2, "{:?}", again.warnings);
    let store = town.runtime.into_store();
    let runtime = Runtime::open(store, RuntimeOptions::default()).unwrap();
    let versions = runtime.reads().definition_versions().unwrap();
    let active: Vec<_> = versions.iter().filter(|v| v.is_active).collect();
    let active: Vec<_> = active.iter().map(|v| (&*v.name, v.ordinal)).collect();
    assert_eq!(active, [("Say", 1), ("Saying", 1)]);
    let audit = runtime.store().audit_lines(None, 10).unwrap();
    let kinds: Vec<_> = audit
        .iter()
        .map(|line| (&*line.kind, &*line.actor))
        .collect();
    assert_eq!(kinds[0], ("deactivated", "ann@example.com"));
    assert_eq!(kinds[1], ("activated", "ann@example.com"));
    assert_eq!(kinds[2], ("deployed", "command line"));
}

#[test]
fn a_version_that_is_not_there_is_not_put_in_force() {
    let mut town = town(&files(&person_then_say("old")));
    for (name, number) in [("Say", Some(7)), ("Nobody", Some(1)), ("Nobody", None)] {
        let name = name.into();
        let wanted = Activation { name, number };
        let refused = town.runtime.activate(&wanted, &by_ann(), town.now);
        assert!(matches!(refused, Err(ActivationError::Unknown(_))));
    }
}

#[test]
fn definitions_in_yaml_are_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("segue.sqlite");
    let open = || {
        let store = Store::open(&path, &segue_store::Options::default()).unwrap();
        Runtime::open(store, RuntimeOptions::default()).unwrap()
    };
    let say = "flow: Say\nvariables: {said: output String}\nelements: {Set: {set: said = yes}}\n";
    let twice = "orchestration: Twice
stages:
  One:
    steps: {First: {run: Say}}
  Two:
    steps: {Second: {run: Say, when: First.Outputs.said = yes}}
";
    let files = [
        ("flows/Say.flow.yaml", say.to_owned()),
        ("flows/Twice.orchestration.yaml", twice.to_owned()),
    ];
    let first = town_on(open(), &files);
    let now = first.now;
    drop(first);
    let mut again = Town {
        runtime: open(),
        now,
    };
    assert_eq!(again.try_deploy(&files).changed, []);
    let run = again.start("Twice", values(&[]));
    again.work();
    assert_eq!(again.status(run), RunStatus::Completed);
    assert_eq!(said(&again, run, 1, 0), Value::text("yes"));
}
