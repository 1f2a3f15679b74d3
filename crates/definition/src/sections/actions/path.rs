//! Paths of actions: segments, in which `{name}` takes the place of an input.

use super::Reader;
use crate::{Place, Problem};

impl Reader<'_> {
    /// The names in braces. A path that could lead elsewhere is a problem.
    pub(super) fn names_in_path(&mut self, path: &str, place: &Place) -> Vec<String> {
        let names = names(path);
        let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '?' | '#' | '\\' | '%');
        let leads_elsewhere = path.split('/').any(|part| part == "." || part == "..");
        if names.is_none() || !path.chars().all(is_plain) || leads_elsewhere {
            let expected = "a path: segments with / between them, inputs in {…}, no ?, # or %";
            self.problems
                .push(Problem::invalid_value(place, path, expected, None));
        }
        names.unwrap_or_default()
    }
}

fn names(path: &str) -> Option<Vec<String>> {
    let (mut names, mut rest) = (Vec::new(), path);
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        if before.contains('}') || name.contains(['{', '/']) || name.is_empty() {
            return None;
        }
        names.push(name.to_owned());
        rest = after;
    }
    (!rest.contains('}')).then_some(names)
}
