//! Letting happen what is due.

use super::World;

/// Jobs carried out in one transaction.
const BATCH_JOBS: usize = 256;

/// Jobs that may follow from one step; beyond it something goes in a circle without end.
const JOBS_MAX: usize = 2_000;

impl World {
    /// Carries out everything that is ready or due now, and keeps what stand-ins may ask for.
    pub(in crate::scenario) fn settle(&mut self) {
        self.run_due();
        self.watch();
    }

    /// Jobs and mails until nothing is due, or until it is clear that it never ends.
    fn run_due(&mut self) {
        let mut n_jobs = 0;
        while self.runtime.next_due().is_some_and(|due| due <= self.clock) {
            let n_troubles = self.runtime.troubles().len();
            let outcome = self.runtime.batch(Vec::new(), BATCH_JOBS, self.clock);
            let is_stopped = self.recover();
            n_jobs += outcome.n_jobs;
            self.is_endless = n_jobs > JOBS_MAX;
            let is_stuck = outcome.n_jobs == 0 && self.runtime.troubles().len() > n_troubles;
            if self.is_endless || (is_stuck && !is_stopped) {
                return;
            }
        }
    }

    /// Lets time pass; each timer fires with the clock at its due time.
    pub(in crate::scenario) fn advance(&mut self, seconds: i64) {
        let target = self.clock.plus_seconds(seconds);
        while let Some(due) = self.runtime.next_due().filter(|due| *due <= target) {
            self.clock = self.clock.max(due);
            self.run_due();
            if self.is_endless || self.runtime.next_due().is_some_and(|next| next <= due) {
                break;
            }
        }
        self.clock = target;
        self.settle();
    }
}
