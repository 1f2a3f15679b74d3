//! Problems: what is wrong with a definition, in one sentence, with its place and its help.
//!
//! Every wording and every code stands here or in the folder beside it, one file per subject, as
//! named constructors: reading and checking only say what they found.

mod actions;
mod calls;
mod code;
mod graph;
mod names;
mod reading;
mod records;
mod references;

use std::ops::Range;

pub use code::CODES;

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

    fn new(code: &'static str, severity: Severity, place: &Place, message: String) -> Self {
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

/// The problems found so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// None yet.
    pub fn new() -> Self {
        Problems::default()
    }

    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        self.list.push(problem);
    }

    /// Adds several, or the one there may be.
    pub fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.list.extend(problems);
    }

    /// Adds those of `other`.
    pub fn append(&mut self, mut other: Problems) {
        self.list.append(&mut other.list);
    }

    /// All of them, in the order found (or in order, after [`Problems::sort`]).
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of that severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|p| p.severity == severity).count()
    }

    /// Whether an error was found inside `place`.
    pub fn has_error_in(&self, place: &Place) -> bool {
        self.list.iter().any(|problem| {
            let Place { file, range } = &problem.place;
            problem.severity == Severity::Error
                && *file == place.file
                && range.start >= place.range.start
                && range.end <= place.range.end
        })
    }

    /// Turns the errors of `file` into warnings: a draft may be incomplete.
    pub fn soften(&mut self, file: FileId) {
        for problem in self.list.iter_mut().filter(|p| p.place.file == file) {
            problem.severity = problem.severity.max(Severity::Warning);
        }
    }

    /// Turns the warnings with that code into errors.
    pub fn harden(&mut self, code: &str) {
        for problem in self.list.iter_mut().filter(|p| p.code == code) {
            problem.severity = Severity::Error;
        }
    }

    /// Drops those with that code.
    pub fn forget(&mut self, code: &str) {
        self.list.retain(|problem| problem.code != code);
    }

    /// Sorts by file, place and code, and drops exact repetitions. Files are numbered in the order
    /// of their paths, so that this is also the order of file, line and column.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| a.order().cmp(&b.order()));
        self.list.dedup();
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
