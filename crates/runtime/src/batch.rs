//! Batches: many turns and one commit.
//!
//! A batch either commits as a whole or leaves nothing; when a statement fails, its turns are
//! carried out again one by one, so that only the one at fault is refused. What caches hold is
//! changed after the commit.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rustc_hash::FxHashMap;
use segue_engine::RunStatus;
use segue_language::{Text, Timestamp};
use segue_store::{PartNumber, RunNumber, StoreError, Tx};

use crate::calls::OutgoingCall;
use crate::hot_runs::HotRuns;
use crate::jobs::Job;
use crate::mail::UnsentMails;
use crate::turn::{LoadedRun, Stop, Turn};
use crate::world::World;
use crate::{Refusal, Reply, Request};

/// What a batch leaves for after its commit, and the runs that it has in memory.
#[derive(Default)]
pub(crate) struct BatchState {
    pub(crate) hot: HotRuns,
    pub(crate) unsent_mails: UnsentMails,
    loaded: FxHashMap<RunNumber, LoadedRun>,
    pub(crate) jobs: Vec<Job>,
    /// When the first of the timers set in this batch is due.
    pub(crate) next_timer: Option<Timestamp>,
    /// Mails to be sent about work items.
    pub(crate) mails: Vec<(i64, PartNumber)>,
    /// Mails to be sent.
    pub(crate) n_mails: usize,
    /// Mails that are not to be sent any more.
    pub(crate) mails_over: Vec<i64>,
    /// Calls that leave after the commit.
    pub(crate) calls: Vec<OutgoingCall>,
    pub(crate) ended: Vec<(i64, RunStatus)>,
    /// A job that routes queues follows from this batch.
    pub(crate) is_routing: bool,
    /// Runs that changed.
    pub(crate) changed: Vec<i64>,
    /// Who got a work item or lost one.
    pub(crate) assignees: Vec<Text>,
    pub(crate) n_jobs: usize,
    /// What went wrong and was contained.
    pub(crate) troubles: Vec<String>,
    /// Flows that nobody called and that failed, each in one sentence.
    pub(crate) failed_flows: Vec<String>,
}

/// One thing to be done in a batch.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unit<'u> {
    Request(&'u Request),
    Job(&'u Job),
    /// A job that was lost even alone: its step fails with that message.
    LostJob(&'u Job, &'u str),
}

/// A batch that has to be rolled back, and why.
#[derive(Debug)]
pub(crate) enum Lost {
    /// The database refused a statement or the commit.
    Store(String),
    /// A bug: a turn panicked.
    Panic(String),
}

impl Lost {
    /// In one sentence.
    pub(crate) fn message(&self) -> &str {
        match self {
            Lost::Store(message) | Lost::Panic(message) => message,
        }
    }
}

impl From<StoreError> for Lost {
    fn from(error: StoreError) -> Self {
        Lost::Store(error.to_string())
    }
}

impl BatchState {
    /// A batch that goes on from what earlier ones left in memory.
    pub(crate) fn new(hot: HotRuns, unsent_mails: UnsentMails) -> Self {
        BatchState {
            hot,
            unsent_mails,
            ..BatchState::default()
        }
    }

    /// Takes a run that an earlier turn of the batch, or an earlier batch, left in memory.
    pub(crate) fn take_run(&mut self, number: RunNumber) -> Option<LoadedRun> {
        self.loaded
            .remove(&number)
            .or_else(|| self.hot.take(number))
    }

    /// Sees to it that timers are looked at then.
    pub(crate) fn wake_at(&mut self, due: Timestamp) {
        self.next_timer = Some(self.next_timer.map_or(due, |known| known.min(due)));
    }

    /// Keeps a run for the turns that follow.
    pub(crate) fn put_run(&mut self, run: LoadedRun) {
        self.loaded.insert(run.number, run);
    }

    /// Must follow the commit.
    pub(crate) fn keep_hot(&mut self) {
        for (_, run) in self.loaded.drain() {
            if run.run.is_open() {
                self.hot.put(run);
            }
        }
    }

    /// Numbers of the mails about a work item that are not sent yet.
    pub(crate) fn unsent_mails_of(&self, item: PartNumber) -> Vec<i64> {
        let new = self.mails.iter().filter(|(_, of)| *of == item);
        let new = new.map(|(mail, _)| *mail);
        let known = self.unsent_mails.of(item).iter().copied();
        known.chain(new).collect()
    }
}

/// Carries out one unit as a turn of its own.
pub(crate) fn carry_out(
    unit: Unit<'_>,
    tx: &Tx<'_>,
    world: &mut World,
    batch: &mut BatchState,
    now: Timestamp,
) -> Result<Result<Reply, Refusal>, Lost> {
    let mut turn = Turn::new(tx, world, batch, now);
    let carried_out = catch_unwind(AssertUnwindSafe(|| match unit {
        Unit::Request(request) => turn.whole(|turn| turn.request(request)),
        Unit::Job(job) => carry_out_job(&mut turn, job),
        Unit::LostJob(job, message) => fail_lost_job(&mut turn, job, message),
    }));
    match carried_out {
        Ok(Err(Stop::Broken(message))) => Err(Lost::Store(message)),
        Ok(ended) => Ok(ended.map_err(Refusal::from)),
        Err(panic) => Err(Lost::Panic(panic_text(&*panic))),
    }
}

fn carry_out_job(turn: &mut Turn<'_>, job: &Job) -> Result<Reply, Stop> {
    let Some(job) = turn.take_job(job)? else {
        return Ok(Reply::Done);
    };
    let job = &*job;
    turn.batch.n_jobs += 1;
    match turn.whole(|turn| turn.carry_out(job)) {
        Ok(()) => Ok(Reply::Done),
        Err(Stop::Broken(message)) => Err(Stop::Broken(message)),
        Err(stop) => {
            let message = Refusal::from(stop).to_string();
            turn.batch.troubles.push(message.clone());
            turn.whole(|turn| turn.fail_job(job, &message))?;
            Ok(Reply::Done)
        }
    }
}

fn fail_lost_job(turn: &mut Turn<'_>, job: &Job, message: &str) -> Result<Reply, Stop> {
    turn.batch.n_jobs += 1;
    if let Some(job) = turn.take_job(job)? {
        turn.whole(|turn| turn.fail_job(&job, message))?;
    }
    Ok(Reply::Done)
}

impl Turn<'_> {
    /// Computes under a savepoint, then writes what was decided.
    fn whole<T>(&mut self, part: impl FnOnce(&mut Self) -> Result<T, Stop>) -> Result<T, Stop> {
        let value = self.undoable(part)?;
        if let Some(failure) = self.reads.borrow_mut().take_failure() {
            return Err(Stop::Broken(failure));
        }
        self.finish()?;
        Ok(value)
    }
}

/// What a panic said.
pub(crate) fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without words")
        .to_owned()
}
