//! Interviews that no run asked for.

use segue_language::{FlowVersion, Text, Timestamp};
use segue_store::{AloneFilter, AloneRow, InterviewRow, PartNumber};

use crate::bed::write;

fn row(n: i64, flow: &str, has_failed: bool) -> AloneRow {
    AloneRow {
        n: PartNumber(n),
        flow: Text::from(flow),
        version: FlowVersion(7),
        has_failed,
        since: Timestamp(1),
        changed: Timestamp(2),
    }
}

fn found(store: &segue_store::Store, filter: AloneFilter) -> Vec<i64> {
    let limit = if filter.limit == 0 { 100 } else { filter.limit };
    let rows = store.all_alone(&AloneFilter { limit, ..filter }).unwrap();
    rows.iter().map(|row| row.n.0).collect()
}

specs! {
    fn interviews_alone_are_listed_newest_first(store) {
        write(store, |tx| {
            for row in [row(-1, "Remind", false), row(-2, "Sync", true), row(-3, "Sync", false)] {
                tx.put_alone(&row).unwrap();
            }
        });
        assert_eq!(store.alone(PartNumber(-2)).unwrap(), Some(row(-2, "Sync", true)));
        assert_eq!(found(store, AloneFilter::default()), [-3, -2, -1]);
        let failed = AloneFilter { has_failed: Some(true), ..AloneFilter::default() };
        assert_eq!(found(store, failed), [-2]);
        let of_flow = AloneFilter { flow: Some("SYNC".to_owned()), ..AloneFilter::default() };
        assert_eq!(found(store, of_flow), [-3, -2]);
        let after = Some(PartNumber(-3));
        assert_eq!(found(store, AloneFilter { after, limit: 1, ..AloneFilter::default() }), [-2]);
    }

    fn one_that_is_forgotten_leaves_nothing(store) {
        write(store, |tx| {
            tx.put_alone(&row(-1, "Sync", false)).unwrap();
            tx.put_interview(&InterviewRow { n: PartNumber(-1), at: Timestamp(1), state: vec![] }).unwrap();
            tx.await_for("event:paid__e", PartNumber(-1)).unwrap();
        });
        write(store, |tx| {
            assert!(tx.forget_alone(PartNumber(-1)).unwrap());
            assert!(!tx.forget_alone(PartNumber(-1)).unwrap());
        });
        assert_eq!(store.alone(PartNumber(-1)).unwrap(), None);
        assert_eq!(store.interview(PartNumber(-1)).unwrap(), None);
        assert_eq!(store.awaiting("event:paid__e").unwrap(), []);
    }
}
