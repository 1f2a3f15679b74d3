//! The runtime: owns the store, the deployed definitions and the caches; carries out turns.

mod batches;

use segue_language::Timestamp;
use segue_store::{MailStatus, Metrics, Store, StoreError};

use crate::batch::Unit;
use crate::hot_runs::HotRuns;
use crate::jobs::{CALL_OUT, Job, ReadyJobs};
use crate::mail::UnsentMails;
use crate::world::{Trace, World};
use crate::{
    BatchOutcome, Mail, PeopleEpoch, Probe, Refusal, Reply, Request, RuntimeOptions, Sight,
    StandIns, Worked,
};

/// How long jobs rest when the database does not answer.
const REST_SECONDS: i64 = 1;
/// Jobs read at once from the database.
const PAGE: u32 = 1_000;
/// Jobs of one batch when nobody else asks for anything.
const DUE_JOBS_MAX: usize = 1_024;

/// Mails read at once.
const MAILS_READ_MAX: u32 = 100_000;

/// Carries out turns. Lives on the writer thread.
pub struct Runtime {
    pub(crate) store: Store,
    pub(crate) world: World,
    pub(crate) hot: HotRuns,
    ready: ReadyJobs,
    next_timer: Option<Timestamp>,
    unsent_mails: UnsentMails,
    troubles: Vec<String>,
    failed_flows: Vec<String>,
    /// The database did not answer: jobs rest until then.
    rests_until: Option<Timestamp>,
}

/// The runtime could not be opened, or definitions could not be deployed.
#[derive(Debug, thiserror::Error)]
pub enum RuntimeError {
    /// The database failed.
    #[error("database: {0}")]
    Store(#[from] segue_store::StoreError),
    /// The project has problems; nothing was deployed.
    #[error("the project cannot be deployed: {}", .0.join("; "))]
    Refused(Vec<String>),
}

impl Runtime {
    /// Opens a runtime on a store: recompiles the stored definitions and finds the jobs that a
    /// stopped process left.
    ///
    /// # Errors
    /// The store fails, or a stored definition no longer compiles.
    pub fn open(store: Store, options: RuntimeOptions) -> Result<Runtime, RuntimeError> {
        let mut runtime = Runtime {
            hot: HotRuns::new(options.hot_runs_max),
            world: World::new(options),
            store,
            ready: ReadyJobs::default(),
            next_timer: None,
            unsent_mails: UnsentMails::default(),
            troubles: Vec::new(),
            failed_flows: Vec::new(),
            rests_until: None,
        };
        runtime.prepare_people()?;
        runtime.load_definitions()?;
        let world = &runtime.world;
        world.published.begin().end(&world.deployed);
        runtime.find_jobs()?;
        runtime.world.locked = runtime.store.locked_records()?.into_iter().collect();
        Ok(runtime)
    }

    /// Jobs and mails that a stopped process left.
    fn find_jobs(&mut self) -> Result<(), RuntimeError> {
        let mut after = None;
        loop {
            let page = self.store.waiting_jobs(after, PAGE)?;
            let Some(last) = page.last() else { break };
            after = Some(last.n);
            for row in page {
                self.ready.push(Job::from_row(row)?);
            }
        }
        // Who carried these out is gone.
        for row in self.store.jobs_of_kind(CALL_OUT)? {
            self.ready.push(Job::from_row(row)?);
        }
        self.next_timer = self.store.next_due_job()?;
        self.unsent_mails.add(self.store.unsent_mails()?);
        Ok(())
    }

    /// Sets what takes the place of actions and flows that live elsewhere.
    pub fn set_stand_ins(&mut self, stand_ins: StandIns) {
        self.world.stand_ins = Some(stand_ins);
    }

    /// Sets what people may read in the screen flows that they run.
    pub fn set_sight(&mut self, sight: Sight) {
        self.world.sight = Some(sight);
    }

    /// Sets who is told of each flow element as it begins.
    pub fn set_trace(&mut self, trace: Trace) {
        self.world.trace = Some(trace);
    }

    /// Sets what is asked of a flow whenever an interview of it ends: what flow tests do.
    pub fn set_probe(&mut self, probe: Probe) {
        self.world.probe = Some(Box::new(probe));
    }

    /// The epoch of people: what is remembered of them outside ends with it.
    pub fn people_epoch(&self) -> PeopleEpoch {
        self.world.people.epoch().clone()
    }

    /// What went wrong inside the program and was contained, each in one sentence.
    pub fn troubles(&self) -> &[String] {
        &self.troubles
    }

    /// Flows that nobody called and that failed, each in one sentence; the oldest are forgotten.
    pub fn failed_flows(&self) -> &[String] {
        &self.failed_flows
    }

