//! Subscriptions.

use segue_language::Text;
use segue_store::{RunNumber, Subscription};

use crate::bed::write;

fn subscription(record: &str, run: i64, fields: &[&str]) -> Subscription {
    Subscription {
        record: Text::from(record),
        run: RunNumber(run),
        fields: fields.iter().map(|field| Text::from(*field)).collect(),
    }
}

specs! {
    fn subscribers_of_a_record_come_oldest_run_first(store) {
        let (late, early) = (subscription("r", 8, &["Status"]), subscription("r", 3, &["A", "B__c"]));
        write(store, |tx| {
            tx.subscribe(&late).unwrap();
            tx.subscribe(&early).unwrap();
            tx.subscribe(&subscription("other", 1, &["A"])).unwrap();
        });
        assert_eq!(store.subscribers("r").unwrap(), [early, late]);
        assert_eq!(store.subscribers("none").unwrap(), []);
    }

    fn subscribing_again_replaces_the_fields(store) {
        write(store, |tx| {
            tx.subscribe(&subscription("r", 3, &["A"])).unwrap();
            tx.subscribe(&subscription("r", 3, &["B"])).unwrap();
        });
        assert_eq!(store.subscribers("r").unwrap(), [subscription("r", 3, &["B"])]);
    }

    fn unsubscribing_forgets_everything_a_run_waits_for(store) {
        write(store, |tx| {
            for record in ["a", "b"] {
                tx.subscribe(&subscription(record, 3, &["A"])).unwrap();
            }
            tx.subscribe(&subscription("a", 4, &[])).unwrap();
        });
        assert_eq!(store.subscriptions(RunNumber(3)).unwrap().len(), 2);
        write(store, |tx| tx.unsubscribe(RunNumber(3)).unwrap());
        assert_eq!(store.subscriptions(RunNumber(3)).unwrap(), []);
        assert_eq!(store.subscribers("a").unwrap(), [subscription("a", 4, &[])]);
    }
}
