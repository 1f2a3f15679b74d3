//! What a test run found, as values; `human`, `json` and `junit` print it.

mod human;
mod json;
mod junit;

pub use human::human;
pub use json::json;
pub use junit::junit;

use super::coverage::Coverage;

/// The outcome of a whole test run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Scenarios in the order in which they were played.
    pub scenarios: Vec<Played>,
    /// How long it took.
    pub seconds: f64,
    /// What the scenarios reached, when that was asked for.
    pub coverage: Option<Coverage>,
}

/// The outcome of one scenario.
#[derive(Clone, Debug)]
pub struct Played {
    /// Its file, as people see it.
    pub file: String,
    /// Its name; empty when the file could not be read.
    pub scenario: String,
    /// Line of its beginning.
    pub line: usize,
    /// How it ended.
    pub status: Status,
    /// How long it took.
    pub seconds: f64,
    /// Why it did not pass.
    pub failure: Option<Failure>,
}

/// How a scenario ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// As expected.
    Passed,
    /// Otherwise.
    Failed,
    /// Its file could not be read, or its project not deployed.
    Error,
}

/// Why a scenario did not pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// Number of the step, from 1; 0 before the first.
    pub step: usize,
    /// Its line.
    pub line: usize,
    /// What should have been.
    pub expected: String,
    /// What was.
    pub found: String,
    /// The run's history, one milestone a line.
    pub history: Vec<String>,
    /// What the run waits for.
    pub why: Vec<String>,
}

impl Status {
    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Passed => "passed",
            Status::Failed => "failed",
            Status::Error => "error",
        }
    }
}

impl Report {
    /// How many scenarios passed.
    pub fn n_passed(&self) -> usize {
        self.scenarios
            .iter()
            .filter(|played| played.status == Status::Passed)
            .count()
    }

    /// How many scenarios did not pass, files that could not be read among them.
    pub fn n_failed(&self) -> usize {
        self.scenarios.len() - self.n_passed()
    }
}
