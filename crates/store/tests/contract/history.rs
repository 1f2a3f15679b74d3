//! Histories.

use segue_engine::Event;
use segue_language::Text;
use segue_store::{Link, RunNumber, TurnRow};

use crate::bed::{NOON, append_note, new_run, write};

specs! {
    fn turns_are_read_in_order(store) {
        let run = write(store, |tx| {
            let (mut one, mut other) = (new_run(tx), new_run(tx));
            for sequence in 1..=3 {
                append_note(tx, &mut one, sequence, &format!("one {sequence}"));
                append_note(tx, &mut other, sequence, &format!("other {sequence}"));
            }
            for row in [&mut one, &mut other] {
                row.version += 1;
                tx.update_run(row).unwrap();
            }
            one.n
        });
        let history = store.history(run).unwrap();
        let notes: Vec<_> = history.iter().flat_map(|turn| turn.events.clone()).collect();
        let expected = ["one 1", "one 2", "one 3"].map(|note| Event::Noted(note.into()));
        assert_eq!(notes, expected);
        assert_eq!(history.iter().map(|turn| turn.sequence).collect::<Vec<_>>(), [1, 2, 3]);
    }

    fn a_turn_keeps_its_actor_and_its_time(store) {
        let run = write(store, |tx| {
            let mut row = new_run(tx);
            let link = tx.append_turn(&TurnRow {
                run: row.n,
                sequence: 1,
                at: NOON,
                actor: Some("005000000000001AAA"),
                events: &[Event::RunSuspended, Event::RunCompleted],
                previous: Link::default(),
            }).unwrap();
            (row.last, row.hash, row.version) = (link.row, link.hash, 2);
            tx.update_run(&row).unwrap();
            row.n
        });
        let history = store.history(run).unwrap();
        assert_eq!(history[0].actor, Some(Text::from("005000000000001AAA")));
        assert_eq!(history[0].at, NOON);
        assert_eq!(history[0].events, [Event::RunSuspended, Event::RunCompleted]);
    }

    fn a_hash_depends_on_the_row_before(store) {
        write(store, |tx| {
            let mut row = new_run(tx);
            append_note(tx, &mut row, 1, "a");
            let first = row.hash;
            let mut other = row.clone();
            other.hash = [1; 32];
            append_note(tx, &mut row, 2, "b");
            append_note(tx, &mut other, 2, "b");
            assert_ne!(first, row.hash);
            assert_ne!(row.hash, other.hash);
        });
    }

    fn a_hash_depends_on_run_sequence_and_time(store) {
        write(store, |tx| {
            let events = [Event::RunCompleted];
            let turn = TurnRow {
                run: RunNumber(1), sequence: 1, at: NOON, actor: None, events: &events,
                previous: Link::default(),
            };
            let hash = |turn: TurnRow| tx.append_turn(&turn).unwrap().hash;
            let plain = hash(turn);
            assert_eq!(plain, hash(turn));
            assert_ne!(plain, hash(TurnRow { run: RunNumber(2), ..turn }));
            assert_ne!(plain, hash(TurnRow { sequence: 2, ..turn }));
            assert_ne!(plain, hash(TurnRow { at: NOON.plus_seconds(1), ..turn }));
            assert_ne!(plain, hash(TurnRow { actor: Some("x"), ..turn }));
        });
    }

    fn a_run_without_turns_has_an_empty_history(store) {
        let row = write(store, new_run);
        assert_eq!(store.history(row.n).unwrap(), []);
        assert_eq!(store.history(RunNumber(999)).unwrap(), []);
    }
}
