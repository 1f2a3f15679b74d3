//! Problems: what is wrong with a definition, in one sentence, with its place and its help.
//!
//! Every wording and every code stands here or in the folder beside it, one file per subject, as
//! named constructors: reading and checking only say what they found.

mod actions;
mod calls;
mod code;
mod flow_tests;
mod graph;
mod list;
mod names;
mod reading;
mod records;
mod references;
mod waiting;

use std::ops::Range;

pub use code::CODES;
pub use list::{PROBLEMS_MAX, Problems};

use crate::source::FileId;

/// A range of bytes in a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes of its text.
    pub range: Range<usize>,
}

impl Place {
    /// The bytes `range` of `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Place { file, range }
    }

    /// The beginning of `file`: for problems of the file as a whole.
    pub fn start_of(file: FileId) -> Self {
        Place { file, range: 0..0 }
    }
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The definition cannot be deployed.
    Error,
    /// It can, but will probably not do what was meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word of the output formats.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Stable code, one of [`CODES`].
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// What was probably meant instead of the text at `place`.
    pub suggestion: Option<String>,
    /// Where.
    pub place: Place,
    /// API name of the element (stage, step, resource …) that holds it.
    pub element: Option<String>,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Place, String)>,
}

impl Problem {
    fn error(code: &'static str, place: &Place, message: String) -> Self {
        Problem::new(code, Severity::Error, place, message)
    }

    fn warning(code: &'static str, place: &Place, message: String) -> Self {
        Problem::new(code, Severity::Warning, place, message)
    }

    /// A problem without help. Other crates have codes of their own; those of this one are made
    /// by the constructors beside.
    pub fn new(code: &'static str, severity: Severity, place: &Place, message: String) -> Self {
        Problem {
            code,
            severity,
            message,
            help: None,
            suggestion: None,
            place: place.clone(),
            element: None,
            related: Vec::new(),
        }
    }

    fn order(&self) -> (FileId, usize, &str, usize, &str) {
        let Place { file, range } = &self.place;
        (*file, range.start, self.code, range.end, &self.message)
    }

    /// Says what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Proposes what was probably meant.
    #[must_use]
    pub fn with_suggestion(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion;
        self
    }

    /// Names the element that holds it.
    #[must_use]
    pub fn in_element(mut self, name: impl Into<String>) -> Self {
        self.element = Some(name.into());
        self
    }

    /// Points at another place that belongs to it.
    #[must_use]
    pub fn related_to(mut self, place: &Place, message: impl Into<String>) -> Self {
        self.related.push((place.clone(), message.into()));
        self
    }
}
