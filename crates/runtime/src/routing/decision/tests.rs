//! Stories of who gets what, and what holds for every queue and all people.

use proptest::prelude::*;
use segue_language::Timestamp;
use segue_store::PartNumber;

use super::{Member, NewOffer, Waiting, decide};

const NOW: Timestamp = Timestamp(1_000);

fn member(id: &str, capacity: u32, load: u32, idle: i64) -> Member {
    Member {
        id: id.into(),
        queues: vec![0],
        capacity,
        load,
        idle: Timestamp(idle),
    }
}

fn item(n: i64, weight: u32) -> Waiting {
    Waiting {
        item: PartNumber(n),
        queue: 0,
        weight,
        passed_by: vec![],
    }
}

fn passed(n: i64, by: &[&str]) -> Waiting {
    Waiting {
        passed_by: by.iter().map(|id| (*id).into()).collect(),
        ..item(n, 1)
    }
}

/// `item -> person`, in order.
fn told(offers: &[NewOffer]) -> Vec<String> {
    let told = offers.iter();
    told.map(|offer| format!("{} -> {}", offer.item.0, offer.to))
        .collect()
}

fn offers(waiting: &[Waiting], members: &[Member]) -> Vec<String> {
    told(&decide(waiting, members.to_vec(), NOW))
}

#[test]
fn the_least_busy_member_is_asked() {
    let members = [member("ana", 5, 2, 0), member("ben", 5, 1, 9)];
    assert_eq!(offers(&[item(1, 1)], &members), ["1 -> ben"]);
}

#[test]
fn of_two_who_are_as_busy_the_one_who_is_idle_longer_is_asked() {
    let members = [member("ana", 5, 0, 7), member("ben", 5, 0, 3)];
    assert_eq!(offers(&[item(1, 1)], &members), ["1 -> ben"]);
}

#[test]
fn items_go_out_in_their_order_and_one_after_the_other_to_everybody() {
    let members = [member("ana", 2, 0, 1), member("ben", 1, 0, 2)];
    let waiting = [item(4, 1), item(2, 1), item(3, 1), item(1, 1)];
    assert_eq!(
        offers(&waiting, &members),
        ["4 -> ana", "2 -> ben", "3 -> ana"]
    );
}

#[test]
fn nobody_gets_more_than_she_can_hold() {
    let members = [member("ana", 3, 2, 0)];
    assert_eq!(offers(&[item(1, 2)], &members), [] as [&str; 0]);
    assert_eq!(offers(&[item(1, 1)], &members), ["1 -> ana"]);
}

#[test]
fn nobody_is_asked_about_a_queue_to_which_she_does_not_belong() {
    let other = Waiting {
        queue: 1,
        ..item(1, 1)
    };
    let members = [member("ana", 5, 0, 0)];
    assert_eq!(offers(&[other, item(2, 1)], &members), ["2 -> ana"]);
}

#[test]
fn whoever_let_it_pass_is_left_out_until_everybody_did() {
    let members = [member("ana", 5, 0, 0), member("ben", 5, 4, 9)];
    assert_eq!(offers(&[passed(1, &["ana"])], &members), ["1 -> ben"]);
    let all = decide(&[passed(1, &["ana", "ben"])], members.to_vec(), NOW);
    assert_eq!(told(&all), ["1 -> ana"]);
    assert!(all[0].is_new_round);
}

#[test]
fn it_waits_for_a_busy_member_rather_than_ask_again_who_declined() {
    let members = [member("ana", 5, 0, 0), member("ben", 1, 1, 9)];
    assert_eq!(offers(&[passed(1, &["ana"])], &members), [] as [&str; 0]);
}

#[test]
fn who_could_never_hold_it_does_not_count_as_somebody_to_ask() {
    let members = [member("ana", 2, 0, 0), member("ben", 1, 0, 9)];
    let heavy = Waiting {
        weight: 2,
        ..passed(1, &["ana"])
    };
    assert_eq!(offers(&[heavy], &members), ["1 -> ana"]);
}

#[test]
fn a_heavy_item_keeps_its_room_from_lighter_ones_behind_it() {
    let members = [member("ana", 3, 2, 0), member("ben", 3, 3, 0)];
    assert_eq!(offers(&[item(1, 3), item(2, 1)], &members), [] as [&str; 0]);
    let members = [member("ana", 3, 0, 0), member("ben", 3, 3, 0)];
    assert_eq!(offers(&[item(1, 3), item(2, 1)], &members), ["1 -> ana"]);
}

#[test]
fn an_item_that_nobody_can_ever_hold_keeps_nobody_from_work() {
    let members = [member("ana", 2, 0, 0)];
    assert_eq!(offers(&[item(1, 3), item(2, 1)], &members), ["2 -> ana"]);
}

fn some_members() -> impl Strategy<Value = Vec<Member>> {
    let one = (
        1..6u32,
        0..6u32,
        0..100i64,
        prop::collection::vec(0..3usize, 0..3),
    );
    prop::collection::vec(one, 0..6).prop_map(|members| {
        let members = members.into_iter().enumerate();
        members
            .map(|(place, (capacity, load, idle, queues))| Member {
                queues,
                ..member(&format!("p{place}"), capacity, load, idle)
            })
            .collect()
    })
}

fn some_items() -> impl Strategy<Value = Vec<Waiting>> {
    let one = (0..3usize, 1..5u32, prop::collection::vec(0..6usize, 0..4));
    prop::collection::vec(one, 0..12).prop_map(|items| {
        let items = items.into_iter().enumerate();
        items
            .map(|(place, (queue, weight, passed))| Waiting {
                queue,
                passed_by: passed.iter().map(|p| format!("p{p}").into()).collect(),
                ..item(place as i64, weight)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn offers_keep_the_rules_whoever_is_there(items in some_items(), members in some_members()) {
        let offers = decide(&items, members.clone(), NOW);
        let mut load: Vec<u32> = members.iter().map(|member| member.load).collect();
        let mut seen = Vec::new();
        for offer in &offers {
            prop_assert!(!seen.contains(&offer.item), "each item goes to one at a time");
            seen.push(offer.item);
            let place = members.iter().position(|member| member.id == offer.to).unwrap();
            let item = &items[offer.item.0 as usize];
            prop_assert!(members[place].queues.contains(&item.queue));
            load[place] += item.weight;
            prop_assert!(load[place] <= members[place].capacity, "never over capacity");
            prop_assert!(offer.is_new_round || !item.passed_by.contains(&offer.to));
        }
    }

    #[test]
    fn the_first_item_for_which_there_is_room_goes_out(
        items in some_items(),
        members in some_members(),
    ) {
        let offers = decide(&items, members.clone(), NOW);
        let fits = |item: &Waiting| {
            let able = |m: &&Member| m.queues.contains(&item.queue) && m.capacity >= item.weight;
            let able: Vec<_> = members.iter().filter(able).collect();
            let all_passed = able.iter().all(|m| item.passed_by.contains(&m.id));
            able.iter().any(|m| {
                let asked = all_passed || !item.passed_by.contains(&m.id);
                asked && m.capacity.saturating_sub(m.load) >= item.weight
            })
        };
        let head = items.iter().take_while(|item| fits(item)).count();
        if head > 0 {
            prop_assert_eq!(offers.first().map(|offer| offer.item), Some(items[0].item));
        }
    }
}
