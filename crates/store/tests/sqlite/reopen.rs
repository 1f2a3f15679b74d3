//! Opening a database again: by the same program, an older one, a reader.

use segue_store::{Options, Reader, RunNumber, Store, StoreError};

use crate::bed::{Bed, Story, write};

#[test]
fn what_was_committed_is_there_after_opening_again() {
    let bed = Bed::new();
    let row = write(&mut bed.open(), Story::begin).unwrap().row;
    assert_eq!(bed.open().run(row.n).unwrap(), Some(row));
}

#[test]
fn numbers_go_on_after_opening_again() {
    let bed = Bed::new();
    let before = write(&mut bed.open(), |tx| tx.new_run_number()).unwrap();
    let after = write(&mut bed.open(), |tx| tx.new_run_number()).unwrap();
    assert!(before < after);
}

#[test]
fn the_first_number_can_be_chosen() {
    let options = Options {
        first_number: 5000,
        ..Options::default()
    };
    let mut store = Store::in_memory(&options).unwrap();
    assert_eq!(
        write(&mut store, |tx| tx.new_run_number()).unwrap(),
        RunNumber(5000)
    );
}

#[test]
fn the_same_work_gives_the_same_database() {
    let dumps = [(); 2].map(|()| {
        let bed = Bed::new();
        write(&mut bed.open(), |tx| Story::begin(tx).map(|_| ())).unwrap();
        crate::bed::dump(&bed.path())
    });
    assert_eq!(dumps[0], dumps[1]);
}

#[test]
fn a_newer_database_is_refused_and_left_as_it_is() {
    let bed = Bed::new();
    drop(bed.open());
    bed.tamper("INSERT INTO migration SELECT max(n) + 1, zeroblob(32) FROM migration");
    let before = crate::bed::dump(&bed.path());
    let refused = Store::open(&bed.path(), &Options::default()).unwrap_err();
    assert!(matches!(refused, StoreError::NewerDatabase { found, known } if found == known + 1));
    assert!(matches!(
        Reader::open(&bed.path()),
        Err(StoreError::NewerDatabase { .. })
    ));
    assert_eq!(crate::bed::dump(&bed.path()), before);
}

#[test]
fn a_database_with_other_migrations_is_refused() {
    let bed = Bed::new();
    drop(bed.open());
    bed.tamper("UPDATE migration SET checksum = zeroblob(32)");
    let refused = Store::open(&bed.path(), &Options::default());
    assert!(matches!(refused, Err(StoreError::Corrupt { .. })));
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let bed = Bed::new();
    std::fs::write(bed.path(), "no database ".repeat(100)).unwrap();
    assert!(matches!(
        Store::open(&bed.path(), &Options::default()),
        Err(StoreError::Corrupt { .. })
    ));
    assert!(matches!(
        Reader::open(&bed.path()),
        Err(StoreError::Corrupt { .. })
    ));
}

#[test]
fn a_database_of_another_program_is_refused_and_left_as_it_is() {
    let bed = Bed::new();
    bed.tamper("CREATE TABLE other(x)");
    let before = std::fs::read(bed.path()).unwrap();
    let refused = Store::open(&bed.path(), &Options::default());
    assert!(matches!(refused, Err(StoreError::Corrupt { .. })));
    assert!(matches!(
        Reader::open(&bed.path()),
        Err(StoreError::Corrupt { .. })
    ));
    assert_eq!(std::fs::read(bed.path()).unwrap(), before);
}

#[test]
fn a_missing_database_is_not_made_by_a_reader() {
    let bed = Bed::new();
    assert!(matches!(
        Reader::open(&bed.path()),
        Err(StoreError::Unavailable(_))
    ));
    assert!(!bed.path().exists());
}

#[test]
fn a_reader_sees_what_is_committed_and_nothing_else() {
    let bed = Bed::new();
    let mut store = bed.open();
    let reader = store.reader().unwrap().unwrap();
    let tx = store.begin().unwrap();
    let n = Story::begin(&tx).unwrap().row.n;
    assert_eq!(reader.run(n).unwrap(), None);
    let committed = tx.commit().unwrap();
    store.await_durable(committed).unwrap();
    assert!(reader.run(n).unwrap().is_some());
}

#[test]
fn a_store_in_memory_has_no_readers() {
    assert!(
        Store::in_memory(&Options::default())
            .unwrap()
            .reader()
            .unwrap()
            .is_none()
    );
}

#[test]
fn a_second_writer_waits_for_the_first_or_fails() {
    let bed = Bed::new();
    let mut one = bed.open();
    let mut other = bed.open();
    write(&mut one, |tx| Story::begin(tx).map(|_| ())).unwrap();
    write(&mut other, |tx| Story::begin(tx).map(|_| ())).unwrap();
    assert_eq!(one.verify().unwrap().runs, 2);
}

#[test]
fn a_reader_opens_what_a_crash_has_left() {
    let bed = Bed::new();
    let mut store = bed.open();
    let row = write(&mut store, Story::begin).unwrap().row;
    let unfinished = store.begin().unwrap();
    unfinished.relate("r", row.n).unwrap();
    let crashed = bed.copy_as_after_a_crash();
    let reader = Reader::open(&crashed.path()).unwrap();
    assert_eq!(reader.run(row.n).unwrap(), Some(row));
    assert_eq!(reader.related_runs("r", 9).unwrap(), []);
}
