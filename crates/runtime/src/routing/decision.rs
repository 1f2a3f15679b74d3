//! Who gets what: pure, so that the same queue and the same people always lead to the same offers.

use segue_language::{Text, Timestamp};
use segue_store::PartNumber;

/// An item that waits to be offered. They are looked at in the order in which they are given.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Waiting {
    pub(crate) item: PartNumber,
    /// Place of its queue among those that [`Member::queues`] names.
    pub(crate) queue: usize,
    pub(crate) weight: u32,
    /// Ids of those who let an offer of it pass.
    pub(crate) passed_by: Vec<Text>,
}

/// Somebody who is there to take work.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    pub(crate) id: Text,
    pub(crate) queues: Vec<usize>,
    pub(crate) capacity: u32,
    /// Weight of what she holds and of what is on offer to her.
    pub(crate) load: u32,
    /// When she was last offered something, or came online.
    pub(crate) idle: Timestamp,
}

/// What is to be offered, and to whom.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NewOffer {
    pub(crate) item: PartNumber,
    pub(crate) to: Text,
    /// Everybody let it pass: those who did are asked again.
    pub(crate) is_new_round: bool,
}

/// Offers each item to the least busy member of its queue who has room for it; of two who are as
/// busy, to the one who has been idle longer. Whoever let it pass is left out until everybody did.
///
/// An item that finds no room keeps the member with most room free for itself: what is lighter and
/// comes after it would else take her room for ever.
pub(crate) fn decide(waiting: &[Waiting], members: Vec<Member>, now: Timestamp) -> Vec<NewOffer> {
    let mut board = Board {
        reserved: vec![false; members.len()],
        members,
    };
    let mut offers = Vec::new();
    for item in waiting {
        if !board.has_room() {
            break;
        }
        offers.extend(board.place(item, now));
    }
    offers
}

/// The members while offers are decided.
struct Board {
    members: Vec<Member>,
    reserved: Vec<bool>,
}

impl Board {
    fn has_room(&self) -> bool {
        let mut members = self.members.iter().zip(&self.reserved);
        members.any(|(member, reserved)| !reserved && member.room() > 0)
    }

    fn place(&mut self, item: &Waiting, now: Timestamp) -> Option<NewOffer> {
        let able: Vec<usize> = (0..self.members.len())
            .filter(|&place| self.members[place].could_hold(item))
            .collect();
        let has_passed = |place: &usize| item.passed_by.contains(&self.members[*place].id);
        let is_new_round = !item.passed_by.is_empty() && able.iter().all(has_passed);
        let asked: Vec<usize> = if is_new_round {
            able
        } else {
            able.into_iter()
                .filter(|place| !has_passed(place))
                .collect()
        };
        let free = asked.iter().copied().filter(|&place| !self.reserved[place]);
        let with_room = free
            .clone()
            .filter(|&place| self.members[place].room() >= item.weight);
        let Some(best) = with_room.min_by_key(|&place| self.members[place].rank()) else {
            let most_room = free.min_by_key(|&place| self.members[place].rank_by_room());
            if let Some(place) = most_room {
                self.reserved[place] = true;
            }
            return None;
        };
        let member = &mut self.members[best];
        member.load += item.weight;
        member.idle = now;
        Some(NewOffer {
            item: item.item,
            to: member.id.clone(),
            is_new_round,
        })
    }
}

impl Member {
    fn room(&self) -> u32 {
        self.capacity.saturating_sub(self.load)
    }

    /// Whether she may be offered it once she has nothing else.
    fn could_hold(&self, item: &Waiting) -> bool {
        self.queues.contains(&item.queue) && self.capacity >= item.weight
    }

    fn rank(&self) -> (u32, Timestamp, Text) {
        (self.load, self.idle, self.id.clone())
    }

    fn rank_by_room(&self) -> (u32, Timestamp, Text) {
        (u32::MAX - self.room(), self.idle, self.id.clone())
    }
}

#[cfg(test)]
mod tests;
