//! Deciding who gets what, as a turn of its own.

use std::sync::Arc;

use segue_engine::{Assignee, AssigneeKind};
use segue_language::Text;
use segue_store::{PresenceRow, RoutedItem};

use super::decision::{Member, Waiting, decide};
use super::{RoutedQueue, USUAL_CAPACITY};
use crate::turn::{Stop, Turn};

/// Items of one queue that are looked at in one turn.
const WAITING_MAX: u32 = 500;

impl Turn<'_> {
    /// Takes back offers that make no sense any more, then offers what waits to whoever is there.
    pub(crate) fn route(&mut self) -> Result<(), Stop> {
        let queues = self.routed_queues()?;
        let online = self.stored(self.tx.online())?;
        let places = self.places(&queues)?;
        self.take_back_void_offers(&queues, &online, &places)?;
        let members = self.members_online(&online, &places)?;
        if members.iter().all(|member| member.load >= member.capacity) {
            return Ok(());
        }
        let waiting = self.waiting(&queues, &members)?;
        let mut rows: Vec<RoutedItem> = Vec::with_capacity(waiting.len());
        let mut lines = Vec::with_capacity(waiting.len());
        for (line, row) in waiting {
            lines.push(line);
            rows.push(row);
        }
        for offer in decide(&lines, members, self.now) {
            let row = rows.iter().find(|row| row.n == offer.item);
            let row = row.expect("only what waits is offered").clone();
            self.offer(row, &offer)?;
        }
        Ok(())
    }

    /// Ids of the active members of each queue.
    fn places(&self, queues: &Arc<[RoutedQueue]>) -> Result<Vec<Vec<Text>>, Stop> {
        let ids = |queue: &RoutedQueue| {
            let members = self.world.people.active_members(self.tx, &assignee(queue));
            let members = self.stored(members)?;
            Ok(members.iter().map(|member| member.id.clone()).collect())
        };
        queues.iter().map(ids).collect()
    }

    fn take_back_void_offers(
        &mut self,
        queues: &Arc<[RoutedQueue]>,
        online: &[PresenceRow],
        places: &[Vec<Text>],
    ) -> Result<(), Stop> {
        for row in self.stored(self.tx.offered_items())? {
            let person = row.person.clone().unwrap_or_default();
            let is_there = online.iter().any(|member| member.person == person);
            let place = queues.iter().position(|queue| queue.id == row.queue);
            let belongs = place.is_some_and(|place| places[place].contains(&person));
            if !(is_there && belongs) || row.rests {
                self.take_back(row)?;
            }
        }
        Ok(())
    }

    fn members_online(
        &self,
        online: &[PresenceRow],
        places: &[Vec<Text>],
    ) -> Result<Vec<Member>, Stop> {
        let mut members = Vec::new();
        for row in online {
            let has =
                |(place, ids): (usize, &Vec<Text>)| ids.contains(&row.person).then_some(place);
            let queues: Vec<usize> = places.iter().enumerate().filter_map(has).collect();
            if queues.is_empty() {
                continue;
            }
            let load = self.stored(self.tx.routed_load(&row.person))?;
            members.push(Member {
                id: row.person.clone(),
                queues,
                capacity: row.capacity.unwrap_or(USUAL_CAPACITY),
                load: u32::try_from(load).unwrap_or(u32::MAX),
                idle: row.idle,
            });
        }
        Ok(members)
    }

    /// What waits in the queues of those who are there: more urgent queues first, then more urgent
    /// items, then older ones.
    fn waiting(
        &self,
        queues: &Arc<[RoutedQueue]>,
        members: &[Member],
    ) -> Result<Vec<(Waiting, RoutedItem)>, Stop> {
        let mut waiting = Vec::new();
        for (place, queue) in queues.iter().enumerate() {
            if !members.iter().any(|member| member.queues.contains(&place)) {
                continue;
            }
            for row in self.stored(self.tx.waiting_items(&queue.id, WAITING_MAX))? {
                let line = Waiting {
                    item: row.n,
                    queue: place,
                    weight: row.weight,
                    passed_by: self.stored(self.tx.passed_by(row.n))?,
                };
                waiting.push((queue.routing.priority, (line, row)));
            }
        }
        waiting.sort_by_key(|(priority, (_, row))| (*priority, row.urgency, row.created, row.n));
        Ok(waiting.into_iter().map(|(_, line)| line).collect())
    }
}

/// The queue as somebody who has work.
pub(super) fn assignee(queue: &RoutedQueue) -> Assignee {
    Assignee {
        kind: AssigneeKind::Queue,
        id: queue.id.clone(),
        name: queue.name.clone(),
    }
}
