//! What does not drift with the disk: the writer's processor time, statements and pages.

use std::ops::Sub;

use crate::Runtime;

/// Sums since the writer began.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measure {
    /// Processor time of the calling thread in nanoseconds; 0 where the system does not tell.
    pub cpu_nanos: u64,
    /// SQL statements.
    pub statements: u64,
    /// Pages written to the log.
    pub pages: u64,
}

impl Measure {
    /// As it stands; called on the writer thread.
    pub fn now(runtime: &Runtime) -> Measure {
        let metrics = runtime.store_metrics();
        let cpu_nanos = thread_cpu_nanos().unwrap_or_default();
        let statements = metrics.reads + metrics.writes;
        Measure {
            cpu_nanos,
            statements,
            pages: metrics.log_pages,
        }
    }
}

impl Sub for Measure {
    type Output = Measure;

    fn sub(self, before: Measure) -> Measure {
        Measure {
            cpu_nanos: self.cpu_nanos - before.cpu_nanos,
            statements: self.statements - before.statements,
            pages: self.pages - before.pages,
        }
    }
}

/// Processor time of the calling thread. Linux tells it as the first number of `schedstat`.
pub fn thread_cpu_nanos() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}
