//! Renderings of problems: for people, as JSON, as SARIF. One list, three forms.

mod human;
mod json;
mod position;
mod sarif;

use std::path::Path;

pub use human::human;
pub use json::json;
pub use sarif::sarif;

use crate::{Place, Problem, Problems, Sources};
use position::Position;

/// Problems, and what is needed to say where they are.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// The problems.
    pub problems: &'a Problems,
    /// The files in which they stand.
    pub sources: &'a Sources,
    /// The working directory, to which paths are shown relative.
    pub working_directory: &'a Path,
}

/// A place as people and tools name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Location {
    file: String,
    start: Position,
    end: Position,
}

impl<'a> Findings<'a> {
    /// The problems, each with its location, in order of file, line, column and code.
    fn located(&self) -> Vec<(Location, &'a Problem)> {
        let mut located: Vec<_> = self
            .problems
            .iter()
            .map(|problem| (self.locate(&problem.place), problem))
            .collect();
        located.sort_by(|(a, p), (b, q)| {
            (&a.file, a.start, p.code, a.end).cmp(&(&b.file, b.start, q.code, b.end))
        });
        located
    }

    fn locate(&self, place: &Place) -> Location {
        let file = self.sources.get(place.file);
        Location {
            file: relative(&file.path, self.working_directory),
            start: Position::of(&file.text, place.range.start),
            end: Position::of(&file.text, place.range.end),
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
