//! Open items that came into a routed queue, until they are closed or go elsewhere.

use segue_language::{Text, Timestamp};

use super::small;
use crate::database::Row;
use crate::{PartNumber, Result, RunNumber, StoreError, Tx, View};

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoutedState {
    /// In the queue, on offer to nobody.
    Waiting,
    /// In the queue, on offer to one person.
    Offered,
    /// With the person who took it.
    Held,
}

/// An open item that came into a routed queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutedItem {
    /// Its number; leads to its run.
    pub n: PartNumber,
    /// Id of the queue.
    pub queue: Text,
    /// Where it stands.
    pub state: RoutedState,
    /// How much of a person's capacity it takes.
    pub weight: u32,
    /// Which comes first: the one with the lower number.
    pub urgency: i64,
    /// When the item came into being.
    pub created: Timestamp,
    /// Its run is suspended: it is offered to nobody.
    pub rests: bool,
    /// To whom it is on offer, or who holds it.
    pub person: Option<Text>,
    /// Offers so far; the number of the offer that stands.
    pub offers: i64,
    /// When the offer expires.
    pub until: Option<Timestamp>,
    /// The job that ends the offer.
    pub timer: Option<PartNumber>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT n, queue, state, weight, urgency, created, rests, person, offers, until, ",
            "timer FROM routed_item ",
            $rest
        )
    };
}

impl View {
    /// One item; none when it is in no routed queue.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn routed_item(&self, n: PartNumber) -> Result<Option<RoutedItem>> {
        let sql = select!("WHERE n = ?1");
        self.connection.read_one(sql, &[n.0.into()], item)
    }

    /// Items of a queue that wait to be offered, in the order in which they are.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn waiting_items(&self, queue: &str, limit: u32) -> Result<Vec<RoutedItem>> {
        let sql = select!(
            "WHERE queue = ?1 AND state = 0 AND rests = 0 ORDER BY urgency, created, n LIMIT ?2"
        );
        let params = [queue.into(), i64::from(limit).into()];
        self.connection.read(sql, &params, item)
    }

    /// All items on offer.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn offered_items(&self) -> Result<Vec<RoutedItem>> {
        let sql = select!("WHERE state = 1 ORDER BY n");
        self.connection.read(sql, &[], item)
    }

    /// Items on offer to a person or held by her.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn routed_items_of(&self, person: &str) -> Result<Vec<RoutedItem>> {
        let sql = select!("WHERE person = ?1 ORDER BY until, n");
        self.connection.read(sql, &[person.into()], item)
    }

    /// Everything that came into a queue and is not over.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn routed_items_in(&self, queue: &str) -> Result<Vec<RoutedItem>> {
        let sql = select!("WHERE queue = ?1 ORDER BY n");
        self.connection.read(sql, &[queue.into()], item)
    }

    /// Items of a run that came into routed queues.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn routed_items_of_run(&self, run: RunNumber) -> Result<Vec<RoutedItem>> {
        let sql = select!("WHERE n BETWEEN ?1 AND ?2 ORDER BY n");
        self.connection.read(sql, &bounds(run), item)
    }

    /// Ids of those who let an offer of that item pass.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn passed_by(&self, n: PartNumber) -> Result<Vec<Text>> {
        let sql = "SELECT person FROM passed_offer WHERE n = ?1 ORDER BY person";
        self.connection
            .read(sql, &[n.0.into()], |row| Ok(Text::from(row.text(0)?)))
    }
}

impl Tx<'_> {
    /// Stores where an item stands, in place of where it stood.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn put_routed_item(&self, item: &RoutedItem) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO routed_item(n, queue, state, weight, urgency, created,
            rests, person, offers, until, timer)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        let params = [
            item.n.0.into(),
            (&*item.queue).into(),
            number(item.state).into(),
            i64::from(item.weight).into(),
            item.urgency.into(),
            item.created.0.into(),
            i64::from(item.rests).into(),
            item.person.as_deref().into(),
            item.offers.into(),
            item.until.map(|until| until.0).into(),
            item.timer.map(|timer| timer.0).into(),
        ];
        self.write(sql, &params)?;
        Ok(())
    }

    /// Forgets an item and who let it pass; false when it was in no routed queue.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn delete_routed_item(&self, n: PartNumber) -> Result<bool> {
        let sql = "DELETE FROM routed_item WHERE n = ?1";
        if self.write(sql, &[n.0.into()])? == 0 {
            return Ok(false);
        }
        self.forget_passed(n)?;
        Ok(true)
    }

    /// Lets the items of a run rest, or no longer.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn rest_routed_items(&self, run: RunNumber, rests: bool) -> Result<()> {
        let sql = "UPDATE routed_item SET rests = ?3 WHERE n BETWEEN ?1 AND ?2";
        let [first, last] = bounds(run);
        self.write(sql, &[first, last, i64::from(rests).into()])?;
        Ok(())
    }

    /// Remembers that a person let an offer of that item pass.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn pass_offer(&self, n: PartNumber, person: &str) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO passed_offer(n, person) VALUES (?1, ?2)";
        self.write(sql, &[n.0.into(), person.into()])?;
        Ok(())
    }

    /// Forgets who let offers of that item pass.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn forget_passed(&self, n: PartNumber) -> Result<()> {
        let sql = "DELETE FROM passed_offer WHERE n = ?1";
        self.write(sql, &[n.0.into()])?;
        Ok(())
    }
}

/// The first and the last number that an item of a run may have.
fn bounds(run: RunNumber) -> [crate::database::Param<'static>; 2] {
    let first = PartNumber::new(run, segue_engine::PartId(0));
    let last = PartNumber::new(run, segue_engine::PartId(u16::MAX));
    [first.0.into(), last.0.into()]
}

fn number(state: RoutedState) -> i64 {
    match state {
        RoutedState::Waiting => 0,
        RoutedState::Offered => 1,
        RoutedState::Held => 2,
    }
}

fn item(row: &Row) -> Result<RoutedItem> {
    Ok(RoutedItem {
        n: PartNumber(row.integer(0)?),
        queue: Text::from(row.text(1)?),
        state: match row.integer(2)? {
            0 => RoutedState::Waiting,
            1 => RoutedState::Offered,
            2 => RoutedState::Held,
            _ => return Err(StoreError::corrupt("no such state of a routed item")),
        },
        weight: small(row.integer(3)?)?,
        urgency: row.integer(4)?,
        created: Timestamp(row.integer(5)?),
        rests: row.integer(6)? == 1,
        person: row.optional_text(7)?.map(Text::from),
        offers: row.integer(8)?,
        until: row.optional_integer(9)?.map(Timestamp),
        timer: row.optional_integer(10)?.map(PartNumber),
    })
}
