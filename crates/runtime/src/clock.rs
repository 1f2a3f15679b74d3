//! The one file that reads a clock. Everything else is handed the time.

use std::time::Instant;

use segue_language::Timestamp;

/// The time of the system.
#[expect(clippy::disallowed_methods, reason = "time enters here")]
pub fn system_time() -> Timestamp {
    jiff::Timestamp::now().into()
}

/// Measures how long something takes.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts measuring.
    #[expect(clippy::disallowed_methods, reason = "time enters here")]
    pub fn start() -> Self {
        Stopwatch(Instant::now())
    }

    /// Seconds since the start.
    pub fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}
