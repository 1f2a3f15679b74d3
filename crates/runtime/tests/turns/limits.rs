//! Limits of one transaction: each just below, at and beyond it. Beyond it everything that the
//! flow wrote is undone, and no fault path takes it.

use segue_engine::RunStatus;
use segue_runtime::{Limits, RuntimeOptions};

use super::support::*;

/// Elements one after the other, each with a fault path on which a task says so.
fn chain(elements: &[String]) -> (String, String) {
    let mut body = String::new();
    for (number, element) in elements.iter().enumerate() {
        let next = match number + 1 < elements.len() {
            true => leads_to(&format!("E{}", number + 1)),
            false => String::new(),
        };
        let tag = element.split(['<', '>']).nth(1).unwrap();
        let open = format!("<{tag}>");
        let named = format!(
            "{open}<name>E{number}</name><label>E{number}</label>{next}<faultConnector>\
             <targetReference>Caught</targetReference></faultConnector>"
        );
        body.push_str(&element.replacen(&open, &named, 1));
    }
    let caught = "<recordCreates><name>Caught</name><label>Caught</label><inputAssignments>\
         <field>Subject</field><value><stringValue>caught</stringValue></value>\
         </inputAssignments><object>Task</object></recordCreates>";
    flow(
        "Chain",
        "AutoLaunchedFlow",
        &format!(
            "{body}{caught}<start><connector><targetReference>E0</targetReference></connector></start>"
        ),
    )
}

fn read() -> String {
    "<recordLookups><getFirstRecordOnly>false</getFirstRecordOnly><object>Task</object>\
     <storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>"
        .to_owned()
}

fn write() -> String {
    "<recordCreates><inputAssignments><field>Subject</field><value><stringValue>x</stringValue>\
     </value></inputAssignments><object>Task</object></recordCreates>"
        .to_owned()
}

fn act() -> String {
    "<actionCalls><actionName>emailSimple</actionName><actionType>emailSimple</actionType>\
     <inputParameters><name>emailAddresses</name><value><stringValue>a@example.com</stringValue>\
     </value></inputParameters></actionCalls>"
        .to_owned()
}

/// Runs the elements within limits, with so many tasks there before: how the run ended, its
/// error, and how many tasks there are afterwards.
fn run(limits: Limits, n_tasks: usize, elements: &[String]) -> (RunStatus, String, usize) {
    let body = stage("Only", "", &[background("Do", "Chain", None, "")]);
    let all = [chain(elements), orchestration("Run", "Only", &body)];
    let options = RuntimeOptions {
        limits,
        ..RuntimeOptions::default()
    };
    let mut town = town_with(options, &files(&all));
    for _ in 0..n_tasks {
        town.create("Task", &[("Subject", segue_language::Value::text("old"))]);
    }
    let run = town.start("Run", Vec::new());
    town.work();
    let status = town.status(run);
    let error = match status {
        RunStatus::Error => town.error(run),
        _ => String::new(),
    };
    (status, error, town.all("Task").len())
}

/// `n` is the limit: below it and at it the run completes, beyond it fails with that message.
fn check(limits: Limits, message: &str, elements: impl Fn(usize) -> (usize, Vec<String>)) {
    for n in [2, 3] {
        let (n_tasks, elements) = elements(n);
        let (status, error, _) = run(limits, n_tasks, &elements);
        assert_eq!((status, &*error), (RunStatus::Completed, ""), "{n}");
    }
    let (n_tasks, elements) = elements(4);
    let (status, error, n_after) = run(limits, n_tasks, &elements);
    assert_eq!(status, RunStatus::Error);
    assert!(error.contains(message), "{error}");
    assert_eq!(n_after, n_tasks, "what was written is undone");
}

#[test]
fn queries() {
    let limits = Limits {
        queries_max: 3,
        ..Limits::default()
    };
    check(limits, "queries of one transaction (queries_max)", |n| {
        (0, vec![read(); n])
    });
}

#[test]
fn rows_read() {
    let limits = Limits {
        rows_read_max: 3,
        ..Limits::default()
    };
    let message = "rows read in one transaction (rows_read_max)";
    check(limits, message, |n| (n, vec![read()]));
}

#[test]
fn write_statements() {
    let limits = Limits {
        writes_max: 3,
        ..Limits::default()
    };
    let message = "write statements of one transaction (writes_max)";
    check(limits, message, |n| (0, vec![write(); n]));
}

#[test]
fn rows_written() {
    let limits = Limits {
        rows_written_max: 3,
        ..Limits::default()
    };
    let message = "rows written in one transaction (rows_written_max)";
    check(limits, message, |n| (0, vec![write(); n]));
}

#[test]
fn actions() {
    let limits = Limits {
        calls_max: 3,
        ..Limits::default()
    };
    let message = "actions called in one transaction (calls_max)";
    check(limits, message, |n| (0, vec![act(); n]));
}

#[test]
fn what_is_rolled_back_was_asked_all_the_same() {
    let limits = Limits {
        writes_max: 3,
        ..Limits::default()
    };
    let roll_back = || "<recordRollbacks></recordRollbacks>".to_owned();
    let elements = |n: usize| {
        let pairs = (0..n).flat_map(|_| [write(), roll_back()]);
        (0, pairs.collect())
    };
    check(limits, "(writes_max)", elements);
}
