//! Batches from outside: one transaction for many turns, and what to do when it is lost.

use segue_language::Timestamp;

use super::{REST_SECONDS, Runtime};
use crate::batch::{BatchState, Lost, Unit, carry_out};
use crate::{BatchOutcome, Refusal, Reply};

/// Messages of troubles that are kept to be looked at.
const TROUBLES_KEPT_MAX: usize = 1_000;

impl Runtime {
    /// One batch; when it is lost, unit by unit.
    pub(super) fn carry_out_all(
        &mut self,
        units: &[Unit<'_>],
        now: Timestamp,
        outcome: &mut BatchOutcome,
    ) -> Vec<Result<Reply, Refusal>> {
        match self.try_units(units, now, outcome) {
            Ok(replies) => replies,
            Err(_) if units.len() > 1 => units
                .iter()
                .map(|unit| self.carry_out_alone(*unit, now, outcome))
                .collect(),
            Err(lost) if units.is_empty() => {
                self.report(&lost);
                self.rest(now);
                Vec::new()
            }
            Err(lost) => vec![self.give_up(units[0], &lost, now, outcome)],
        }
    }

    fn carry_out_alone(
        &mut self,
        unit: Unit<'_>,
        now: Timestamp,
        outcome: &mut BatchOutcome,
    ) -> Result<Reply, Refusal> {
        match self.try_units(&[unit], now, outcome) {
            Ok(mut replies) => replies.pop().expect("one unit has one reply"),
            Err(lost) => self.give_up(unit, &lost, now, outcome),
        }
    }

    /// A unit that is lost even alone: a request is refused, a job's step fails.
    fn give_up(
        &mut self,
        unit: Unit<'_>,
        lost: &Lost,
        now: Timestamp,
        outcome: &mut BatchOutcome,
    ) -> Result<Reply, Refusal> {
        self.report(lost);
        if let Unit::Job(job) = unit {
            let failing = Unit::LostJob(job, lost.message());
            match self.try_units(&[failing], now, outcome) {
                Ok(_) => {}
                Err(lost @ Lost::Store(_)) => {
                    self.report(&lost);
                    self.rest(now);
                    self.ready.put_back(job.clone());
                }
                // The run is quarantined: its job stays in the database and is not tried again
                // before a restart.
                Err(lost @ Lost::Panic(_)) => self.report(&lost),
            }
        }
        Err(Refusal::Internal(lost.message().to_owned()))
    }

    fn report(&mut self, lost: &Lost) {
        self.troubles.push(lost.message().to_owned());
        if self.troubles.len() > TROUBLES_KEPT_MAX {
            self.troubles.drain(..TROUBLES_KEPT_MAX / 2);
        }
    }

    fn rest(&mut self, now: Timestamp) {
        self.rests_until = Some(now.plus_seconds(REST_SECONDS));
    }

    fn try_units(
        &mut self,
        units: &[Unit<'_>],
        now: Timestamp,
        outcome: &mut BatchOutcome,
    ) -> Result<Vec<Result<Reply, Refusal>>, Lost> {
        let hot = std::mem::take(&mut self.hot);
        let mut state = BatchState::new(hot, std::mem::take(&mut self.unsent_mails));
        let tried = self.try_batch(units, now, &mut state);
        match tried {
            Ok(replies) => {
                self.keep(state, outcome);
                Ok(replies)
            }
            Err(lost) => {
                self.world.people.forget();
                (self.hot, self.unsent_mails) = (state.hot, state.unsent_mails);
                Err(lost)
            }
        }
    }

    fn try_batch(
        &mut self,
        units: &[Unit<'_>],
        now: Timestamp,
        state: &mut BatchState,
    ) -> Result<Vec<Result<Reply, Refusal>>, Lost> {
        let tx = self.store.begin().map_err(Lost::from)?;
        let mut replies = Vec::with_capacity(units.len());
        for unit in units {
            replies.push(carry_out(*unit, &tx, &mut self.world, state, now)?);
        }
        let committed = tx.commit().map_err(Lost::from)?;
        self.store.await_durable(committed).map_err(Lost::from)?;
        self.world.people.after_commit();
        self.rests_until = None;
        Ok(replies)
    }

    /// What a committed batch leaves.
    fn keep(&mut self, mut state: BatchState, outcome: &mut BatchOutcome) {
        state.keep_hot();
        for job in state.jobs {
            self.ready.push(job);
        }
        self.next_timer = earlier(self.next_timer, state.next_timer);
        state.unsent_mails.add(state.mails);
        state.unsent_mails.forget(&state.mails_over);
        (self.hot, self.unsent_mails) = (state.hot, state.unsent_mails);
        self.troubles.append(&mut state.troubles);
        self.failed_flows.append(&mut state.failed_flows);
        if self.failed_flows.len() > TROUBLES_KEPT_MAX {
            self.failed_flows.drain(..TROUBLES_KEPT_MAX / 2);
        }
        outcome.n_jobs += state.n_jobs;
        outcome.n_mails += state.n_mails;
        outcome.ended.append(&mut state.ended);
        outcome.changed.append(&mut state.changed);
        outcome.calls.append(&mut state.calls);
        outcome.assignees.append(&mut state.assignees);
    }
}

fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}
