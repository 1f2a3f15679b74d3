//! The bytes of stored events and states. They stay the same: the order of variants and fields is
//! part of the format, and databases hold them for years.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use segue_engine::{Event, Run};
use segue_language::Timestamp;
use segue_store::{decode, decode_run, encode, encode_run};

/// Those that the others need: without a stage there is no step.
const FIRST: [&str; 4] = [
    "run_started",
    "stage_started",
    "step_started",
    "work_item_opened",
];

/// Those that came later: what was there before keeps its place.
const LATER: [&str; 3] = ["approval_given", "approval_overridden", "run_recalled"];

/// The engine's samples of events by name, in an order in which they mean something.
fn samples() -> Vec<(String, Event)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../engine/tests/stored/events");
    let files = std::fs::read_dir(folder).unwrap();
    let mut samples: Vec<_> = files.map(|file| sample(file.unwrap().path())).collect();
    samples.sort_by_key(|(name, _)| {
        let place = FIRST.iter().position(|first| first == name);
        let is_later = LATER.iter().position(|later| later == name);
        (is_later, place.unwrap_or(FIRST.len()), name.clone())
    });
    samples
}

fn sample(path: PathBuf) -> (String, Event) {
    let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let event = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    (name, event)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn bytes(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2);
    let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    pairs.map(byte).collect()
}

fn states() -> Vec<(String, Run)> {
    let mut run = Run::default();
    let events = samples().into_iter().enumerate();
    let after = |(place, (name, event)): (usize, (String, Event))| {
        run.apply(&event, Timestamp(1_000_000 * place as i64));
        (name, run.clone())
    };
    events.map(after).collect()
}

#[test]
fn events_are_stored_in_the_same_bytes_as_ever() {
    let line = |(name, event): &(String, Event)| format!("{name} {}\n", hex(&encode(event)));
    let lines: String = samples().iter().map(line).collect();
    expect_file!["events.txt"].assert_eq(&lines);
}

#[test]
fn states_are_stored_in_the_same_bytes_as_ever() {
    let line = |(name, run): &(String, Run)| format!("{name} {}\n", hex(&encode_run(run)));
    let lines: String = states().iter().map(line).collect();
    expect_file!["states.txt"].assert_eq(&lines);
}

#[test]
fn bytes_of_all_times_are_read() {
    for ((_, event), line) in samples().iter().zip(include_str!("events.txt").lines()) {
        let (_, hex) = line.split_once(' ').unwrap();
        assert_eq!(decode::<Event>(&bytes(hex)).unwrap(), *event);
    }
    for ((_, run), line) in states().iter().zip(include_str!("states.txt").lines()) {
        let (_, hex) = line.split_once(' ').unwrap();
        assert_eq!(decode_run(&bytes(hex)).unwrap(), *run);
    }
}
