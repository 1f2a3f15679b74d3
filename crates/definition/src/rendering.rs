//! Renderings of problems: for people, as JSON, as SARIF. One list, three forms.

mod human;
mod json;
mod position;
mod sarif;

use std::path::Path;

pub use human::human;
pub use json::json;
pub use sarif::sarif;

use crate::{Place, Problem, Problems, Severity, Sources};
use position::Position;

/// Problems of one project or of several, and what is needed to say where they are.
#[derive(Clone, Debug)]
pub struct Findings<'a> {
    /// The problems of each project, and the files in which they stand.
    pub projects: Vec<(&'a Problems, &'a Sources)>,
    /// The working directory, to which paths are shown relative.
    pub working_directory: &'a Path,
}

/// A problem and where it is.
struct Located<'a> {
    problem: &'a Problem,
    sources: &'a Sources,
    at: Location,
}

/// A place as people and tools name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Location {
    file: String,
    start: Position,
    end: Position,
}

impl<'a> Findings<'a> {
    /// The problems in order of file, line, column and code.
    fn located(&self) -> Vec<Located<'a>> {
        let mut located = Vec::new();
        for &(problems, sources) in &self.projects {
            located.extend(problems.iter().map(|problem| Located {
                problem,
                sources,
                at: self.locate(sources, &problem.place),
            }));
        }
        located.sort_by(|a, b| a.order().cmp(&b.order()));
        located
    }

    fn locate(&self, sources: &Sources, place: &Place) -> Location {
        let file = sources.get(place.file);
        Location {
            file: relative(&file.path, self.working_directory),
            start: Position::of(&file.text, place.range.start),
            end: Position::of(&file.text, place.range.end),
        }
    }

    /// How many problems of that severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        let counts = self
            .projects
            .iter()
            .map(|(problems, _)| problems.count(severity));
        counts.sum()
    }

    /// How many files were read.
    fn n_files(&self) -> usize {
        self.projects.iter().map(|(_, sources)| sources.len()).sum()
    }
}

impl Located<'_> {
    fn order(&self) -> (&str, Position, &str, Position) {
        (&self.at.file, self.at.start, self.problem.code, self.at.end)
    }
}

/// `path` without the working directory before it.
fn relative(path: &str, working_directory: &Path) -> String {
    let below = Path::new(path).strip_prefix(working_directory);
    let shown = below.map_or(path.into(), |below| below.to_string_lossy());
    shown.strip_prefix("./").unwrap_or(&shown).to_owned()
}

#[cfg(test)]
mod tests;
