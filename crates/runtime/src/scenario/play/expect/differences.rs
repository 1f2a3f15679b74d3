//! What is not as it should be.

use super::Trouble;
use crate::scenario::document::Place;

/// What is not as it should be.
#[derive(Default)]
pub(super) struct Differences(Vec<(usize, String, String)>);

impl Differences {
    pub(super) fn add(&mut self, at: Place, expected: impl Into<String>, found: impl Into<String>) {
        self.0.push((at.line, expected.into(), found.into()));
    }

    /// Adds a difference unless the two texts are the same.
    pub(super) fn same(&mut self, at: Place, what: &str, expected: &str, found: &str) {
        if expected != found {
            self.add(
                at,
                format!("{what}: {expected}"),
                format!("{what}: {found}"),
            );
        }
    }

    pub(super) fn finish(self, run: Option<i64>) -> Result<(), Trouble> {
        let Some(line) = self.0.iter().map(|(line, ..)| *line).min() else {
            return Ok(());
        };
        let expected: Vec<&str> = self
            .0
            .iter()
            .map(|(_, expected, _)| expected.as_str())
            .collect();
        let found: Vec<&str> = self.0.iter().map(|(.., found)| found.as_str()).collect();
        let mut trouble = Trouble::unmet(expected.join("\n"), found.join("\n"));
        (trouble.run, trouble.line) = (run, Some(line));
        Err(trouble)
    }
}
