//! Transactions and savepoints.

use std::collections::BTreeSet;

use proptest::prelude::*;
use segue_store::{Counts, RunNumber, Store};

use crate::bed::{in_memory_with, new_run, write};

specs! {
    fn what_is_rolled_back_is_gone(store) {
        let tx = store.begin().unwrap();
        let row = new_run(&tx);
        tx.rollback().unwrap();
        assert_eq!(store.run(row.n).unwrap(), None);
    }

    fn what_is_dropped_without_a_commit_is_gone(store) {
        let n = new_run(&store.begin().unwrap()).n;
        assert_eq!(store.run(n).unwrap(), None);
        write(store, new_run);
    }

    fn a_transaction_sees_its_own_writes(store) {
        write(store, |tx| {
            let row = new_run(tx);
            assert_eq!(tx.run(row.n).unwrap(), Some(row));
        });
    }

    fn a_savepoint_undoes_only_what_came_after_it(store) {
        let (before, inside, after) = write(store, |tx| {
            let before = new_run(tx).n;
            let savepoint = tx.savepoint();
            let inside = new_run(tx).n;
            tx.rollback_to(savepoint).unwrap();
            (before, inside, new_run(tx).n)
        });
        assert!(store.run(before).unwrap().is_some());
        assert!(store.run(inside).unwrap().is_none() || inside == after);
        assert!(store.run(after).unwrap().is_some());
    }

    fn released_work_is_undone_with_the_savepoint_around_it(store) {
        write(store, |tx| {
            let outer = tx.savepoint();
            let inner = tx.savepoint();
            tx.relate("r", new_run(tx).n).unwrap();
            tx.release(inner).unwrap();
            assert_eq!(tx.related_runs("r", 9).unwrap().len(), 1);
            tx.rollback_to(outer).unwrap();
            assert_eq!(tx.related_runs("r", 9).unwrap().len(), 0);
        });
    }

    fn the_inner_savepoint_can_be_undone_and_the_outer_kept(store) {
        write(store, |tx| {
            let outer = tx.savepoint();
            tx.relate("outer", new_run(tx).n).unwrap();
            let inner = tx.savepoint();
            tx.relate("inner", new_run(tx).n).unwrap();
            tx.rollback_to(inner).unwrap();
            tx.release(outer).unwrap();
        });
        assert_eq!(store.related_runs("outer", 9).unwrap().len(), 1);
        assert_eq!(store.related_runs("inner", 9).unwrap().len(), 0);
    }

    fn a_savepoint_without_writes_costs_nothing(store) {
        write(store, |tx| {
            for _ in 0..3 {
                let outer = tx.savepoint();
                let inner = tx.savepoint();
                tx.rollback_to(inner).unwrap();
                tx.release(outer).unwrap();
            }
            assert_eq!(tx.counts(), Counts::default());
        });
    }

    fn a_transaction_counts_its_statements(store) {
        write(store, |tx| {
            let row = new_run(tx);
            let before = tx.counts();
            tx.insert_run(&segue_store::RunRow { n: tx.new_run_number().unwrap(), ..row }).unwrap();
            tx.run(segue_store::RunNumber(1)).unwrap();
            let after = tx.counts();
            assert_eq!((after.writes - before.writes, after.reads - before.reads), (1, 1));
        });
        assert_eq!(store.metrics().commits, 1);
    }
}

#[derive(Clone, Debug)]
enum Move {
    Write(i64),
    Mark,
    Release,
    Undo,
    Commit,
    RollBack,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        4 => (0_i64..50).prop_map(Move::Write),
        3 => Just(Move::Mark),
        2 => Just(Move::Release),
        2 => Just(Move::Undo),
        1 => Just(Move::Commit),
        1 => Just(Move::RollBack),
    ];
    proptest::collection::vec(one, 0..60)
}

/// What was written so far, with what it was at each open savepoint.
fn follow(store: &mut Store, moves: &[Move]) {
    let mut kept = BTreeSet::new();
    let mut moves = moves.iter();
    let mut is_over = false;
    while !is_over {
        let tx = store.begin().unwrap();
        let (mut now, mut marks) = (kept.clone(), Vec::new());
        let keep = loop {
            match moves.next() {
                None => is_over = true,
                Some(Move::Write(n)) => {
                    tx.relate("r", RunNumber(*n)).unwrap();
                    now.insert(*n);
                }
                Some(Move::Mark) => marks.push((tx.savepoint(), now.clone())),
                Some(Move::Release) => {
                    if let Some((savepoint, _)) = marks.pop() {
                        tx.release(savepoint).unwrap();
                    }
                }
                Some(Move::Undo) => {
                    if let Some((savepoint, before)) = marks.pop() {
                        tx.rollback_to(savepoint).unwrap();
                        now = before;
                    }
                }
                Some(Move::Commit) => break true,
                Some(Move::RollBack) => break false,
            }
            let related = tx.related_runs("r", 100).unwrap();
            let found: BTreeSet<_> = related.into_iter().map(|run| run.0).collect();
            assert_eq!(found, now);
            if is_over {
                break true;
            }
        };
        if keep {
            let committed = tx.commit().unwrap();
            store.await_durable(committed).unwrap();
            kept = now;
        } else {
            tx.rollback().unwrap();
        }
    }
    assert_eq!(store.related_runs("r", 100).unwrap().len(), kept.len());
}

proptest! {
    #[test]
    fn any_nesting_of_savepoints_keeps_what_it_should(moves in moves()) {
        in_memory_with(|store| follow(store, &moves));
    }
}
