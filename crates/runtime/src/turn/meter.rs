//! What a transaction has used of its limits.

use crate::{Limits, Refusal};

/// How many times its budget a transaction may spend on what it undoes.
const WASTED_FACTOR: u64 = 3;

/// Counts what one transaction does.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Meter {
    queries: u32,
    rows_read: u32,
    writes: u32,
    rows_written: u32,
    needs: u32,
    calls: u32,
    /// Cost units of all interviews.
    pub(crate) cost: u64,
    /// Cost units of what was undone: the time has passed all the same.
    wasted: u64,
}

impl Meter {
    /// What is used once a part is undone that began with `before`.
    pub(crate) fn undone(self, before: Meter) -> Meter {
        let cost = self.cost.saturating_sub(before.cost);
        Meter {
            wasted: self.wasted.saturating_add(cost),
            ..before
        }
    }

    /// How far interviews may go in all. After a few that failed at the limit, no other begins.
    pub(crate) const fn cost_max(&self, usual: u64) -> u64 {
        if self.wasted > usual.saturating_mul(WASTED_FACTOR) {
            0
        } else {
            usual
        }
    }

    /// One query that found `rows` rows.
    pub(crate) fn query(&mut self, rows: usize, limits: &Limits) -> Result<(), Refusal> {
        self.queries += 1;
        self.rows_read = self.rows_read.saturating_add(count(rows));
        within(
            self.queries,
            limits.queries_max,
            "queries of one transaction (queries_max)",
        )?;
        within(
            self.rows_read,
            limits.rows_read_max,
            "rows read in one transaction (rows_read_max)",
        )
    }

    /// One write statement of `rows` rows.
    pub(crate) fn write(&mut self, rows: usize, limits: &Limits) -> Result<(), Refusal> {
        self.writes += 1;
        self.rows_written = self.rows_written.saturating_add(count(rows));
        within(
            self.writes,
            limits.writes_max,
            "write statements of one transaction (writes_max)",
        )?;
        within(
            self.rows_written,
            limits.rows_written_max,
            "rows written in one transaction (rows_written_max)",
        )
    }

    /// One need of an interview answered.
    pub(crate) fn need(&mut self, limits: &Limits) -> Result<(), Refusal> {
        self.needs += 1;
        within(
            self.needs,
            limits.interview_needs_max,
            "needs of the interviews of one transaction (interview_needs_max)",
        )
    }

    /// One action called.
    pub(crate) fn call(&mut self, limits: &Limits) -> Result<(), Refusal> {
        self.calls += 1;
        within(
            self.calls,
            limits.calls_max,
            "actions called in one transaction (calls_max)",
        )
    }
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

fn within(used: u32, most: u32, what: &'static str) -> Result<(), Refusal> {
    if used > most {
        return Err(Refusal::Limit(what));
    }
    Ok(())
}
