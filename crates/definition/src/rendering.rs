//! Renderings of problems: for people, as JSON, as SARIF. One list, three forms.

mod human;
mod json;
mod position;
mod sarif;

use std::ops::Range;
use std::path::Path;

use rustc_hash::FxHashMap;

pub use human::human;
pub use json::json;
pub use sarif::{SarifRule, sarif, sarif_of};

use crate::{FileId, Place, Problem, Problems, Severity, Sources};
use position::{Lines, Position};

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
    at: Spot<'a>,
    related: Vec<(Spot<'a>, &'a str)>,
}

/// A place as people and tools name it.
struct Spot<'a> {
    file: String,
    text: &'a str,
    bytes: Range<usize>,
    start: Position,
    end: Position,
}

impl<'a> Findings<'a> {
    /// The problems in order of file, line, column and code.
    fn located(&self) -> Vec<Located<'a>> {
        let mut located = Vec::new();
        for &(problems, sources) in &self.projects {
            let mut map = Map::new(sources, self.working_directory);
            located.extend(problems.iter().map(|problem| map.locate(problem)));
        }
        located.sort_by(|a, b| a.order().cmp(&b.order()));
        located
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

/// Finds places in the files of one project, whose lines are counted once.
struct Map<'a> {
    sources: &'a Sources,
    working_directory: &'a Path,
    lines: FxHashMap<FileId, Lines>,
}

impl<'a> Map<'a> {
    fn new(sources: &'a Sources, working_directory: &'a Path) -> Self {
        Map {
            sources,
            working_directory,
            lines: FxHashMap::default(),
        }
    }

    fn locate(&mut self, problem: &'a Problem) -> Located<'a> {
        let related = problem.related.iter();
        Located {
            problem,
            at: self.spot(&problem.place),
            related: related
                .map(|(place, words)| (self.spot(place), words.as_str()))
                .collect(),
        }
    }

    fn spot(&mut self, place: &Place) -> Spot<'a> {
        let file = self.sources.get(place.file);
        let lines = self.lines.entry(place.file);
        let lines = lines.or_insert_with(|| Lines::of(&file.text));
        Spot {
            file: relative(&file.path, self.working_directory),
            text: &file.text,
            bytes: place.range.clone(),
            start: lines.position(&file.text, place.range.start),
            end: lines.position(&file.text, place.range.end),
        }
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
