//! Why a step did not go as the scenario wants.

use crate::Refusal;
use crate::scenario::model::Spot;

/// Why a step did not go as the scenario wants.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// What should have been.
    pub expected: String,
    /// What was.
    pub found: String,
    /// The run that it is about.
    pub run: Option<i64>,
    /// Its line, when it is not the step's.
    pub line: Option<usize>,
    /// Whether the step was refused, rather than something else being wrong.
    pub is_refusal: bool,
}

impl Trouble {
    /// The step was refused.
    pub(super) fn refused(found: impl Into<String>) -> Self {
        let expected = "a step that is carried out".to_owned();
        Trouble {
            expected,
            found: found.into(),
            run: None,
            line: None,
            is_refusal: true,
        }
    }

    /// The step was carried out, but something is not as it should be.
    pub(super) fn unmet(expected: impl Into<String>, found: impl Into<String>) -> Self {
        let (expected, found) = (expected.into(), found.into());
        Trouble {
            expected,
            found,
            run: None,
            line: None,
            is_refusal: false,
        }
    }

    pub(super) fn of(mut self, run: i64) -> Self {
        self.run = Some(run);
        self
    }

    pub(super) fn at(mut self, spot: &Spot) -> Self {
        self.line = Some(spot.at.line);
        self
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Trouble::refused(refusal.to_string())
    }
}

/// What came of a step.
pub(super) type Done = Result<(), Trouble>;