    /// What the store did since it was opened.
    pub fn store_metrics(&self) -> Metrics {
        self.store.metrics()
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Closes the runtime and gives the store back.
    pub fn into_store(self) -> Store {
        self.store
    }

    /// One turn in a transaction of its own, committed.
    ///
    /// # Errors
    /// Why it was refused; nothing has changed.
    pub fn execute(&mut self, request: Request, now: Timestamp) -> Result<Reply, Refusal> {
        self.batch(vec![request], 0, now)
            .replies
            .pop()
            .expect("one request has one reply")
    }

    /// Many turns and one commit.
    pub fn execute_batch(
        &mut self,
        requests: Vec<Request>,
        now: Timestamp,
    ) -> Vec<Result<Reply, Refusal>> {
        self.batch(requests, 0, now).replies
    }

    /// Requests and at most `n_jobs_max` ready jobs in one commit: what a writer loop calls.
    pub fn batch(
        &mut self,
        requests: Vec<Request>,
        n_jobs_max: usize,
        now: Timestamp,
    ) -> BatchOutcome {
        let rests = self.rests_until.is_some_and(|until| now < until);
        let n_jobs_max = if rests { 0 } else { n_jobs_max };
        let jobs = self.take_jobs(n_jobs_max, now);
        let mut outcome = BatchOutcome::default();
        if !requests.is_empty() || !jobs.is_empty() {
            let units: Vec<Unit<'_>> = requests
                .iter()
                .map(Unit::Request)
                .chain(jobs.iter().map(Unit::Job))
                .collect();
            let mut replies = self.carry_out_all(&units, now, &mut outcome);
            replies.truncate(requests.len());
            outcome.replies = replies;
        }
        outcome.has_ready_jobs = !self.is_idle() && self.rests_until.is_none();
        outcome
    }

    /// Carries out all that is ready or due, and what follows from it, until nothing is.
    pub fn run_due(&mut self, now: Timestamp) -> Worked {
        let mut worked = Worked::default();
        while !self.is_idle() || self.next_timer.is_some_and(|due| due <= now) {
            let outcome = self.batch(Vec::new(), DUE_JOBS_MAX, now);
            worked.n_jobs += outcome.n_jobs;
            worked.ended.extend(outcome.ended);
            if self.rests_until.is_some() {
                break;
            }
        }
        worked
    }

    /// When the next timer is due; now (0) when a job is ready; later when the database does not
    /// answer.
    pub fn next_due(&self) -> Option<Timestamp> {
        match (self.is_idle(), self.rests_until) {
            (true, _) => self.next_timer,
            (false, Some(until)) => Some(until),
            (false, None) => Some(Timestamp(0)),
        }
    }

    /// Mails that were captured or sent, in order; the oldest are forgotten at last.
    pub fn mails(&self) -> Vec<Mail> {
        let rows = self.store.mails(None, MAILS_READ_MAX).unwrap_or_default();
        let base_url = &self.world.options.base_url;
        let out = |row: &segue_store::MailRow| {
            matches!(row.status, MailStatus::Captured | MailStatus::Sent)
        };
        let mails = rows.into_iter().rev().filter(out);
        mails
            .filter_map(|row| Mail::read(row, base_url).ok())
            .collect()
    }

    /// Sees to it that timers are looked at then.
    pub(crate) fn wake_at(&mut self, due: Option<Timestamp>) {
        self.next_timer = self.next_timer.into_iter().chain(due).min();
    }

    fn is_idle(&self) -> bool {
        self.ready.is_empty()
    }

    fn take_jobs(&mut self, n_jobs_max: usize, now: Timestamp) -> Vec<Job> {
        if n_jobs_max > 0 && self.next_timer.is_some_and(|due| due <= now) {
            self.take_timers(now);
        }
        self.ready.take(n_jobs_max)
    }

    fn take_timers(&mut self, now: Timestamp) {
        match self.due_timers(now) {
            Ok(next) => self.next_timer = next,
            Err(error) => {
                self.troubles.push(error.to_string());
                self.rests_until = Some(now.plus_seconds(REST_SECONDS));
            }
        }
    }

    /// Timers whose time has come become ready; their rows go when they are carried out. Gives
    /// the time of the next one.
    fn due_timers(&mut self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let rows = self.store.due_jobs(now, PAGE)?;
        let is_all = rows.len() < PAGE as usize;
        for row in rows {
            self.ready.push(Job::from_row(row)?);
        }
        if is_all {
            return self.store.next_due_job_after(now);
        }
        Ok(Some(now))
    }
}
