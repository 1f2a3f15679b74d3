//! A published event comes to the interviews that wait for it.

use segue_language::Record;
use segue_store::PartNumber;

use super::{AT_ONCE, Waiting, event_key};
use crate::jobs::{Job, Work};
use crate::turn::{Stop, Turn};

impl Turn<'_> {
    /// Lets each interview go on that waits for that event, in a turn of its own.
    pub(crate) fn occurred(&mut self, event: &Record) -> Result<(), Stop> {
        let key = event_key(&event.object);
        for number in self.stored(self.tx.awaiting(&key))? {
            let Some(row) = self.stored(self.tx.job(number))? else {
                continue;
            };
            let job = self.stored(Job::from_row(row))?;
            if let Work::Resume(waiting) = job.work
                && let Some(place) = self.awaited(&waiting, event)
            {
                let waiting = Waiting {
                    occurred: Some((place, event.clone())),
                    ..*waiting
                };
                self.go_on_at_once(number, job.run, waiting)?;
            }
        }
        Ok(())
    }

    /// The place of the first awaited event that this is.
    fn awaited(&self, waiting: &Waiting, event: &Record) -> Option<u16> {
        let waits = &waiting.waits;
        let deployed = self.world.definitions.flow(waits.version)?;
        let mut events = waits.events.iter();
        let met = events.find(|awaited| waits.is_met(awaited, event, &deployed.flow))?;
        Some(met.place)
    }

    fn go_on_at_once(
        &mut self,
        number: PartNumber,
        run: i64,
        waiting: Waiting,
    ) -> Result<(), Stop> {
        self.stored(self.tx.stop_awaiting(number))?;
        let generation = self.generation;
        self.put_waiting_job(number, (AT_ONCE, generation), waiting.clone())?;
        let activation = waiting.activation();
        let work = Work::Resume(Box::new(waiting));
        self.batch.jobs.push(Job {
            attempt: generation.into(),
            ..Job::new(number, activation, run, work)
        });
        Ok(())
    }
}
