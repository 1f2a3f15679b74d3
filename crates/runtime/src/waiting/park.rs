//! Storing an interview that waits.

use segue_language::Timestamp;
use segue_store::{InterviewRow, Job as JobRow, PartNumber, encode};

use super::{AT_NO_TIME, Owner, Waiting};
use crate::jobs::{JOB, Work};
use crate::turn::{Stop, Turn};

impl Turn<'_> {
    /// Stores an interview that comes to a Wait: what it wrote before stays.
    pub(crate) fn park(
        &mut self,
        number: PartNumber,
        state: Vec<u8>,
        waiting: Waiting,
    ) -> Result<(), Stop> {
        self.stored(self.tx.put_interview(&InterviewRow {
            n: number,
            at: self.now,
            state,
        }))?;
        self.put_waiting(number, waiting)
    }

    /// Stores what an interview waits for, and when it comes.
    pub(crate) fn put_waiting(&mut self, number: PartNumber, waiting: Waiting) -> Result<(), Stop> {
        for key in waiting.keys() {
            self.stored(self.tx.await_for(&key, number))?;
        }
        let due = match self.earliest(&waiting.waits) {
            Some((due, _)) => {
                // What lies before 1970 comes at once, too.
                let due = due.max(Timestamp(1));
                self.batch.wake_at(due);
                due
            }
            None => AT_NO_TIME,
        };
        let is_at_once = due != AT_NO_TIME && due <= self.now;
        let generation = if is_at_once { self.generation + 1 } else { 0 };
        self.put_waiting_job(number, (due, generation), waiting)
    }

    /// The date of a record may have moved: so does what waits for it.
    pub(crate) fn move_waiting(
        &mut self,
        number: PartNumber,
        due: Timestamp,
        waiting: Waiting,
    ) -> Result<(), Stop> {
        let earliest = self.earliest(&waiting.waits).map(|(due, _)| due);
        let is_same = earliest.unwrap_or(AT_NO_TIME) == due;
        if is_same || waiting.occurred.is_some() {
            return Ok(());
        }
        self.put_waiting(number, waiting)
    }

    pub(super) fn put_waiting_job(
        &self,
        number: PartNumber,
        (due, generation): (Timestamp, u16),
        waiting: Waiting,
    ) -> Result<(), Stop> {
        let run = match waiting.owner {
            Owner::Step { .. } | Owner::Item(_) => number.run().0,
            Owner::Alone => 0,
        };
        let (activation, epoch) = (waiting.activation(), waiting.epoch);
        let work = Work::Resume(Box::new(waiting));
        self.stored(self.tx.put_job(&JobRow {
            n: number,
            activation,
            kind: JOB,
            due,
            attempt: generation.into(),
            epoch,
            body: encode(&(run, work)),
        }))
    }

    /// Forgets what the interview of a step run or work item waits for. Costs nothing where no flow
    /// has a Wait.
    pub(crate) fn forget_waiting(&self, number: PartNumber) -> Result<(), Stop> {
        if self.world.definitions.later.has_waits {
            self.stored(self.tx.delete_job(number, 0))?;
            self.stored(self.tx.stop_awaiting(number))?;
        }
        Ok(())
    }
}
