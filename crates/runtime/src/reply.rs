//! Replies: what a turn gives back, told only after its commit.

use segue_engine::RunStatus;
use segue_flow::ShownScreen;
use segue_language::Text;

use crate::{ClaimedMail, OutgoingCall, Refusal};

/// What a request gives back.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// A record came into being.
    Created {
        /// Its id.
        id: Text,
    },
    /// A run came into being (or an idempotency key led to one).
    Started {
        /// Its number.
        run: i64,
    },
    /// A work item's flow shows this screen now; the errors of a refused submission are in it.
    Screen(Box<ShownScreen>),
    /// A work item's flow was paused where it is.
    Paused,
    /// A work item's flow waits for something else than a person.
    Waits {
        /// For what, in words.
        what: String,
    },
    /// A work item is completed.
    Finished,
    /// A work item's flow failed: what its page wrote is undone and its step is in error.
    Failed {
        /// One sentence.
        message: String,
    },
    /// Mails that are claimed.
    Mails(Vec<ClaimedMail>),
    /// Done.
    Done,
}

/// What a batch of turns gave, after its commit.
#[derive(Debug, Default)]
pub struct BatchOutcome {
    /// One answer for each request, in order.
    pub replies: Vec<Result<Reply, Refusal>>,
    /// Jobs carried out beside the requests.
    pub n_jobs: usize,
    /// Runs that ended in this batch, with their status.
    pub ended: Vec<(i64, RunStatus)>,
    /// Runs that changed in this batch; the same one may stand there twice.
    pub changed: Vec<i64>,
    /// Ids of the users, groups and queues that got a work item or lost one.
    pub assignees: Vec<Text>,
    /// Calls that leave now.
    pub calls: Vec<OutgoingCall>,
    /// Mails that were stored to be sent.
    pub n_mails: usize,
    /// Whether jobs are ready now.
    pub has_ready_jobs: bool,
}

/// What [`crate::Runtime::run_due`] did.
#[derive(Debug, Default)]
pub struct Worked {
    /// Jobs and timers carried out.
    pub n_jobs: usize,
    /// Runs that ended, with their status.
    pub ended: Vec<(i64, RunStatus)>,
}
