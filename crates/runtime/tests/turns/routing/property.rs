//! What holds of routed queues whatever people do: nobody is offered more than she can hold, each
//! item is on offer to one person at most, only to members who are there, and nobody starves.

use std::collections::HashSet;

use proptest::prelude::*;
use segue_engine::RunStatus;
use segue_language::Timestamp;
use segue_runtime::{Request, USUAL_CAPACITY};
use segue_store::{PartNumber, Presence, RoutedState, Routing};

use super::{ANA, BEN, EVA, routing};
use crate::turns::support::{Town, user};

const WHO: [&str; 3] = [ANA, BEN, EVA];
const QUEUES: [(&str, [&str; 2]); 2] = [("Support", [ANA, BEN]), ("Sales", [BEN, EVA])];

/// Something that somebody does.
#[derive(Clone, Debug)]
enum Act {
    Wants(usize),
    Is(usize, Presence),
    Accepts(usize),
    Declines(usize),
    Completes(usize),
    GivesBack(usize),
    Waits(i64),
    Holds(usize, u32),
}

fn some_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => (0..2usize).prop_map(Act::Wants),
        2 => (0..3usize, 0..3usize).prop_map(|(who, status)| {
            let all = [Presence::Online, Presence::Away, Presence::Offline];
            Act::Is(who, all[status])
        }),
        3 => (0..20usize).prop_map(Act::Accepts),
        2 => (0..20usize).prop_map(Act::Declines),
        2 => (0..20usize).prop_map(Act::Completes),
        1 => (0..20usize).prop_map(Act::GivesBack),
        2 => (1..700i64).prop_map(Act::Waits),
        1 => (0..3usize, 2..5u32).prop_map(|(who, units)| Act::Holds(who, units)),
    ]
}

/// A town in which Support's items weigh 1 and those of Sales 2.
fn both_routed() -> Town {
    let mut town = super::desk();
    for (queue, weight) in [("Support", 1), ("Sales", 2)] {
        let routing = Routing {
            weight,
            priority: i64::from(weight),
            ..routing()
        };
        town.route(queue, Some(routing));
    }
    town
}

/// Does it where it can be done; a refusal is as good.
fn act(town: &mut Town, runs: &mut Vec<i64>, act: &Act) {
    let open = |town: &Town, runs: &[i64], n: usize| {
        let open: Vec<i64> = runs
            .iter()
            .copied()
            .filter(|run| town.status(*run) == RunStatus::InProgress)
            .collect();
        (!open.is_empty()).then(|| open[n % open.len()])
    };
    match *act {
        Act::Wants(queue) => runs.push(town.wants(QUEUES[queue].0)),
        Act::Is(who, status) => town.is(WHO[who], status),
        Act::Waits(seconds) => town.later(seconds),
        Act::Holds(who, units) => town.capacity(WHO[who], units),
        Act::Accepts(n) | Act::Declines(n) => {
            let Some(run) = open(town, runs, n) else {
                return;
            };
            let Some(who) = town.offered_to(run) else {
                return;
            };
            if matches!(act, Act::Accepts(_)) {
                town.accept(run, &who);
            } else {
                town.decline(run, &who);
            }
        }
        Act::Completes(n) | Act::GivesBack(n) => {
            let Some(run) = open(town, runs, n) else {
                return;
            };
            let holder = town.holder(run);
            let Some(who) = WHO.iter().find(|who| **who == holder) else {
                return;
            };
            if matches!(act, Act::Completes(_)) {
                town.complete(run, who);
            } else {
                let (item, by) = (town.item(run), user(who));
                town.ask(Request::Release { item, by }).expect("released");
                town.work();
            }
        }
    }
}

fn id_of(town: &Town, who: &str) -> segue_language::Text {
    let user = town.runtime.store().user(who).expect("read");
    user.expect("is there").id
}

/// Offers that were seen: item, its how manieth, and its end.
type Seen = HashSet<(PartNumber, i64, Option<Timestamp>)>;

/// What must hold whenever nothing is left to be done.
fn check(town: &Town, seen: &mut Seen) -> Result<(), TestCaseError> {
    let store = town.runtime.store();
    for who in WHO {
        let id = id_of(town, who);
        let rows = store.routed_items_of(&id).expect("read");
        let weight: u32 = rows.iter().map(|row| row.weight).sum();
        let presence = store.presence(&id).expect("read");
        let capacity = presence.as_ref().and_then(|row| row.capacity);
        let capacity = capacity.unwrap_or(USUAL_CAPACITY);
        let is_there = presence.is_some_and(|row| row.status == Presence::Online);
        for row in rows.iter().filter(|row| row.state == RoutedState::Offered) {
            prop_assert!(is_there, "{} is not there", who);
            let until = row.until.expect("an offer has an end");
            prop_assert!(town.now < until, "an offer outlived its end");
            prop_assert!(
                members_of(town, &row.queue).contains(&who),
                "{} is no member",
                who
            );
            // Her capacity may shrink below what she has; then she is offered nothing more.
            if seen.insert((row.n, row.offers, row.until)) {
                prop_assert!(weight <= capacity, "{} has {} of {}", who, weight, capacity);
            }
        }
    }
    Ok(())
}

fn members_of(town: &Town, queue: &str) -> [&'static str; 2] {
    let is_it = |(name, _): &&(&str, _)| {
        let group = town.runtime.store().group(true, name);
        *group.expect("read").expect("is there").id == *queue
    };
    QUEUES.iter().find(is_it).expect("a queue").1
}

/// Everybody comes back and does whatever she is asked: then everything is done in the end.
fn all_is_done_in_the_end(
    town: &mut Town,
    runs: &[i64],
    seen: &mut Seen,
) -> Result<(), TestCaseError> {
    for who in WHO {
        town.capacity(who, 3);
        town.is(who, Presence::Online);
    }
    for _ in 0..=2 * runs.len() {
        for run in runs {
            if town.status(*run) != RunStatus::InProgress {
                continue;
            }
            if let Some(who) = town.offered_to(*run) {
                town.accept(*run, &who);
            }
            let holder = town.holder(*run);
            if WHO.contains(&holder.as_str()) {
                town.complete(*run, &holder);
            }
            check(town, seen)?;
        }
    }
    for run in runs {
        let why = town
            .runtime
            .reads()
            .why(*run, town.now)
            .map(|why| why.to_string());
        prop_assert_eq!(town.status(*run), RunStatus::Completed, "{:?}", why);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_do_offers_keep_the_rules_and_nobody_starves(
        acts in prop::collection::vec(some_act(), 1..40),
    ) {
        let mut town = both_routed();
        let (mut runs, mut seen) = (Vec::new(), Seen::new());
        for each in &acts {
            act(&mut town, &mut runs, each);
            check(&town, &mut seen)?;
        }
        all_is_done_in_the_end(&mut town, &runs, &mut seen)?;
    }
}
