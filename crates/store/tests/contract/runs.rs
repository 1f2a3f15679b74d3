//! Runs.

use segue_engine::RunStatus;
use segue_language::{Text, Timestamp};
use segue_store::{RunFilter, RunNumber, StoreError};

use crate::bed::{NOON, new_run, run_row, write};

specs! {
    fn a_run_is_read_as_it_was_stored(store) {
        let mut row = run_row(RunNumber(41), RunStatus::Completed);
        row.ended = Some(NOON.plus_seconds(3));
        row.record = Some(Text::from("a00000000000001AAA"));
        row.hash = [9; 32];
        row.last = 12;
        write(store, |tx| tx.insert_run(&row).unwrap());
        assert_eq!(store.run(RunNumber(41)).unwrap(), Some(row));
    }

    fn an_unknown_run_is_none(store) {
        assert_eq!(store.run(RunNumber(1)).unwrap(), None);
    }

    fn numbers_of_new_runs_grow(store) {
        let numbers = write(store, |tx| [tx.new_run_number().unwrap(), tx.new_run_number().unwrap()]);
        assert!(numbers[0] < numbers[1]);
    }

    fn a_run_can_be_stored_only_once(store) {
        write(store, |tx| {
            let row = new_run(tx);
            assert!(matches!(tx.insert_run(&row), Err(StoreError::Duplicate { .. })));
        });
    }

    fn an_update_changes_the_row_and_its_version(store) {
        let mut row = write(store, new_run);
        row.version += 1;
        row.status = RunStatus::Completed;
        row.stage = 3;
        row.ended = Some(Timestamp(5));
        row.state = vec![1, 2, 3];
        write(store, |tx| tx.update_run(&row).unwrap());
        assert_eq!(store.run(row.n).unwrap(), Some(row));
    }

    fn an_update_with_a_stale_version_is_a_conflict(store) {
        let mut row = write(store, new_run);
        row.version += 1;
        write(store, |tx| {
            tx.update_run(&row).unwrap();
            let again = tx.update_run(&row);
            assert!(matches!(again, Err(StoreError::Conflict { expected: 1, .. })), "{again:?}");
        });
    }

    fn an_update_of_an_unknown_run_is_a_conflict(store) {
        let row = run_row(RunNumber(8), RunStatus::InProgress);
        write(store, |tx| assert!(matches!(tx.update_run(&row), Err(StoreError::Conflict { .. }))));
    }

    fn open_runs_are_listed_by_status_and_oldest_first(store) {
        use RunStatus::{Canceled, Completed, Error, InProgress, Suspended};
        let all = [InProgress, Completed, Suspended, InProgress, Error, Canceled, InProgress];
        write(store, |tx| {
            for (n, status) in (1..).zip(all) {
                tx.insert_run(&run_row(RunNumber(n), status)).unwrap();
            }
        });
        let open = |status, after| store.open_runs(status, RunNumber(after), 10).unwrap();
        assert_eq!(open(InProgress, 0), [RunNumber(1), RunNumber(4), RunNumber(7)]);
        assert_eq!(open(InProgress, 4), [RunNumber(7)]);
        assert_eq!(open(Suspended, 0), [RunNumber(3)]);
        assert_eq!(open(Error, 0), [RunNumber(5)]);
        assert_eq!(open(Completed, 0), []);
    }

    fn lists_of_runs_filter_by_definition_and_status_newest_first(store) {
        write(store, |tx| {
            for n in 1..=9 {
                let status = if n % 2 == 0 { RunStatus::Completed } else { RunStatus::InProgress };
                let mut row = run_row(RunNumber(n), status);
                row.definition = n % 3;
                tx.insert_run(&row).unwrap();
            }
        });
        let list = |filter: RunFilter| -> Vec<i64> {
            store.runs(&filter).unwrap().iter().map(|row| row.n.0).collect()
        };
        let all = RunFilter { limit: 100, ..Default::default() };
        assert_eq!(list(all.clone()), [9, 8, 7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(list(RunFilter { definition: Some(1), ..all.clone() }), [7, 4, 1]);
        let status = Some(RunStatus::Completed);
        assert_eq!(list(RunFilter { status, ..all.clone() }), [8, 6, 4, 2]);
        assert_eq!(list(RunFilter { status, definition: Some(2), ..all.clone() }), [8, 2]);
        let status = Some(RunStatus::InProgress);
        let before = Some(RunNumber(7));
        assert_eq!(list(RunFilter { status, before, limit: 2, ..all }), [5, 3]);
    }
}
