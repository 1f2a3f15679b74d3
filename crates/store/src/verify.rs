//! Checking a database offline: chains of hashes, gapless sequences, states, orphans.

mod orphans;
mod run_check;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::database::{Row, dialect};
use crate::{Reader, Result, RunNumber, View};

/// Runs read at once.
const PAGE: i64 = 500;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// Runs checked.
    pub runs: u64,
    /// History rows checked.
    pub rows: u64,
    /// What is wrong, by run.
    pub problems: Vec<Fault>,
}

/// Something wrong in a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The run.
    pub run: RunNumber,
    /// The turn, or 0 when it is about the run as a whole.
    pub sequence: i64,
    /// Stable code, such as `hash-mismatch`.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
}

/// A check under way.
struct Check<'a> {
    view: &'a View,
    found: Verification,
    /// History rows that each run has, whether its chain leads to them or not.
    n_rows: FxHashMap<i64, i64>,
    /// Work items that are open by the states of their runs.
    open_items: FxHashSet<i64>,
}

impl View {
    /// Checks every run and the audit log. Nothing may be written meanwhile; [`Reader::verify`] sees to that.
    ///
    /// # Errors
    /// [`crate::StoreError`] when the database cannot be read at all.
    pub fn verify(&self) -> Result<Verification> {
        let mut check = Check {
            view: self,
            found: Verification::default(),
            n_rows: self.rows_by_run()?,
            open_items: FxHashSet::default(),
        };
        check.runs()?;
        check.orphans()?;
        check.audit()?;
        check
            .found
            .problems
            .sort_by_key(|fault| (fault.run, fault.sequence));
        Ok(check.found)
    }

    fn rows_by_run(&self) -> Result<FxHashMap<i64, i64>> {
        let sql = "SELECT run, count(*) FROM history GROUP BY run";
        let pair = |row: &Row| Ok((row.integer(0)?, row.integer(1)?));
        Ok(self.connection.read(sql, &[], pair)?.into_iter().collect())
    }
}

impl Reader {
    /// Checks every run, all as they are at one moment.
    ///
    /// # Errors
    /// [`crate::StoreError`] when the database cannot be read at all.
    pub fn verify(&self) -> Result<Verification> {
        self.connection.run(dialect::BEGIN_TO_READ)?;
        let found = View::verify(self);
        self.connection.run(dialect::ROLLBACK)?;
        found
    }
}

impl Check<'_> {
    fn runs(&mut self) -> Result<()> {
        let sql = "SELECT n FROM run WHERE n > ?1 ORDER BY n LIMIT ?2";
        let mut after = i64::MIN;
        loop {
            let params = [after.into(), PAGE.into()];
            let page = self
                .view
                .connection
                .read(sql, &params, |row| row.integer(0))?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after = *last;
            for n in page {
                self.run(RunNumber(n))?;
            }
        }
    }

    /// The audit log is about no run: its faults are told of run 0, with the line as sequence.
    fn audit(&mut self) -> Result<()> {
        if let Some(line) = self.view.broken_audit_line()? {
            let message = format!("line {line} of the audit log is not as it was written");
            self.report(RunNumber(0), line, "audit-mismatch", message);
        }
        Ok(())
    }

    fn report(&mut self, run: RunNumber, sequence: i64, code: &'static str, message: String) {
        self.found.problems.push(Fault {
            run,
            sequence,
            code,
            message,
        });
    }
}
