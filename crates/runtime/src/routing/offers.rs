//! Offers: made, accepted, declined, expired, taken back. Each is written down in the history of
//! the item's run.

use segue_engine::{Assignee, AssigneeKind, Command, PartId};
use segue_language::Text;
use segue_store::{PartNumber, RoutedItem, RoutedState, RunNumber};

use super::decision::NewOffer;
use crate::jobs::Work;
use crate::people::conflict;
use crate::turn::{Stop, Turn, item_number};
use crate::{Actor, PartRef, Reply};

impl Turn<'_> {
    /// Offers a waiting item to somebody until its queue's time is over.
    pub(super) fn offer(&mut self, row: RoutedItem, offer: &NewOffer) -> Result<(), Stop> {
        let Some(queue) = self.routed_queue(&row.queue)? else {
            return Ok(());
        };
        if offer.is_new_round {
            self.stored(self.tx.forget_passed(row.n))?;
        }
        let until = self
            .now
            .plus_seconds(i64::from(queue.routing.offer_seconds));
        let ends = Work::OfferEnds {
            item: row.n.part(),
            offer: row.offers + 1,
        };
        let timer = self.set_timer(row.n.run().0, &ends, until)?;
        self.note_offer(
            &row,
            format!("offered to {} until {until}", self.username(&offer.to)?),
        )?;
        self.is_idle_from_now(&offer.to)?;
        self.batch.assignees.push(offer.to.clone());
        self.stored(self.tx.put_routed_item(&RoutedItem {
            state: RoutedState::Offered,
            person: Some(offer.to.clone()),
            offers: row.offers + 1,
            until: Some(until),
            timer: Some(timer),
            ..row
        }))
    }

    /// Whoever has the offer accepts it: the item is hers.
    pub(crate) fn accept_offer(&mut self, item: &PartRef, by: &Actor) -> Result<Reply, Stop> {
        self.my_offer(item, by)?;
        self.claim(item, by)?;
        self.drop_news_of(item_number(item)?);
        Ok(Reply::Done)
    }

    /// Whoever has the offer lets it pass: somebody else is asked.
    pub(crate) fn decline_offer(&mut self, item: &PartRef, by: &Actor) -> Result<Reply, Stop> {
        let row = self.my_offer(item, by)?;
        self.pass(row, "declined by")?;
        Ok(Reply::Done)
    }

    /// The time of an offer is over; nothing when it ended otherwise.
    pub(crate) fn offer_ends(
        &mut self,
        run: RunNumber,
        item: PartId,
        offer: i64,
    ) -> Result<(), Stop> {
        let row = self.stored(self.tx.routed_item(PartNumber::new(run, item)))?;
        let stands = |row: &RoutedItem| row.state == RoutedState::Offered && row.offers == offer;
        let Some(row) = row.filter(stands) else {
            return Ok(());
        };
        let queue = self.routed_queue(&row.queue)?;
        let person = row.person.clone().unwrap_or_default();
        self.pass(row, "let pass by")?;
        if queue.is_some_and(|queue| queue.routing.away_on_expiry) {
            self.goes_away(&person)?;
        }
        Ok(())
    }

    /// An offer that makes no sense any more; who had it did not let it pass.
    pub(super) fn take_back(&mut self, row: RoutedItem) -> Result<(), Stop> {
        let person = row.person.clone().unwrap_or_default();
        let words = format!("taken back from {}", self.username(&person)?);
        self.note_offer(&row, words)?;
        self.wait_again(row)
    }

    /// Whoever opens an item of a routed queue takes it: nobody else may be asked about it while
    /// she is on its pages.
    pub(crate) fn take_routed(
        &mut self,
        item: &PartRef,
        by: &Actor,
        assignee: &Assignee,
    ) -> Result<(), Stop> {
        if self.is_pushed(assignee)? {
            self.claim(item, by)?;
            self.drop_news_of(item_number(item)?);
        }
        Ok(())
    }

    /// Whether the actor gets the items of that assignee by offers only.
    fn is_pushed(&self, assignee: &Assignee) -> Result<bool, Stop> {
        let is_system = self.actor == self.world.system_user;
        let may_be = !is_system && assignee.kind == AssigneeKind::Queue;
        Ok(may_be && self.routed_queue(&assignee.id)?.is_some())
    }

    /// What is on offer to somebody else is not to be taken.
    pub(crate) fn require_no_other_offer(
        &self,
        number: PartNumber,
        assignee: &Assignee,
    ) -> Result<(), Stop> {
        if !self.is_pushed(assignee)? {
            return Ok(());
        }
        let row = self.stored(self.tx.routed_item(number))?;
        let Some(row) = row.filter(|row| row.state == RoutedState::Offered) else {
            return Ok(());
        };
        match (row.person, row.until) {
            (Some(person), Some(until)) if person != self.actor => {
                let name = self.username(&person)?;
                let message = format!("it is offered to {name} until {until}");
                Err(conflict("offered-to-another", message))
            }
            _ => Ok(()),
        }
    }

    /// The offer of the item that the actor has, or the request is refused.
    fn my_offer(&mut self, item: &PartRef, by: &Actor) -> Result<RoutedItem, Stop> {
        self.require_open_work(item, by)?;
        let row = self.stored(self.tx.routed_item(item_number(item)?))?;
        let is_mine = |row: &RoutedItem| {
            let stands = row.until.is_some_and(|until| self.now < until);
            row.state == RoutedState::Offered && row.person.as_ref() == Some(&self.actor) && stands
        };
        row.filter(is_mine).ok_or_else(|| {
            let message = "it is not, or no longer, offered to you".to_owned();
            conflict("not-offered", message)
        })
    }

    fn pass(&mut self, row: RoutedItem, how: &str) -> Result<(), Stop> {
        let person = row.person.clone().unwrap_or_default();
        let words = format!("{how} {}", self.username(&person)?);
        self.note_offer(&row, words)?;
        self.stored(self.tx.pass_offer(row.n, &person))?;
        self.wait_again(row)
    }

    fn wait_again(&mut self, row: RoutedItem) -> Result<(), Stop> {
        self.stop_timer(row.timer)?;
        self.batch.assignees.extend(row.person.clone());
        self.batch.assignees.push(row.queue.clone());
        self.routes = true;
        self.stored(self.tx.put_routed_item(&RoutedItem {
            state: RoutedState::Waiting,
            person: None,
            until: None,
            timer: None,
            ..row
        }))
    }

    fn note_offer(&mut self, row: &RoutedItem, words: String) -> Result<(), Stop> {
        let index = self.touch(row.n.run())?;
        let loaded = &self.runs[index].loaded;
        let step = loaded.run.step_of_item(row.n.part());
        let label = step.map_or("", |step| loaded.label_of(step.part));
        let text = Text::from(format!("Work item {label} {words}"));
        self.harmless(index, Command::Note(text))
    }

    /// No mail tells a person of what she just took herself.
    fn drop_news_of(&mut self, number: PartNumber) {
        let item = Some((number.run(), number.part()));
        self.mails.retain(|mail| mail.item != item);
    }
}
