//! What a rule is.

use segue_definition::Severity;

use crate::found::Found;
use crate::{FlowFile, Setting};

/// A rule: something that a flow should better not have.
pub struct Rule {
    /// Its identifier, which findings, settings and exceptions name. Stable.
    pub id: &'static str,
    /// The other identifier that newer versions of Lightning Flow Scanner give it; settings and
    /// exceptions may use it as well.
    pub scanner_id: Option<&'static str>,
    /// What it is called.
    pub title: &'static str,
    /// What it finds, why that hurts, and what to do: a paragraph of the reference.
    pub about: &'static str,
    /// Which of its findings `--fix` puts right, and how.
    pub fix: Option<&'static str>,
    /// What kind of rule it is.
    pub category: Category,
    /// How its findings are reported when nobody says otherwise.
    pub level: Level,
    /// What can be set besides the level.
    pub choice: Option<Choice>,
    /// Looks at a flow.
    pub(crate) check: fn(&FlowFile<'_>, &Setting, &mut Found),
}

/// What kind of rule it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// What it finds breaks, harms or leaks.
    Problem,
    /// What it finds could be better.
    Suggestion,
    /// What it finds makes the flow harder to read.
    Layout,
    /// What it finds makes a run of an orchestration fail or hang.
    Orchestration,
}

/// How findings are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not at all.
    Off,
    /// Worth knowing.
    Note,
    /// Worth mending.
    Warning,
    /// Must not be.
    Error,
}

/// What can be set besides the level, with its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// More than this is too much.
    Threshold(u64),
    /// What a name must match: a regular expression.
    Pattern(&'static str),
    /// What a number must be: a comparison such as `>= 50`.
    Comparison(&'static str),
}

impl Category {
    /// The word of settings.
    pub fn word(self) -> &'static str {
        match self {
            Category::Problem => "problem",
            Category::Suggestion => "suggestion",
            Category::Layout => "layout",
            Category::Orchestration => "orchestration",
        }
    }
}

impl Level {
    /// The level of that word.
    pub fn named(word: &str) -> Option<Level> {
        let all = [Level::Off, Level::Note, Level::Warning, Level::Error];
        all.into_iter().find(|level| level.word() == word)
    }

    /// The word of settings and of the reference.
    pub fn word(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }

    /// The severity of findings; none when they are not reported.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Note => Some(Severity::Note),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }
}
