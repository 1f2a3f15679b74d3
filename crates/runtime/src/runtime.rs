//! The runtime: owns the store, the deployed definitions and the caches; carries out turns.

use segue_engine::{Assignee, RunStatus};
use segue_language::{Query, Record, Text, Timestamp};

use crate::{
    BatchOutcome, HistoryLine, Mail, OpenItem, Project, Refusal, Reply, Request, RunRef, RunView,
    RuntimeOptions, StandIns, Store, WhyNode, Worked,
};

/// Carries out turns. Lives on the writer thread.
pub struct Runtime {
    _store: Store,
    _options: RuntimeOptions,
}

/// The runtime could not be opened, or definitions could not be deployed.
#[derive(Debug, thiserror::Error)]
pub enum RuntimeError {
    /// The database failed.
    #[error("database: {0}")]
    Store(String),
    /// The project has problems; nothing was deployed.
    #[error("the project cannot be deployed: {}", .0.join("; "))]
    Refused(Vec<String>),
}

/// What a deployment changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deployment {
    /// Definitions that got a new version: `(API name, version number)`.
    pub changed: Vec<(Text, i64)>,
    /// Definitions that stayed as they were.
    pub n_unchanged: usize,
    /// Warnings, one sentence each.
    pub warnings: Vec<String>,
}

impl Runtime {
    /// Opens a runtime on a store: recompiles the stored definitions and finds the jobs that a
    /// stopped process left.
    ///
    /// # Errors
    /// The store fails, or a stored definition no longer compiles.
    pub fn open(store: Store, options: RuntimeOptions) -> Result<Runtime, RuntimeError> {
        Ok(Runtime {
            _store: store,
            _options: options,
        })
    }

    /// Makes new versions of changed definitions active, ensures the objects' tables, merges
    /// people, queues and groups.
    ///
    /// # Errors
    /// The project has errors, or an orchestration refers to what is missing.
    pub fn deploy(
        &mut self,
        _project: &Project,
        _now: Timestamp,
    ) -> Result<Deployment, RuntimeError> {
        todo!()
    }

    /// Sets what takes the place of actions and flows that live elsewhere.
    pub fn set_stand_ins(&mut self, _stand_ins: StandIns) {
        todo!()
    }

    /// Inserts records as they are, without triggers: what exists before anything happens. Gives
    /// back their ids.
    ///
    /// # Errors
    /// An object or field is unknown.
    pub fn seed_records(
        &mut self,
        _records: Vec<Record>,
        _now: Timestamp,
    ) -> Result<Vec<Text>, Refusal> {
        todo!()
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
        _requests: Vec<Request>,
        _n_jobs_max: usize,
        _now: Timestamp,
    ) -> BatchOutcome {
        todo!()
    }

    /// Carries out all that is ready or due, and what follows from it, until nothing is.
    pub fn run_due(&mut self, _now: Timestamp) -> Worked {
        todo!()
    }

    /// When the next timer is due; now when a job is ready.
    pub fn next_due(&self) -> Option<Timestamp> {
        todo!()
    }

    /// A run; none when there is none of that number or id.
    pub fn run(&self, _run: RunRef) -> Option<RunView> {
        todo!()
    }

    /// Status of a run, cheaply.
    pub fn run_status(&self, _run: i64) -> Option<RunStatus> {
        todo!()
    }

    /// Numbers of all runs, or those that a record started, of an orchestration; oldest first.
    pub fn runs(&self, _record: Option<&str>, _orchestration: Option<&str>) -> Vec<i64> {
        todo!()
    }

    /// The history of a run.
    pub fn history(&self, _run: RunRef) -> Vec<HistoryLine> {
        todo!()
    }

    /// Assigned work items of a run.
    pub fn open_items(&self, _run: RunRef) -> Vec<OpenItem> {
        todo!()
    }

    /// Assigned work items of a user, group or queue, oldest first.
    pub fn open_items_of(&self, _assignee: &Assignee, _limit: usize) -> Vec<OpenItem> {
        todo!()
    }

    /// A record as it is now, with all its fields.
    pub fn record(&self, _object: &str, _id: &str) -> Option<Record> {
        todo!()
    }

    /// Records that a query finds.
    ///
    /// # Errors
    /// An object or field is unknown.
    pub fn records(&self, _query: &Query) -> Result<Vec<Record>, Refusal> {
        todo!()
    }

    /// Id of a user (by user name or id), group or queue (by API name or id).
    pub fn person_id(&self, _name: &str) -> Option<Text> {
        todo!()
    }

    /// Mails delivered so far, in order.
    pub fn mails(&self) -> &[Mail] {
        todo!()
    }

    /// Why a run is waiting: the condition tree of each unfinished stage and step with today's
    /// values, who holds it, what would wake it.
    pub fn why(&self, _run: RunRef, _now: Timestamp) -> Vec<WhyNode> {
        todo!()
    }
}
