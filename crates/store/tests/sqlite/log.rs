//! The write-ahead log stays small, whoever reads.

use segue_store::{Options, Result, Store, Tx};

use crate::bed::{Bed, Story, write};

const BATCHES: usize = 60;
const SMALL_LOG: Options = Options {
    cache_mib: 4,
    log_cap_mib: 1,
    checkpoint_every_ms: 1,
    first_number: 1,
    stop_after_writes: None,
};

fn batch(tx: &Tx) -> Result<()> {
    for _ in 0..200 {
        Story::begin(tx)?;
    }
    Ok(())
}

fn fill(store: &mut Store) {
    for _ in 0..BATCHES {
        write(store, batch).unwrap();
    }
}

fn log_bytes(bed: &Bed) -> u64 {
    let path = bed.path().with_file_name("segue.sqlite-wal");
    std::fs::metadata(path).map_or(0, |file| file.len())
}

#[test]
fn the_log_is_begun_again_when_it_is_too_large() {
    let bed = Bed::new();
    let mut store = bed.open_with(&SMALL_LOG);
    fill(&mut store);
    let written = store.metrics().log_pages * 4096;
    assert!(written > 4 << 20, "{written}");
    assert!(log_bytes(&bed) < 4 << 20, "{}", log_bytes(&bed));
    assert_eq!(store.verify().unwrap().problems, []);
}

#[test]
fn the_log_is_gone_after_closing() {
    let bed = Bed::new();
    let mut store = bed.open();
    fill(&mut store);
    drop(store);
    assert_eq!(log_bytes(&bed), 0);
    let found = bed.open().verify().unwrap();
    assert_eq!(
        (found.runs, found.rows),
        (BATCHES as u64 * 200, BATCHES as u64 * 200)
    );
}

#[test]
fn a_reader_in_the_middle_of_reading_only_delays_the_log() {
    let bed = Bed::new();
    let mut store = bed.open_with(&SMALL_LOG);
    write(&mut store, batch).unwrap();
    let slow = rusqlite::Connection::open(bed.path()).unwrap();
    slow.execute_batch("BEGIN; SELECT count(*) FROM run")
        .unwrap();
    let mut n = slow.prepare("SELECT n FROM run").unwrap();
    let mut rows = n.query([]).unwrap();
    rows.next().unwrap();
    for _ in 0..3 {
        write(&mut store, batch).unwrap();
    }
    assert_eq!(store.verify().unwrap().problems, []);
}
