//! Who is told of changes: what a batch changed, sent after its commit to every open page.

use std::sync::Arc;

use segue_language::Text;
use segue_runtime::{BatchOutcome, OnCommitted, OutgoingCall};
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::{Notify, broadcast};

use crate::observe::Counts;

/// What one commit changed.
#[derive(Debug)]
pub(crate) struct Change {
    /// Runs that changed.
    pub(crate) runs: Vec<i64>,
    /// Ids of the users, groups and queues whose work changed.
    pub(crate) assignees: Vec<Text>,
}

/// Who is told of what.
pub(super) struct Told {
    /// Open pages.
    pub(super) changes: broadcast::Sender<Arc<Change>>,
    /// Whoever delivers mail.
    pub(super) mail_posted: Arc<Notify>,
    /// Whoever sends calls.
    pub(super) calls: UnboundedSender<OutgoingCall>,
}

/// What the writer calls after each commit.
pub(super) fn teller(told: Told, counts: Counts) -> OnCommitted {
    Box::new(move |outcome: &BatchOutcome| {
        counts.committed(outcome);
        if outcome.n_mails > 0 {
            told.mail_posted.notify_one();
        }
        for call in &outcome.calls {
            // Without a receiver the server is ending; the call's row stays.
            let _ = told.calls.send(call.clone());
        }
        if outcome.changed.is_empty() || told.changes.receiver_count() == 0 {
            return;
        }
        // An error only says that the last listener has just gone.
        let _ = told.changes.send(Arc::new(change(outcome)));
    })
}

fn change(outcome: &BatchOutcome) -> Change {
    let mut runs = outcome.changed.clone();
    runs.sort_unstable();
    runs.dedup();
    let mut assignees = outcome.assignees.clone();
    assignees.sort_unstable();
    assignees.dedup();
    Change { runs, assignees }
}
