//! Rows that lead to no run, or to one that knows nothing of them.

use super::Check;
use crate::{PartNumber, Result, RunNumber};

macro_rules! orphan {
    ($table:literal, $run:literal, $test:literal) => {
        concat!(
            "SELECT DISTINCT ",
            $run,
            " FROM ",
            $table,
            " i LEFT JOIN run r ON r.n = ",
            $run,
            " WHERE r.n IS NULL AND ",
            $test
        )
    };
}

/// Which runs the rows of a table name without there being such a run.
const ORPHANS: [(&str, &str); 8] = [
    ("work item", orphan!("open_item", "i.n >> 16", "1 = 1")),
    ("job", orphan!("job", "i.n >> 16", "i.n > 0")),
    (
        "thing that is waited for",
        orphan!("awaits", "i.n >> 16", "i.n > 0"),
    ),
    ("interview", orphan!("interview", "i.n >> 16", "i.n > 0")),
    ("mail", orphan!("mail", "i.run", "i.run > 0")),
    ("related record", orphan!("related", "i.run", "1 = 1")),
    ("subscription", orphan!("subscription", "i.run", "1 = 1")),
    ("idempotency key", orphan!("run_key", "i.run", "1 = 1")),
];

impl Check<'_> {
    pub(super) fn orphans(&mut self) -> Result<()> {
        for (what, sql) in ORPHANS {
            let runs = self.view.connection.read(sql, &[], |row| row.integer(0))?;
            for run in runs {
                let message = format!("a {what} belongs to a run that does not exist");
                self.report(RunNumber(run), 0, "orphan", message);
            }
        }
        for run in std::mem::take(&mut self.n_rows).into_keys() {
            let message = "history rows belong to a run that does not exist".to_owned();
            self.report(RunNumber(run), 0, "orphan", message);
        }
        self.stray_items()
    }

    fn stray_items(&mut self) -> Result<()> {
        let sql = "SELECT i.n FROM open_item i JOIN run r ON r.n = i.n >> 16";
        let listed = self.view.connection.read(sql, &[], |row| row.integer(0))?;
        let mut known = std::mem::take(&mut self.open_items);
        for n in listed {
            // Removing it finds an item that is listed twice.
            if !known.remove(&n) {
                let item = PartNumber(n);
                let message = format!("work item {} is listed and not open", item.part().0);
                self.report(item.run(), 0, "stray-item", message);
            }
        }
        Ok(())
    }
}
