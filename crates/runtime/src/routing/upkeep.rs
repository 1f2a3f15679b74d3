//! What becomes of a work item in a routed queue as it is opened, given to somebody and closed.
//! Each costs nothing where no queue is routed.

use std::sync::Arc;

use segue_engine::{Assignee, AssigneeKind, Event};
use segue_language::{Text, Timestamp, Value};
use segue_store::{PartNumber, RoutedItem, RoutedState, RunNumber};

use super::RoutedQueue;
use crate::jobs::Work;
use crate::turn::{Stop, Turn};

/// What is not urgent at all comes last.
const NOT_URGENT: i64 = i64::MAX;
/// A number of a field counts with three decimal places.
const URGENCY_UNITS: f64 = 1_000.0;

impl Turn<'_> {
    /// The routed queues.
    pub(crate) fn routed_queues(&self) -> Result<Arc<[RoutedQueue]>, Stop> {
        self.stored(self.world.people.routed_queues(self.tx))
    }

    /// The routed queue of that id.
    pub(crate) fn routed_queue(&self, id: &str) -> Result<Option<RoutedQueue>, Stop> {
        let queues = self.routed_queues()?;
        Ok(queues.iter().find(|queue| *queue.id == *id).cloned())
    }

    /// An item came into being.
    pub(crate) fn route_opened(
        &mut self,
        number: PartNumber,
        assignee: &Text,
        related: &str,
    ) -> Result<(), Stop> {
        if let Some(queue) = self.routed_queue(assignee)? {
            self.enqueue(&queue, number, (self.now, related))?;
        }
        Ok(())
    }

    /// An item has another assignee.
    pub(crate) fn route_moved(&mut self, number: PartNumber, to: &Assignee) -> Result<(), Stop> {
        if self.routed_queues()?.is_empty() {
            return Ok(());
        }
        let known = self.forget_routed(number)?;
        if let Some(queue) = self.routed_queue(&to.id)? {
            let row = self.stored(self.tx.open_item(&to.id, number))?;
            let (created, related) =
                row.map_or((self.now, Text::from("")), |row| (row.created, row.related));
            return self.enqueue(&queue, number, (created, &related));
        }
        match known {
            Some(known) if to.kind == AssigneeKind::User => {
                self.stored(self.tx.put_routed_item(&RoutedItem {
                    state: RoutedState::Held,
                    person: Some(to.id.clone()),
                    until: None,
                    timer: None,
                    ..known
                }))
            }
            _ => Ok(()),
        }
    }

    /// An item is closed.
    pub(crate) fn route_closed(&mut self, number: PartNumber) -> Result<(), Stop> {
        if !self.routed_queues()?.is_empty() {
            self.forget_routed(number)?;
        }
        Ok(())
    }

    /// The items of a suspended run rest.
    pub(crate) fn route_changed(&mut self, run: RunNumber, events: &[Event]) -> Result<(), Stop> {
        let suspended = |event: &Event| match event {
            Event::RunSuspended => Some(true),
            Event::RunResumed { .. } => Some(false),
            _ => None,
        };
        let Some(rests) = events.iter().rev().find_map(suspended) else {
            return Ok(());
        };
        if !self.routed_queues()?.is_empty() {
            self.stored(self.tx.rest_routed_items(run, rests))?;
            self.routes = true;
        }
        Ok(())
    }

    /// Leaves a job that decides who gets what, once in a batch, when something changed that may
    /// matter.
    pub(crate) fn leave_routing(&mut self) -> Result<(), Stop> {
        let is_needed = std::mem::take(&mut self.routes);
        if is_needed && !self.batch.is_routing && !self.routed_queues()?.is_empty() {
            self.batch.is_routing = true;
            self.jobs.push((0, Work::Route));
        }
        Ok(())
    }

    /// Puts an item into a routed queue.
    pub(super) fn enqueue(
        &mut self,
        queue: &RoutedQueue,
        number: PartNumber,
        (created, related): (Timestamp, &str),
    ) -> Result<(), Stop> {
        self.routes = true;
        self.stored(self.tx.put_routed_item(&RoutedItem {
            n: number,
            queue: queue.id.clone(),
            state: RoutedState::Waiting,
            weight: queue.routing.weight,
            urgency: self.urgency(queue, related),
            created,
            rests: false,
            person: None,
            offers: 0,
            until: None,
            timer: None,
        }))
    }

    /// Takes an item out of the routing, with its timer; gives back where it stood.
    pub(super) fn forget_routed(&mut self, number: PartNumber) -> Result<Option<RoutedItem>, Stop> {
        let Some(known) = self.stored(self.tx.routed_item(number))? else {
            return Ok(None);
        };
        self.stop_timer(known.timer)?;
        self.stored(self.tx.delete_routed_item(number))?;
        self.batch.assignees.extend(known.person.clone());
        self.routes = true;
        Ok(Some(known))
    }

    pub(crate) fn stop_timer(&self, timer: Option<PartNumber>) -> Result<(), Stop> {
        if let Some(timer) = timer {
            self.stored(self.tx.delete_job(timer, 0))?;
        }
        Ok(())
    }

    /// How urgent an item about that record is in a queue: what is lower comes first.
    fn urgency(&self, queue: &RoutedQueue, related: &str) -> i64 {
        let Some(field) = &queue.routing.field else {
            return 0;
        };
        let record = self.reading().record("", related);
        let value = record.and_then(|record| record.get(field).cloned());
        urgency_of(value.as_ref(), &queue.routing.ranks)
    }
}

fn urgency_of(value: Option<&Value>, ranks: &[Text]) -> i64 {
    match value {
        Some(Value::Text(text)) if !ranks.is_empty() => {
            let place = ranks
                .iter()
                .position(|rank| rank.eq_ignore_ascii_case(text));
            place.and_then(|place| i64::try_from(place).ok())
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a cast from f64 stops at the bounds of i64"
        )]
        Some(Value::Number(number)) if ranks.is_empty() => {
            let number: Option<f64> = number.to_string().parse().ok();
            number.map(|number| (number * URGENCY_UNITS).round() as i64)
        }
        _ => None,
    }
    .unwrap_or(NOT_URGENT)
}

#[cfg(test)]
mod tests {
    use segue_language::{Text, Value};

    use super::{NOT_URGENT, urgency_of};

    #[test]
    fn the_lower_number_and_the_earlier_value_come_first() {
        let ranks = ["High", "Low"].map(Text::from);
        let of = |value: &str| urgency_of(Some(&Value::text(value)), &ranks);
        assert!(of("high") < of("Low"));
        assert_eq!(of("Unheard"), NOT_URGENT);
        let of = |number: i64| urgency_of(Some(&Value::integer(number)), &[]);
        assert!(of(-1) < of(0) && of(1) < of(2));
        assert_eq!(urgency_of(Some(&Value::Null), &[]), NOT_URGENT);
        assert_eq!(urgency_of(None, &ranks), NOT_URGENT);
    }
}
