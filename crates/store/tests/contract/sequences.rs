//! Numbers.

use crate::bed::write;

specs! {
    fn a_counter_has_no_gaps(store) {
        let numbers = write(store, |tx| [(); 3].map(|()| tx.next_number("c").unwrap()));
        assert_eq!(numbers, [1, 2, 3]);
        assert_eq!(write(store, |tx| tx.next_number("c").unwrap()), 4);
        assert_eq!(write(store, |tx| tx.next_number("d").unwrap()), 1);
    }

    fn a_rolled_back_number_of_a_counter_is_given_again(store) {
        let tx = store.begin().unwrap();
        assert_eq!(tx.next_number("c").unwrap(), 1);
        tx.rollback().unwrap();
        assert_eq!(write(store, |tx| tx.next_number("c").unwrap()), 1);
    }

    fn run_numbers_stay_unique_after_a_rollback(store) {
        let before = write(store, |tx| tx.new_run_number().unwrap());
        let tx = store.begin().unwrap();
        for _ in 0..2000 {
            tx.new_run_number().unwrap();
        }
        tx.rollback().unwrap();
        let mut after = write(store, |tx| [(); 1500].map(|()| tx.new_run_number().unwrap()));
        assert!(!after.contains(&before));
        after.sort();
        assert!(after.windows(2).all(|pair| pair[0] != pair[1]));
    }

    fn run_numbers_stay_unique_after_a_savepoint_was_undone(store) {
        write(store, |tx| {
            let mut all = vec![tx.new_run_number().unwrap()];
            let savepoint = tx.savepoint();
            for _ in 0..2000 {
                tx.new_run_number().unwrap();
            }
            tx.rollback_to(savepoint).unwrap();
            all.extend((0..2000).map(|_| tx.new_run_number().unwrap()));
            let n = all.len();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), n);
        });
    }
}
