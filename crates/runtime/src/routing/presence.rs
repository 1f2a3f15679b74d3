//! Presence: a person says that she is there, and it ends when nothing is heard of her.

use segue_language::{Text, Timestamp};
use segue_store::{Presence, PresenceRow};

use crate::jobs::Work;
use crate::turn::{Stop, Turn};
use crate::{Actor, Reply};

impl Turn<'_> {
    /// A person says whether she is there; doing so again shows that she still is.
    pub(crate) fn set_presence(&mut self, by: &Actor, status: Presence) -> Result<Reply, Stop> {
        self.actor = self.actor_id(by)?;
        let person = self.actor.clone();
        let is_known = self.stored(self.tx.presence(&person))?.is_some();
        if status == Presence::Offline && !is_known {
            return Ok(Reply::Done);
        }
        let mut row = self.presence_of(&person)?;
        row.seen = self.now;
        self.become_present(row, status)?;
        Ok(Reply::Done)
    }

    /// The time of a presence may be over: it is when nothing was heard of the person since.
    pub(crate) fn presence_ends(&mut self, person: &Text) -> Result<(), Stop> {
        let mut row = self.presence_of(person)?;
        row.timer = None;
        let used = self.stored(self.tx.last_seen(person))?;
        row.seen = used.map_or(row.seen, |used| used.max(row.seen));
        let is_over = self.now >= self.over_at(&row);
        let status = if is_over {
            Presence::Offline
        } else {
            row.status
        };
        self.become_present(row, status)
    }

    /// She let an offer pass without an answer where that means that she is away.
    pub(super) fn goes_away(&mut self, person: &Text) -> Result<(), Stop> {
        let row = self.presence_of(person)?;
        if row.status == Presence::Online {
            self.become_present(row, Presence::Away)?;
        }
        Ok(())
    }

    /// She was offered something now.
    pub(super) fn is_idle_from_now(&self, person: &Text) -> Result<(), Stop> {
        let row = self.presence_of(person)?;
        self.stored(self.tx.put_presence(&PresenceRow {
            idle: self.now,
            ..row
        }))
    }

    pub(super) fn presence_of(&self, person: &Text) -> Result<PresenceRow, Stop> {
        let known = self.stored(self.tx.presence(person))?;
        Ok(known.unwrap_or_else(|| PresenceRow {
            person: person.clone(),
            status: Presence::Offline,
            since: self.now,
            seen: self.now,
            idle: self.now,
            capacity: None,
            timer: None,
        }))
    }

    fn become_present(&mut self, mut row: PresenceRow, status: Presence) -> Result<(), Stop> {
        if row.status != status {
            row.since = self.now;
            if status == Presence::Online {
                row.idle = self.now;
            }
            row.status = status;
            self.routes = true;
            self.batch.assignees.push(row.person.clone());
        }
        match (status, row.timer) {
            (Presence::Offline, timer) => {
                self.stop_timer(timer)?;
                row.timer = None;
            }
            (Presence::Online | Presence::Away, None) => {
                let ends = Work::PresenceEnds {
                    person: row.person.clone(),
                };
                row.timer = Some(self.set_timer(0, &ends, self.over_at(&row))?);
            }
            (Presence::Online | Presence::Away, Some(_)) => {}
        }
        self.stored(self.tx.put_presence(&row))
    }

    fn over_at(&self, row: &PresenceRow) -> Timestamp {
        row.seen.plus_seconds(self.world.options.presence_seconds)
    }
}
