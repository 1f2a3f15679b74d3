//! After a stop at any write, a database holds exactly what was committed.

use std::sync::Arc;

use segue_engine::Event;
use segue_language::{FieldType, ObjectType, Record, Timestamp, Type, Value};
use segue_store::{Options, Result, Stamp, Store, StoreError, Tx};

use crate::bed::{Bed, NOON, Story, dump, item, job, mail, write};

fn thing() -> Arc<ObjectType> {
    let name = FieldType {
        unique: true,
        ..FieldType::new("Name", "", Type::Text)
    };
    Arc::new(ObjectType::new("Thing__c", "", "a01", vec![name]))
}

fn create_thing(tx: &Tx, name: &str) -> Result<()> {
    let table = tx.ensure_object(&thing())?;
    let mut record = Record::new("Thing__c");
    record.set("Name", Value::text(name));
    let id = tx.new_record_id(&table)?;
    tx.create_record(
        &table,
        &id,
        &record,
        &Stamp {
            at: NOON,
            by: "005",
        },
    )
}

/// Five transactions that touch every kind of row; calls `committed` after each.
fn workload(store: &mut Store, committed: &mut dyn FnMut()) -> Result<()> {
    let mut stories = write(store, |tx| {
        let stories = vec![Story::begin(tx)?, Story::begin(tx)?];
        tx.insert_item(&item(stories[0].row.n))?;
        tx.put_job(&job(stories[1].row.n))?;
        tx.post_mail(&mail(stories[0].row.n))?;
        Ok(stories)
    })?;
    committed();
    write(store, |tx| {
        create_thing(tx, "one")?;
        let savepoint = tx.savepoint();
        create_thing(tx, "two")?;
        match create_thing(tx, "ONE") {
            Err(StoreError::Duplicate { .. }) => tx.rollback_to(savepoint)?,
            other => other?,
        }
        create_thing(tx, "three")
    })?;
    committed();
    write(store, |tx| {
        stories[0].go_on(tx, &[Event::RunSuspended])?;
        tx.close_item(item(stories[0].row.n).n, "005000000000001AAA")?;
        tx.delete_job(job(stories[1].row.n).n, 1)?;
        stories[1].go_on(tx, &[Event::RunCompleted])
    })?;
    committed();
    // A batch that is given up leaves nothing.
    let tx = store.begin()?;
    Story::begin(&tx)?;
    create_thing(&tx, "four")?;
    tx.rollback()?;
    write(store, |tx| stories[0].go_on(tx, &[Event::RunCanceled]))?;
    committed();
    write(store, |tx| {
        tx.relate("r", stories[0].row.n)?;
        tx.claim_mail(1, Timestamp(50), &"1@x".into())?;
        tx.drop_mail(1, Timestamp(60))?;
        Story::begin(tx)
    })?;
    committed();
    Ok(())
}

/// What the database holds after 0, 1, … commits when nothing goes wrong, and the writes it took.
fn undisturbed() -> (Vec<String>, u64) {
    let bed = Bed::new();
    let mut store = bed.open();
    let path = bed.path();
    let mut dumps = vec![dump(&path)];
    workload(&mut store, &mut || dumps.push(dump(&path))).unwrap();
    let n_writes = store.metrics().writes;
    (dumps, n_writes)
}

#[test]
fn after_a_stop_at_any_write_the_database_holds_exactly_what_was_committed() {
    let (dumps, n_writes) = undisturbed();
    assert!(n_writes > 40, "{n_writes}");
    assert!(dumps.windows(2).all(|pair| pair[0] != pair[1]));
    for stop in 1..=n_writes {
        let bed = Bed::new();
        let options = Options {
            stop_after_writes: Some(stop),
            ..Options::default()
        };
        let mut store = bed.open_with(&options);
        let mut n_commits = 0;
        let stopped = workload(&mut store, &mut || n_commits += 1);
        assert!(
            matches!(stopped, Err(StoreError::Stopped)),
            "{stop}: {stopped:?}"
        );

        let crashed = bed.copy_as_after_a_crash();
        let reopened = crashed.open();
        assert_eq!(
            dump(&crashed.path()),
            dumps[n_commits],
            "stopped at write {stop}"
        );
        assert!(n_commits + 1 < dumps.len());
        drop(reopened);
        drop(store);
        drop(bed.open());
        assert_eq!(
            dump(&bed.path()),
            dumps[n_commits],
            "closed after write {stop}"
        );
    }
}

#[test]
fn a_stopped_store_answers_nothing_more() {
    let bed = Bed::new();
    let options = Options {
        stop_after_writes: Some(1),
        ..Options::default()
    };
    let mut store = bed.open_with(&options);
    let tx = store.begin().unwrap();
    assert!(matches!(tx.new_run_number(), Err(StoreError::Stopped)));
    assert!(matches!(tx.related_runs("r", 1), Err(StoreError::Stopped)));
    assert!(matches!(tx.commit(), Err(StoreError::Stopped)));
    assert!(matches!(store.begin(), Err(StoreError::Stopped)));
}

#[test]
fn work_can_be_done_again_after_a_stop() {
    let bed = Bed::new();
    let options = Options {
        stop_after_writes: Some(9),
        ..Options::default()
    };
    let mut store = bed.open_with(&options);
    workload(&mut store, &mut || ()).unwrap_err();
    drop(store);
    workload(&mut bed.open(), &mut || ()).unwrap();
}
