//! Open work items.

use segue_engine::PartId;
use segue_language::Text;
use segue_store::{Held, OpenItem, PartNumber, RunNumber};

use crate::bed::{NOON, write};

fn item(assignee: &str, run: i64) -> OpenItem {
    OpenItem {
        n: PartNumber::new(RunNumber(run), PartId(3)),
        assignee: Text::from(assignee),
        step: PartId(2),
        created: NOON,
        label: Text::from("Approve"),
        related: Text::from("a00000000000001AAA"),
        inputs: vec![1, 2],
        is_approval: false,
    }
}

specs! {
    fn an_open_item_is_read_as_it_was_stored(store) {
        let item = item("ann", 5);
        write(store, |tx| tx.insert_item(&item).unwrap());
        assert_eq!(store.open_item("ann", item.n).unwrap(), Some(item));
    }

    fn an_assignee_sees_only_their_own_items_oldest_first(store) {
        write(store, |tx| {
            for (assignee, run) in [("ann", 9), ("bob", 1), ("ann", 2), ("ann", 5)] {
                tx.insert_item(&item(assignee, run)).unwrap();
            }
        });
        let items = store.open_items("ann", PartNumber::default(), 10).unwrap();
        assert_eq!(items.iter().map(|item| item.n.run().0).collect::<Vec<_>>(), [2, 5, 9]);
        assert_eq!(store.count_open_items("ann").unwrap(), 3);
        assert_eq!(store.count_open_items("cid").unwrap(), 0);
        assert_eq!(store.all_open_items(10).unwrap().len(), 4);
    }

    fn items_are_read_page_by_page(store) {
        write(store, |tx| {
            for run in 1..=5 {
                tx.insert_item(&item("ann", run)).unwrap();
            }
        });
        let first = store.open_items("ann", PartNumber::default(), 3).unwrap();
        let second = store.open_items("ann", first[2].n, 3).unwrap();
        let runs = first.iter().chain(&second).map(|item| item.n.run().0);
        assert_eq!(runs.collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    }

    fn whoever_stands_in_finds_the_approvals_among_other_work(store) {
        write(store, |tx| {
            for run in 1..=9 {
                let is_approval = run % 4 == 0;
                tx.insert_item(&OpenItem { is_approval, ..item("ann", run) }).unwrap();
            }
        });
        let held = Held { assignee: "ann", approvals_only: true };
        let runs = |items: Vec<OpenItem>| items.iter().map(|item| item.n.run().0).collect::<Vec<_>>();
        let last = PartNumber::new(RunNumber(9), PartId(0));
        assert_eq!(runs(store.open_items(held, PartNumber::default(), 10).unwrap()), [4, 8]);
        assert_eq!(runs(store.newest_open_items(held, last, 10).unwrap()), [8, 4]);
        assert_eq!(store.count_open_items_to(held, 10).unwrap(), 2);
        assert_eq!(store.count_open_items("ann").unwrap(), 9);
    }

    fn a_moved_item_belongs_to_the_other_assignee(store) {
        let item = item("ann", 5);
        write(store, |tx| {
            tx.insert_item(&item).unwrap();
            assert!(tx.move_item(item.n, "ann", "bob").unwrap());
            assert!(!tx.move_item(item.n, "ann", "bob").unwrap());
        });
        assert_eq!(store.open_item("ann", item.n).unwrap(), None);
        assert_eq!(store.open_item("bob", item.n).unwrap().unwrap().inputs, item.inputs);
    }

    fn an_item_is_closed_only_once(store) {
        let item = item("ann", 5);
        write(store, |tx| {
            tx.insert_item(&item).unwrap();
            assert!(!tx.close_item(item.n, "bob").unwrap());
            assert!(tx.close_item(item.n, "ann").unwrap());
            assert!(!tx.close_item(item.n, "ann").unwrap());
        });
    }
}
