//! Problems with their places, as lists show them.

use segue_definition::{Findings, Project};
use serde::Deserialize;
use serde_json::Value;

/// A problem, and where it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Located {
    /// Stable code.
    pub(crate) code: String,
    /// `error`, `warning` or `note`.
    pub(crate) severity: String,
    /// One sentence.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: Option<String>,
    /// What was probably meant.
    pub(crate) suggestion: Option<String>,
    /// Its file.
    pub(crate) file: String,
    /// Line and column, from 1.
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// API name of the element that holds it.
    pub(crate) element: Option<String>,
}

impl Located {
    /// All problems of a project.
    pub(crate) fn all(project: &Project) -> Vec<Located> {
        serde_json::from_value(as_json(project)).expect("a report of ours can be read")
    }

    /// Whether it keeps its definition from being deployed.
    pub(crate) fn is_error(&self) -> bool {
        self.severity == "error"
    }
}

/// The problems as `segue check --format json` tells them.
pub(crate) fn as_json(project: &Project) -> Value {
    let findings = Findings {
        projects: vec![(&project.problems, &project.sources)],
        working_directory: std::path::Path::new(""),
    };
    let report = segue_definition::json(&findings);
    let mut report: Value = serde_json::from_str(&report).expect("a report of ours is JSON");
    report["problems"].take()
}
