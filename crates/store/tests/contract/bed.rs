//! Stores to test, and rows to put into them.

use segue_engine::{Event, Run, RunStatus};
use segue_language::{Text, Timestamp};
use segue_store::{Link, Options, RunNumber, RunRow, Store, TurnRow, Tx, encode_run};

/// Some moment.
pub(crate) const NOON: Timestamp = Timestamp(1_772_452_800_000_000);

/// Runs a spec on a store in memory.
pub(crate) fn in_memory(spec: fn(&mut Store)) {
    in_memory_with(spec);
}

/// Runs something on a store in memory.
pub(crate) fn in_memory_with(work: impl FnOnce(&mut Store)) {
    work(&mut Store::in_memory(&Options::default()).unwrap());
}

/// Runs a spec on a store in a file.
pub(crate) fn on_file(spec: fn(&mut Store)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("segue.sqlite");
    spec(&mut Store::open(&path, &Options::default()).unwrap());
}

/// Carries out one transaction.
pub(crate) fn write<T>(store: &mut Store, work: impl FnOnce(&Tx) -> T) -> T {
    let tx = store.begin().unwrap();
    let result = work(&tx);
    let committed = tx.commit().unwrap();
    store.await_durable(committed).unwrap();
    result
}

/// A run as it is after its first turn.
pub(crate) fn run_row(n: RunNumber, status: RunStatus) -> RunRow {
    RunRow {
        n,
        definition: 7,
        status,
        stage: 0,
        version: 1,
        sequence: 1,
        started: NOON,
        updated: NOON,
        ended: None,
        starter: Some(Text::from("005000000000001AAA")),
        record: None,
        hash: [0; 32],
        last: 0,
        state: encode_run(&Run::default()),
    }
}

/// Stores a new run in progress.
pub(crate) fn new_run(tx: &Tx) -> RunRow {
    let row = run_row(tx.new_run_number().unwrap(), RunStatus::InProgress);
    tx.insert_run(&row).unwrap();
    row
}

/// Appends a turn of one note and updates the run's row in memory.
pub(crate) fn append_note(tx: &Tx, row: &mut RunRow, sequence: i64, note: &str) {
    let link = tx
        .append_turn(&TurnRow {
            run: row.n,
            sequence,
            at: NOON,
            actor: None,
            events: &[Event::Noted(note.into())],
            previous: Link {
                row: row.last,
                hash: row.hash,
            },
        })
        .unwrap();
    (row.last, row.hash, row.sequence) = (link.row, link.hash, sequence);
}
