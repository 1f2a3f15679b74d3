//! The same thing done to many runs: one run after the other, each in a turn of its own, so that
//! nobody waits for the whole. What became of each run is kept in memory for who asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use segue_language::{Text, Timestamp};
use segue_runtime::{Actor, Request, RunRef};

use crate::app::App;
use crate::identity::Caller;
use crate::problem::Problem;
use crate::queries::eyes::{Eyes, act};
use crate::queries::runs::managed;

/// Runs of one bulk.
pub(crate) const RUNS_MAX: usize = 1_000;
/// Bulks that are kept; older ones are forgotten.
const KEPT_MAX: usize = 50;

/// What is done to each run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BulkAct {
    Resume,
    Suspend,
    Cancel,
}

/// The same thing done to many runs.
#[derive(Debug)]
pub(crate) struct Bulk {
    /// What URLs know it by.
    pub(crate) number: u64,
    pub(crate) act: BulkAct,
    /// User name of who asked.
    pub(crate) by: Text,
    pub(crate) reason: Option<Text>,
    pub(crate) at: Timestamp,
    /// Ids of the runs.
    pub(crate) runs: Vec<Text>,
    results: Mutex<Results>,
}

/// How far it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Results {
    /// What became of the first runs: nothing to say, or why it was refused.
    pub(crate) done: Vec<Option<String>>,
    /// Nothing follows any more: all is done, or the server ended.
    pub(crate) is_over: bool,
}

/// The bulks of this server, newest last.
#[derive(Debug, Default)]
pub(crate) struct Bulks(Mutex<(u64, VecDeque<Arc<Bulk>>)>);

impl BulkAct {
    /// The act of a word.
    pub(crate) fn read(word: &str) -> Option<BulkAct> {
        let all = [BulkAct::Resume, BulkAct::Suspend, BulkAct::Cancel];
        all.into_iter().find(|act| act.word() == word)
    }

    /// Its word in URLs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            BulkAct::Resume => "resume",
            BulkAct::Suspend => "suspend",
            BulkAct::Cancel => "cancel",
        }
    }

    /// `resumed`
    pub(crate) fn participle(self) -> &'static str {
        match self {
            BulkAct::Resume => "resumed",
            BulkAct::Suspend => "suspended",
            BulkAct::Cancel => "canceled",
        }
    }

    fn request(self, run: &Text, by: Actor, reason: Option<Text>) -> Request {
        let run = RunRef::Id(run.clone());
        match self {
            BulkAct::Resume => Request::Resume {
                run,
                by,
                forced: None,
            },
            BulkAct::Suspend => Request::Suspend { run, by },
            BulkAct::Cancel => Request::Cancel { run, by, reason },
        }
    }
}

impl Bulk {
    /// How far it is now.
    pub(crate) fn results(&self) -> Results {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Results> {
        self.results.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Bulks {
    /// The bulk of that number, while it is kept.
    pub(crate) fn find(&self, number: u64) -> Option<Arc<Bulk>> {
        let kept = self.lock();
        kept.1.iter().find(|bulk| bulk.number == number).cloned()
    }

    fn keep(&self, make: impl FnOnce(u64) -> Bulk) -> Arc<Bulk> {
        let mut kept = self.lock();
        kept.0 += 1;
        let bulk = Arc::new(make(kept.0));
        if kept.1.len() == KEPT_MAX {
            kept.1.pop_front();
        }
        kept.1.push_back(bulk.clone());
        bulk
    }

    fn lock(&self) -> MutexGuard<'_, (u64, VecDeque<Arc<Bulk>>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is asked of many runs.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) act: BulkAct,
    pub(crate) caller: Caller,
    pub(crate) reason: Option<Text>,
    /// Ids, [`RUNS_MAX`] at most.
    pub(crate) runs: Vec<Text>,
}

/// Begins a bulk, which goes on by itself.
pub(crate) fn begin(app: &App, asked: Asked) -> Arc<Bulk> {
    let at = app.now();
    let bulk = app.bulks().keep(|number| Bulk {
        number,
        act: asked.act,
        by: asked.caller.user.clone(),
        reason: asked.reason,
        at,
        runs: asked.runs,
        results: Mutex::default(),
    });
    tokio::spawn(carry_out(app.clone(), bulk.clone(), asked.caller));
    bulk
}

async fn carry_out(app: App, bulk: Arc<Bulk>, caller: Caller) {
    for run in &bulk.runs {
        let request = bulk.act.request(run, caller.actor(), bulk.reason.clone());
        let wanted = run.clone();
        let proviso = move |eyes: &Eyes<'_>| managed(eyes, &wanted).map(|_| ());
        let done = tokio::select! {
            done = act(&app, &caller, proviso, request) => done,
            () = app.ending() => break,
        };
        let refused = match done {
            Ok(reply) => reply.err().map(Problem::from),
            Err(problem) => Some(problem),
        };
        bulk.lock().done.push(refused.map(|problem| problem.detail));
    }
    bulk.lock().is_over = true;
}
