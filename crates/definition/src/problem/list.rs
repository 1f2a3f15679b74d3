//! A list of problems, which keeps only so many of each file: whoever made them all mends the
//! first ones first.

use rustc_hash::FxHashMap;

use super::{Place, Problem, Severity};
use crate::FileId;

/// Most problems that are kept of one file.
pub const PROBLEMS_MAX: usize = 1_000;

/// The problems found so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    list: Vec<Problem>,
    /// How many each file has.
    counts: FxHashMap<FileId, usize>,
    /// The worst of those beyond the limit, by file.
    beyond: FxHashMap<FileId, Severity>,
}

impl Problems {
    /// None yet.
    pub fn new() -> Self {
        Problems::default()
    }

    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        let count = self.counts.entry(problem.place.file).or_default();
        *count += 1;
        if *count <= PROBLEMS_MAX {
            self.list.push(problem);
        } else {
            let worst = self.beyond.entry(problem.place.file);
            let worst = worst.or_insert(problem.severity);
            *worst = problem.severity.min(*worst);
        }
    }

    /// Adds several, or the one there may be.
    pub fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        for problem in problems {
            self.push(problem);
        }
    }

    /// Adds those of `other`.
    pub fn append(&mut self, other: Problems) {
        self.extend(other.list);
        for (file, severity) in other.beyond {
            let worst = self.beyond.entry(file).or_insert(severity);
            *worst = severity.min(*worst);
        }
    }

    /// All of them, in the order found (or in order, after [`Problems::sort`]).
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.list.iter()
    }

    /// All of them, to be said in other words.
    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Problem> {
        self.list.iter_mut()
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
        if let Some(severity) = self.beyond.get_mut(&file) {
            *severity = Severity::Warning.max(*severity);
        }
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
        for (file, severity) in self.beyond.drain() {
            let place = Place::start_of(file);
            self.list
                .push(Problem::too_many(&place, PROBLEMS_MAX, severity));
        }
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
