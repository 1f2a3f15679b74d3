//! Schedules across versions and restarts: each start comes once.

use std::path::Path;

use segue_definition::{Options as LoadOptions, SourceFile, load};
use segue_language::{Filter, Query, Text, Timestamp, Value};
use segue_runtime::{Runtime, RuntimeOptions};
use segue_store::{Options, Store};

use super::bed::NOW;

const HOUR: i64 = 3_600;
const OBJECT: &str = "object: Beat\nplural: Beats\nnameField: {label: Name}\n\
    deploymentStatus: Deployed\nsharingModel: ReadWrite\n";

/// A flow that leaves a record each time.
fn flow(frequency: &str, time: &str, name: &str) -> SourceFile {
    let text = format!(
        "flow: Beat\nstart:\n  triggerType: Scheduled\n  schedule: {{frequency: {frequency}, \
         startDate: 2027-01-15, startTime: '{time}'}}\nelements:\n  \
         Leave: {{create: Beat__c, set: {{Name: {name}}}}}\n"
    );
    SourceFile::new("Beat.flow.yaml", text)
}

fn deploy(runtime: &mut Runtime, flow: SourceFile, now: Timestamp) {
    let files = vec![flow, SourceFile::new("Beat__c.object.yaml", OBJECT)];
    let project = load(files, &LoadOptions::default(), None);
    assert!(project.problems.is_empty(), "{:?}", project.problems);
    runtime.deploy(&project, now).unwrap();
}

fn names(runtime: &Runtime, now: Timestamp) -> Vec<String> {
    let query = Query {
        object: Text::from("Beat__c"),
        filter: Filter::all(),
        sort: None,
        limit: None,
    };
    let beats = runtime.reads().records(&query, now).unwrap();
    let names = beats
        .iter()
        .filter_map(|beat| beat.get("Name").and_then(Value::as_text));
    names.map(ToString::to_string).collect()
}

fn opened(path: &Path) -> Runtime {
    let store = Store::open(path, &Options::default()).unwrap();
    Runtime::open(store, RuntimeOptions::default()).unwrap()
}

#[test]
fn another_version_in_force_plans_anew() {
    let store = Store::in_memory(&Options::default()).unwrap();
    let mut runtime = Runtime::open(store, RuntimeOptions::default()).unwrap();
    deploy(&mut runtime, flow("Daily", "10:00:00.000Z", "ten"), NOW);
    let first = runtime.next_due().unwrap();
    assert_eq!(first, NOW.plus_seconds(2 * HOUR));
    deploy(&mut runtime, flow("Daily", "11:00:00.000Z", "eleven"), NOW);
    for hours in [2, 3, 4] {
        runtime.run_due(NOW.plus_seconds(hours * HOUR));
    }
    assert_eq!(
        names(&runtime, NOW),
        ["eleven"],
        "the time of the old one is gone"
    );
    // At the very moment of a start: it is over for the old one, and comes for the new one.
    let noon = NOW.plus_seconds(27 * HOUR);
    runtime.run_due(noon);
    deploy(
        &mut runtime,
        flow("Daily", "11:00:00.000Z", "again"),
        Timestamp(noon.0 + 1),
    );
    runtime.run_due(NOW.plus_seconds(30 * HOUR));
    assert_eq!(names(&runtime, NOW), ["eleven", "eleven"]);
    runtime.run_due(NOW.plus_seconds(51 * HOUR));
    assert_eq!(names(&runtime, NOW), ["eleven", "eleven", "again"]);
}

#[test]
fn a_database_that_is_opened_again_between_starts_misses_none_and_doubles_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("segue.db");
    let mut runtime = opened(&path);
    deploy(&mut runtime, flow("Hourly", "08:30:00.000Z", "beat"), NOW);
    drop(runtime);
    for quarter in 1..=16 {
        let now = NOW.plus_seconds(quarter * HOUR / 4);
        let mut runtime = opened(&path);
        runtime.run_due(now);
        // Opened again at the very moment it has nothing left to do.
        drop(runtime);
        let mut runtime = opened(&path);
        runtime.run_due(now);
    }
    let runtime = opened(&path);
    assert_eq!(names(&runtime, NOW), vec!["beat"; 4], "8:30 to 11:30");
    assert_eq!(
        runtime.next_due(),
        Some(NOW.plus_seconds(4 * HOUR + HOUR / 2))
    );
}
