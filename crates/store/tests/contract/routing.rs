//! Routing: how queues are routed, who is there, where items stand.

use segue_engine::PartId;
use segue_language::{Text, Timestamp};
use segue_store::{PartNumber, Presence, PresenceRow, RoutedItem, RoutedState, Routing, RunNumber};

use crate::bed::{NOON, write};

fn routing(priority: i64) -> Routing {
    Routing {
        priority,
        weight: 2,
        offer_seconds: 60,
        field: Some("Priority".into()),
        ranks: ["High", "Not so high"].map(Text::from).to_vec(),
        away_on_expiry: true,
    }
}

fn item(run: i64, urgency: i64, created: i64) -> RoutedItem {
    RoutedItem {
        n: PartNumber::new(RunNumber(run), PartId(3)),
        queue: "queue".into(),
        state: RoutedState::Waiting,
        weight: 2,
        urgency,
        created: Timestamp(created),
        rests: false,
        person: None,
        offers: 0,
        until: None,
        timer: None,
    }
}

fn offered(run: i64, to: &str) -> RoutedItem {
    RoutedItem {
        state: RoutedState::Offered,
        person: Some(to.into()),
        offers: 4,
        until: Some(NOON),
        timer: Some(PartNumber(-8)),
        ..item(run, 0, 0)
    }
}

fn presence(person: &str, status: Presence) -> PresenceRow {
    PresenceRow {
        person: person.into(),
        status,
        since: NOON,
        seen: NOON,
        idle: NOON,
        capacity: Some(3),
        timer: None,
    }
}

specs! {
    fn a_routing_is_read_as_it_was_stored_and_forgotten(store) {
        let plain = Routing { field: None, ranks: vec![], away_on_expiry: false, ..routing(2) };
        write(store, |tx| {
            tx.put_routing("b", &routing(9)).unwrap();
            tx.put_routing("b", &routing(1)).unwrap();
            tx.put_routing("a", &plain).unwrap();
        });
        let stored = [("a".into(), plain), ("b".into(), routing(1))];
        assert_eq!(store.routings().unwrap(), stored);
        write(store, |tx| {
            assert!(tx.delete_routing("a").unwrap());
            assert!(!tx.delete_routing("a").unwrap());
        });
        assert_eq!(store.routings().unwrap().len(), 1);
    }

    fn items_wait_in_the_order_of_urgency_and_age(store) {
        write(store, |tx| {
            for item in [item(1, 5, 1), item(2, 1, 9), item(3, 1, 4), item(4, 5, 0)] {
                tx.put_routed_item(&item).unwrap();
            }
            tx.put_routed_item(&RoutedItem { rests: true, ..item(5, 0, 0) }).unwrap();
            tx.put_routed_item(&offered(6, "ann")).unwrap();
        });
        let waiting = store.waiting_items("queue", 10).unwrap();
        let runs: Vec<i64> = waiting.iter().map(|item| item.n.run().0).collect();
        assert_eq!(runs, [3, 2, 4, 1]);
        assert_eq!(store.waiting_items("queue", 1).unwrap().len(), 1);
        assert_eq!(store.waiting_items("other", 10).unwrap(), []);
    }

    fn an_item_is_read_as_it_was_stored_by_number_person_queue_and_run(store) {
        write(store, |tx| tx.put_routed_item(&offered(6, "ann")).unwrap());
        let item = offered(6, "ann");
        assert_eq!(store.routed_item(item.n).unwrap().as_ref(), Some(&item));
        assert_eq!(store.routed_items_of("ann").unwrap().len(), 1);
        assert_eq!(store.offered_items().unwrap().len(), 1);
        assert_eq!(store.routed_items_in("queue").unwrap().len(), 1);
        assert_eq!(store.routed_items_of_run(RunNumber(6)).unwrap().len(), 1);
        assert_eq!(store.routed_items_of_run(RunNumber(5)).unwrap(), []);
        assert_eq!(store.routed_load("ann").unwrap(), 2);
        write(store, |tx| {
            let held = RoutedItem { state: RoutedState::Held, until: None, ..item.clone() };
            tx.put_routed_item(&held).unwrap();
        });
        assert_eq!(store.offered_items().unwrap(), []);
        assert_eq!(store.routed_load("ann").unwrap(), 2);
    }

    fn a_forgotten_item_forgets_who_let_it_pass(store) {
        let item = item(1, 0, 0);
        write(store, |tx| {
            tx.put_routed_item(&item).unwrap();
            for person in ["ben", "ann", "ann"] {
                tx.pass_offer(item.n, person).unwrap();
            }
            assert_eq!(tx.passed_by(item.n).unwrap(), ["ann".into(), Text::from("ben")]);
            assert!(tx.delete_routed_item(item.n).unwrap());
            assert!(!tx.delete_routed_item(item.n).unwrap());
        });
        assert_eq!(store.passed_by(item.n).unwrap(), [] as [Text; 0]);
    }

    fn the_items_of_a_run_rest_together(store) {
        write(store, |tx| {
            tx.put_routed_item(&item(1, 0, 0)).unwrap();
            tx.put_routed_item(&item(2, 0, 0)).unwrap();
            tx.rest_routed_items(RunNumber(1), true).unwrap();
        });
        assert_eq!(store.waiting_items("queue", 9).unwrap().len(), 1);
        write(store, |tx| tx.rest_routed_items(RunNumber(1), false).unwrap());
        assert_eq!(store.waiting_items("queue", 9).unwrap().len(), 2);
    }

    fn whoever_is_online_is_known(store) {
        write(store, |tx| {
            for (person, status) in [
                ("ann", Presence::Online), ("ben", Presence::Away), ("eve", Presence::Offline),
            ] {
                tx.put_presence(&presence(person, status)).unwrap();
            }
        });
        assert_eq!(store.online().unwrap(), [presence("ann", Presence::Online)]);
        let away = store.presence("ben").unwrap();
        assert_eq!(away, Some(presence("ben", Presence::Away)));
        assert_eq!(store.presence("zoe").unwrap(), None);
        assert_eq!(store.last_seen("ann").unwrap(), None);
    }
}
