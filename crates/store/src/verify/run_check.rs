//! One run: its chain of turns, and the state that follows from them.

use segue_engine::Run;

use super::Check;
use crate::rows::StoredTurn;
use crate::{PartNumber, Result, RunNumber, RunRow, StoreError, decode_run};

impl Check<'_> {
    pub(super) fn run(&mut self, n: RunNumber) -> Result<()> {
        self.found.runs += 1;
        let Some(row) = self.readable(n, self.view.run(n))?.flatten() else {
            self.n_rows.remove(&n.0);
            return Ok(());
        };
        let Some(chain) = self.readable(n, self.view.chain(row.last))? else {
            self.n_rows.remove(&n.0);
            return Ok(());
        };
        self.found.rows += chain.len() as u64;
        self.stray_rows(&row, &chain);
        self.links(&row, &chain);
        self.state(&row, &chain)
    }

    /// What cannot be read is a problem of the run, unless the database is gone.
    fn readable<T>(&mut self, n: RunNumber, read: Result<T>) -> Result<Option<T>> {
        match read {
            Ok(value) => Ok(Some(value)),
            Err(StoreError::Corrupt { what }) => {
                self.report(n, 0, "unreadable", what);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    fn stray_rows(&mut self, row: &RunRow, chain: &[StoredTurn]) {
        let n_rows = self.n_rows.remove(&row.n.0).unwrap_or_default();
        let n_own = chain.iter().filter(|turn| turn.run == row.n).count() as i64;
        if n_rows != n_own {
            let message = format!("{} history rows are not in its chain", n_rows - n_own);
            self.report(row.n, 0, "stray-row", message);
        }
    }

    /// Sequence and hash of each turn, and what the run's row says of the last one.
    fn links(&mut self, row: &RunRow, chain: &[StoredTurn]) {
        let mut previous = [0; 32];
        for (expected, turn) in (1..).zip(chain) {
            if turn.run != row.n {
                let message = format!("the turn belongs to run {}", turn.run);
                self.report(row.n, turn.sequence, "foreign-row", message);
            }
            if turn.sequence != expected {
                let message = format!("turn {expected} is missing");
                self.report(row.n, turn.sequence, "sequence-gap", message);
            }
            if turn.hash_after(&previous) != turn.link.hash {
                let message = "the turn does not have the hash that it was stored with";
                self.report(row.n, turn.sequence, "hash-mismatch", message.to_owned());
            }
            previous = turn.link.hash;
        }
        let n_turns = chain.len() as i64;
        if row.sequence != n_turns {
            let message = format!("it has {n_turns} turns and says {}", row.sequence);
            self.report(row.n, row.sequence, "sequence-gap", message);
        }
        if row.hash != previous {
            let message = "its row does not have the hash of its last turn";
            self.report(row.n, row.sequence, "hash-mismatch", message.to_owned());
        }
    }

    fn state(&mut self, row: &RunRow, chain: &[StoredTurn]) -> Result<()> {
        let Some(state) = self.readable(row.n, decode_run(&row.state))? else {
            return Ok(());
        };
        let mut folded = Run::default();
        for turn in chain {
            let Some(decoded) = self.readable(row.n, turn.decode())? else {
                return Ok(());
            };
            for event in &decoded.events {
                folded.apply(event, decoded.at);
            }
        }
        if folded != state {
            let message = "its state is not what its history says".to_owned();
            self.report(row.n, row.sequence, "state-mismatch", message);
        }
        if row.status != state.status {
            let (stored, real) = (row.status.label(), state.status.label());
            let message = format!("its row says {stored}, its state says {real}");
            self.report(row.n, row.sequence, "status-mismatch", message);
        }
        self.items(row, &state)
    }

    /// Every open item of the state has its row.
    fn items(&mut self, row: &RunRow, state: &Run) -> Result<()> {
        let steps = state.stages.iter().flat_map(|stage| &stage.steps);
        for item in steps.flat_map(|step| &step.items) {
            if item.closed.is_some() {
                continue;
            }
            let n = PartNumber::new(row.n, item.part);
            self.open_items.insert(n.0);
            if self.view.open_item(&item.assignee.id, n)?.is_none() {
                let message = format!("work item {} is in nobody's list", item.part.0);
                self.report(row.n, 0, "lost-item", message);
            }
        }
        Ok(())
    }
}
