//! Waking the runs that wait for a change of a record.

use segue_language::{ChangeKind, RecordChange, Text, Value};

use crate::jobs::Work;
use crate::turn::{Stop, Turn};

impl Turn<'_> {
    /// Leaves a wake-up for each run that waits for a field whose value differs from before.
    pub(super) fn wake_subscribers(&mut self, change: &RecordChange) -> Result<(), Stop> {
        let (Some(id), Some(prior)) = (change.record.id(), &change.prior) else {
            return Ok(());
        };
        let is_gone = change.kind == ChangeKind::Deleted;
        for subscription in self.stored(self.tx.subscribers(id))? {
            let differs = |field: &Text| {
                let now = change.record.get(field).unwrap_or(&Value::Null);
                now != prior.get(field).unwrap_or(&Value::Null)
            };
            if is_gone || subscription.fields.iter().any(differs) {
                self.wake(subscription.run.0);
            }
        }
        Ok(())
    }

    /// Leaves a wake-up, once per turn and run.
    fn wake(&mut self, run: i64) {
        let is_left = |(of, work): &(i64, Work)| *of == run && *work == Work::Wake;
        if !self.jobs.iter().any(is_left) {
            self.jobs.push((run, Work::Wake));
        }
    }
}
