//! Hot runs: decoded states of runs that were touched lately, so that the next turn of a run
//! neither loads nor decodes it.
//!
//! A turn takes a run out and the batch puts it back after its commit; so a rolled-back batch
//! leaves nothing behind that was not committed.

use rustc_hash::FxHashMap;

use segue_store::RunNumber;

use crate::turn::LoadedRun;

/// A bounded cache of runs by number. When it is full it forgets the half that is older.
#[derive(Default)]
pub(crate) struct HotRuns {
    young: FxHashMap<RunNumber, LoadedRun>,
    old: FxHashMap<RunNumber, LoadedRun>,
    half_max: usize,
}

impl HotRuns {
    /// An empty cache of at most `runs_max` runs.
    pub(crate) fn new(runs_max: usize) -> Self {
        HotRuns {
            half_max: (runs_max / 2).max(1),
            ..HotRuns::default()
        }
    }

    /// Takes a run out.
    pub(crate) fn take(&mut self, run: RunNumber) -> Option<LoadedRun> {
        self.young.remove(&run).or_else(|| self.old.remove(&run))
    }

    /// Puts a committed run back.
    pub(crate) fn put(&mut self, run: LoadedRun) {
        if self.young.len() >= self.half_max {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(run.number, run);
    }

    /// Forgets all.
    pub(crate) fn forget(&mut self) {
        self.young.clear();
        self.old.clear();
    }
}
