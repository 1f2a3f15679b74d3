//! Locks of records: why, by whom, since when.

use segue_language::{Text, Timestamp};
use segue_runtime::submission_name;
use segue_store::StoreError;

use crate::queries::eyes::Eyes;
use crate::queries::work::username;

/// The lock of a record.
#[derive(Clone, Debug)]
pub(crate) struct Lock {
    /// Why it is locked, in a sentence.
    pub(crate) reason: String,
    /// Name of the submission that holds it; none when somebody locked it.
    pub(crate) submission: Option<Text>,
    /// User name of whoever locked it, or submitted it.
    pub(crate) by: Text,
    pub(crate) at: Timestamp,
}

/// The lock of a record that the caller may read; none when it is not locked.
pub(crate) fn lock_of(eyes: &Eyes<'_>, record: &str) -> Result<Option<Lock>, StoreError> {
    let (reads, store) = (eyes.reads, eyes.reads.store());
    let Some(lock) = store.record_lock(record)? else {
        return Ok(None);
    };
    let by = username(reads, &lock.person);
    let held = lock.run.and_then(|run| Some((run, reads.run(run.0)?)));
    let (submission, reason) = match held {
        Some((run, view)) => {
            let label = &view.orchestration.label;
            let reason = format!("Locked until \u{201c}{label}\u{201d} is decided.");
            (Some(submission_name(store, run)?), reason)
        }
        None => (None, format!("Locked by {by}.")),
    };
    Ok(Some(Lock {
        reason,
        submission,
        by,
        at: lock.at,
    }))
}
