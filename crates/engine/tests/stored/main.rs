//! The stored forms: every event has a golden file, and nothing is lost on the way to the store
//! and back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod samples;

use std::collections::BTreeSet;
use std::path::Path;

use expect_test::expect_file;
use segue_engine::{Event, Run};
use segue_language::Timestamp;

/// A file that changes is a stored format that changes: add a variant, and keep the old one.
#[test]
fn every_event_is_stored_as_its_golden_file_says() {
    for event in samples::events() {
        let json = serde_json::to_string_pretty(&event).unwrap() + "\n";
        expect_file![path(&event)].assert_eq(&json);
    }
}

#[test]
fn every_golden_file_is_still_read() {
    for event in samples::events() {
        let json = std::fs::read_to_string(path(&event)).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), event);
    }
}

#[test]
fn every_golden_file_belongs_to_an_event() {
    let known: BTreeSet<String> = samples::events().iter().map(path).collect();
    for file in std::fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path().display().to_string();
        assert!(known.contains(&path), "{path} belongs to no event");
    }
}

#[test]
fn events_come_back_from_their_compact_form() {
    for event in samples::events() {
        let bytes = postcard::to_stdvec(&event).unwrap();
        assert_eq!(postcard::from_bytes::<Event>(&bytes).unwrap(), event);
    }
}

#[test]
fn a_run_comes_back_from_its_compact_form_after_each_event() {
    let mut run = Run::default();
    for (seconds, event) in (0..).zip(samples::events()) {
        run.apply(&event, Timestamp::default().plus_seconds(seconds));
        let bytes = postcard::to_stdvec(&run).unwrap();
        assert_eq!(postcard::from_bytes::<Run>(&bytes).unwrap(), run);
        let json = serde_json::to_string(&run).unwrap();
        assert_eq!(serde_json::from_str::<Run>(&json).unwrap(), run);
    }
}

#[test]
fn applying_events_that_belong_to_no_part_changes_no_part_and_fails_never() {
    for event in samples::events() {
        let mut run = Run::default();
        run.apply(&event, Timestamp::default());
        let born = matches!(event, Event::StageStarted { .. });
        assert_eq!(run.stages.is_empty(), !born, "{event:?}");
    }
}

fn path(event: &Event) -> String {
    folder()
        .join(format!("{}.json", samples::name(event)))
        .display()
        .to_string()
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stored/events")
}
