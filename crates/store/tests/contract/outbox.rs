//! The outbox.

use segue_language::Timestamp;
use segue_store::RunNumber;

use crate::bed::write;

specs! {
    fn a_delivery_is_read_as_it_was_posted(store) {
        let n = write(store, |tx| tx.post(RunNumber(4), 2, Timestamp(0), b"mail").unwrap());
        let found = store.due_deliveries(Timestamp(1), 10).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].n, found[0].run, found[0].kind), (n, RunNumber(4), 2));
        assert_eq!((found[0].attempt, &found[0].body[..]), (0, &b"mail"[..]));
    }

    fn deliveries_come_in_the_order_of_their_time(store) {
        let numbers = write(store, |tx| {
            [20, 0, 10, 0].map(|due| tx.post(RunNumber(1), 1, Timestamp(due), b"").unwrap())
        });
        let due = |now| -> Vec<i64> {
            let found = store.due_deliveries(Timestamp(now), 10).unwrap();
            found.iter().map(|delivery| delivery.n).collect()
        };
        assert_eq!(due(5), [numbers[1], numbers[3]]);
        assert_eq!(due(20), [numbers[1], numbers[3], numbers[2], numbers[0]]);
        assert_eq!(store.next_due_delivery().unwrap(), Some(Timestamp(0)));
    }

    fn a_postponed_delivery_counts_its_attempts(store) {
        write(store, |tx| {
            let n = tx.post(RunNumber(1), 1, Timestamp(0), b"").unwrap();
            assert!(tx.postpone_delivery(n, Timestamp(50)).unwrap());
            assert!(!tx.postpone_delivery(n + 1, Timestamp(50)).unwrap());
        });
        assert!(store.due_deliveries(Timestamp(49), 10).unwrap().is_empty());
        assert_eq!(store.due_deliveries(Timestamp(50), 10).unwrap()[0].attempt, 1);
    }

    fn a_delivery_is_forgotten_only_once(store) {
        write(store, |tx| {
            let n = tx.post(RunNumber(1), 1, Timestamp(0), b"").unwrap();
            assert!(tx.delete_delivery(n).unwrap());
            assert!(!tx.delete_delivery(n).unwrap());
        });
    }
}
