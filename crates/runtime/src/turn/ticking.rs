//! Waking a run when what it waits for may have changed by the time alone: one timer for each run.

use segue_language::{Pace, Timestamp};
use segue_store::RunNumber;

use super::{Stop, Turn};
use crate::jobs::Work;

const HOUR: i64 = 3_600_000_000;

impl Turn<'_> {
    /// Sees to it that the run is woken when its requirements may have changed by themselves.
    pub(super) fn tick(&mut self, run: RunNumber, pace: Pace) -> Result<(), Stop> {
        let (key, due) = (key(run), self.next_tick(pace));
        for timer in self.stored(self.tx.awaiting(&key))? {
            let known = self.stored(self.tx.job(timer))?;
            if known.is_some_and(|known| known.due <= due) {
                return Ok(());
            }
            self.stop_timer(Some(timer))?;
            self.stored(self.tx.stop_awaiting(timer))?;
        }
        let timer = self.set_timer(run.0, &Work::Wake, due)?;
        self.stored(self.tx.await_for(&key, timer))
    }

    /// The timer of a run has fired, or another wake-up has come.
    pub(super) fn ticked(&mut self, run: RunNumber) -> Result<(), Stop> {
        for timer in self.stored(self.tx.awaiting(&key(run)))? {
            if self.stored(self.tx.job(timer))?.is_none() {
                self.stored(self.tx.stop_awaiting(timer))?;
            }
        }
        Ok(())
    }

    fn next_tick(&self, pace: Pace) -> Timestamp {
        let hour = Timestamp((self.now.0.div_euclid(HOUR) + 1) * HOUR);
        match pace {
            Pace::Hour => hour,
            Pace::Day => {
                let zone = self.world.options.zone.clone();
                let today = self.now.to_jiff().to_zoned(zone);
                let next = today.tomorrow().and_then(|next| next.start_of_day());
                // Only at the end of all time is there no next day.
                next.map_or(hour, |next| next.timestamp().into())
            }
        }
    }
}

fn key(run: RunNumber) -> String {
    format!("clock:{}", run.0)
}
