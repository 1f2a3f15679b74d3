//! Idempotency keys, related runs, stored interviews.

use segue_engine::PartId;
use segue_store::{InterviewRow, PartNumber, RunKey, RunNumber, StoreError};

use crate::bed::{NOON, write};

specs! {
    fn a_key_leads_to_the_run_that_it_started(store) {
        let key = RunKey { run: RunNumber(4), request: [3; 32] };
        write(store, |tx| tx.insert_run_key("ann", "k1", &key).unwrap());
        assert_eq!(store.run_key("ann", "k1").unwrap(), Some(key));
        assert_eq!(store.run_key("bob", "k1").unwrap(), None);
    }

    fn a_key_is_used_only_once_by_a_caller(store) {
        let key = RunKey { run: RunNumber(4), request: [3; 32] };
        write(store, |tx| {
            tx.insert_run_key("ann", "k1", &key).unwrap();
            tx.insert_run_key("bob", "k1", &key).unwrap();
            let again = tx.insert_run_key("ann", "k1", &key);
            assert!(matches!(again, Err(StoreError::Duplicate { .. })));
        });
    }

    fn related_runs_are_listed_newest_first(store) {
        write(store, |tx| {
            for run in [2, 7, 4, 7] {
                tx.relate("rec", RunNumber(run)).unwrap();
            }
            tx.relate("other", RunNumber(9)).unwrap();
        });
        assert_eq!(store.related_runs("rec", 10).unwrap(), [7, 4, 2].map(RunNumber));
        assert_eq!(store.related_runs("rec", 1).unwrap(), [RunNumber(7)]);
    }

    fn an_interview_is_replaced_and_forgotten(store) {
        let n = PartNumber::new(RunNumber(3), PartId(4));
        let row = InterviewRow { n, at: NOON, state: vec![1] };
        let later = InterviewRow { state: vec![2, 3], ..row.clone() };
        write(store, |tx| {
            tx.put_interview(&row).unwrap();
            tx.put_interview(&later).unwrap();
        });
        assert_eq!(store.interview(n).unwrap(), Some(later));
        write(store, |tx| {
            assert!(tx.delete_interview(n).unwrap());
            assert!(!tx.delete_interview(n).unwrap());
        });
        assert_eq!(store.interview(n).unwrap(), None);
    }
}
