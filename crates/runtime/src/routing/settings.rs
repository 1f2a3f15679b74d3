//! Which queues are routed and how, and how much people can hold: set by administrators.

use segue_language::Text;
use segue_store::{PartNumber, PresenceRow, RoutedState, Routing};

use super::RoutedQueue;
use crate::Refusal;
use crate::turn::{Stop, Turn};

/// Units of capacity that an item may take.
const WEIGHT_MAX: u32 = 1_000;
/// Units of capacity that a person may have.
const CAPACITY_MAX: u32 = 1_000;
/// Seconds that an offer stands at least: somebody must be able to read it.
const OFFER_SECONDS_MIN: u32 = 5;
/// Seconds that an offer stands at most: a day.
const OFFER_SECONDS_MAX: u32 = 86_400;
/// Values of a field in the order of their urgency.
const RANKS_MAX: usize = 100;
/// Characters of the name of a field and of a value.
const NAME_MAX: usize = 255;
/// Items read at once.
const PAGE: u32 = 1_000;

impl Turn<'_> {
    /// Routes a queue, or changes how it is routed.
    pub(crate) fn set_routing(&mut self, queue: &RoutedQueue) -> Result<(), Stop> {
        check(&queue.routing)?;
        self.routes = true;
        self.stored(self.tx.put_routing(&queue.id, &queue.routing))?;
        self.world.people.forget();
        self.enqueue_all(queue)
    }

    /// Lets members take the items of a queue again; what they hold of it weighs nothing any more.
    pub(crate) fn unroute(&mut self, queue: &str) -> Result<(), Stop> {
        for row in self.stored(self.tx.routed_items_in(queue))? {
            self.forget_routed(row.n)?;
        }
        self.stored(self.tx.delete_routing(queue))?;
        self.world.people.forget();
        Ok(())
    }

    /// How much a person can hold; none is the usual.
    pub(crate) fn set_capacity(&mut self, person: &Text, units: Option<u32>) -> Result<(), Stop> {
        if units.is_some_and(|units| units > CAPACITY_MAX) {
            let problem = format!("a capacity has at most {CAPACITY_MAX} units");
            return Err(Refusal::Invalid(problem).into());
        }
        let row = self.presence_of(person)?;
        self.routes = true;
        self.stored(self.tx.put_presence(&PresenceRow {
            capacity: units,
            ..row
        }))
    }

    /// Everything in the queue that is on offer to nobody waits as the queue says now.
    fn enqueue_all(&mut self, queue: &RoutedQueue) -> Result<(), Stop> {
        let mut after = PartNumber(i64::MIN);
        loop {
            let page = self.stored(self.tx.open_items(&*queue.id, after, PAGE))?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after = last.n;
            for item in page {
                let known = self.stored(self.tx.routed_item(item.n))?;
                let (rests, offers) = match known {
                    Some(known) if known.state == RoutedState::Offered => continue,
                    Some(known) => (known.rests, known.offers),
                    None => (self.is_suspended(item.n)?, 0),
                };
                self.enqueue(queue, item.n, (item.created, &item.related))?;
                if rests || offers > 0 {
                    self.keep_resting(item.n, (rests, offers))?;
                }
            }
        }
    }

    fn keep_resting(&self, n: PartNumber, (rests, offers): (bool, i64)) -> Result<(), Stop> {
        let row = self.stored(self.tx.routed_item(n))?;
        let mut row = row.expect("it was just stored");
        (row.rests, row.offers) = (rests, offers);
        self.stored(self.tx.put_routed_item(&row))
    }

    fn is_suspended(&self, n: PartNumber) -> Result<bool, Stop> {
        let row = self.stored(self.tx.run(n.run()))?;
        Ok(row.is_some_and(|row| row.status == segue_engine::RunStatus::Suspended))
    }
}

fn check(routing: &Routing) -> Result<(), Refusal> {
    let refuse = |problem: String| Err(Refusal::Invalid(problem));
    if !(1..=WEIGHT_MAX).contains(&routing.weight) {
        return refuse(format!("an item weighs 1 to {WEIGHT_MAX} units"));
    }
    let times = OFFER_SECONDS_MIN..=OFFER_SECONDS_MAX;
    if !times.contains(&routing.offer_seconds) {
        return refuse(format!(
            "an offer stands for {OFFER_SECONDS_MIN} to {OFFER_SECONDS_MAX} seconds"
        ));
    }
    if routing.ranks.len() > RANKS_MAX || routing.field.is_none() && !routing.ranks.is_empty() {
        return refuse(format!(
            "a field has at most {RANKS_MAX} ranked values, and without a field there are none"
        ));
    }
    let names = routing.field.iter().chain(&routing.ranks);
    let is_good = |name: &Text| {
        !name.is_empty() && name.len() <= NAME_MAX && !name.chars().any(char::is_control)
    };
    if !names.clone().all(is_good) {
        return refuse(format!(
            "a field and its values have 1 to {NAME_MAX} characters"
        ));
    }
    Ok(())
}
