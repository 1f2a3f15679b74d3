//! `segue verify` as people and scripts see it.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::process::{Command, Output};

use segue_engine::{Event, Run};
use segue_language::Timestamp;
use segue_store::{Link, Options, RunRow, Store, TurnRow, encode_run, run_id};

/// A database with one run of one turn, whose row claims to be in that many turns.
fn database(folder: &Path, sequence: i64) -> String {
    let mut store = Store::open(&folder.join("segue.sqlite"), &Options::default()).unwrap();
    let tx = store.begin().unwrap();
    let n = tx.new_run_number().unwrap();
    let (at, events) = (Timestamp(1), [Event::RunCanceled]);
    let mut run = Run::default();
    run.apply(&events[0], at);
    let turn = TurnRow {
        run: n,
        sequence: 1,
        at,
        actor: None,
        events: &events,
        previous: Link::default(),
    };
    let link = tx.append_turn(&turn).unwrap();
    let row = RunRow {
        n,
        definition: 1,
        status: run.status,
        stage: -1,
        version: 1,
        sequence,
        started: at,
        updated: at,
        ended: Some(at),
        starter: None,
        record: None,
        hash: link.hash,
        last: link.row,
        state: encode_run(&run),
    };
    tx.insert_run(&row).unwrap();
    let committed = tx.commit().unwrap();
    store.await_durable(committed).unwrap();
    run_id(n).to_string()
}

fn verify(folder: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_segue"));
    command.arg("verify").arg("--data").arg(folder).args(more);
    command.output().unwrap()
}

#[test]
fn a_sound_database_ends_with_0() {
    let folder = tempfile::tempdir().unwrap();
    database(folder.path(), 1);
    let output = verify(folder.path(), &["--json"]);
    assert_eq!(output.status.code(), Some(0));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let expected = serde_json::json!({"format": 1, "runs": 1, "rows": 1, "problems": []});
    assert_eq!(found, expected);
}

#[test]
fn a_broken_history_ends_with_1_and_names_run_and_turn() {
    let folder = tempfile::tempdir().unwrap();
    let id = database(folder.path(), 2);
    let output = verify(folder.path(), &["--json"]);
    assert_eq!(output.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let problem = &found["problems"][0];
    assert_eq!(problem["run"], id);
    assert_eq!(problem["sequence"], 2);
    assert_eq!(problem["code"], "sequence-gap");
    let text = String::from_utf8(verify(folder.path(), &[]).stdout).unwrap();
    assert!(
        text.starts_with(&format!("run {id} turn 2: sequence-gap: ")),
        "{text}"
    );
}

#[test]
fn a_folder_without_a_database_ends_with_2() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(verify(folder.path(), &[]).status.code(), Some(2));
}

#[test]
fn a_file_that_is_no_database_ends_with_3() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("segue.sqlite"),
        "no database ".repeat(99),
    )
    .unwrap();
    assert_eq!(verify(folder.path(), &[]).status.code(), Some(3));
}
