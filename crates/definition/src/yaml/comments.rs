//! Comments of YAML files: each is kept before what it stood before or beside, however that is
//! written in the end.

use std::ops::Range;

use super::print::Comments;
use super::tree::{Content, Yaml};

/// A comment, and the way to what it belongs to.
struct Comment {
    text: String,
    path: Vec<String>,
}

/// The comments of `text`, which was read as `from`, at their places in `to`.
pub(super) fn carried(text: &str, from: &Yaml, to: &Yaml) -> Comments {
    let mut comments = Comments::new();
    for comment in comments_of(text, from) {
        let mut path = comment.path;
        while !path.is_empty() && !has(to, &path) {
            path.pop();
        }
        comments.entry(path).or_default().push(comment.text);
    }
    comments
}

fn comments_of(text: &str, yaml: &Yaml) -> Vec<Comment> {
    let mut walk = Walk::default();
    walk.visit(yaml, &mut Vec::new());
    walk.scalars.sort_by_key(|range| range.start);
    walk.starts
        .sort_by_key(|(start, path)| (*start, path.len()));
    let mut comments = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(at) = walk.comment_in(text, line_start..line_start + line.len()) {
            let is_alone = text[line_start..at].trim().is_empty();
            let path = match is_alone {
                true => walk.next_after(at),
                false => walk.beside(line_start, at),
            };
            comments.push(Comment {
                text: text[at + 1..line_start + line.len()].trim_end().to_owned(),
                path,
            });
        }
        line_start += line.len();
    }
    comments
}

#[derive(Default)]
struct Walk {
    /// Where texts stand, in which a number sign is a character.
    scalars: Vec<Range<usize>>,
    /// Where keys and items begin.
    starts: Vec<(usize, Vec<String>)>,
}

impl Walk {
    fn visit(&mut self, yaml: &Yaml, path: &mut Vec<String>) {
        match &yaml.content {
            Content::Null => {}
            Content::Scalar { .. } => self.scalars.push(yaml.range.clone()),
            Content::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    path.push(i.to_string());
                    self.starts.push((item.range.start, path.clone()));
                    self.visit(item, path);
                    path.pop();
                }
            }
            Content::Map(entries) => {
                for (key, value) in entries {
                    path.push(key.text().unwrap_or_default().to_owned());
                    self.starts.push((key.range.start, path.clone()));
                    self.scalars.push(key.range.clone());
                    self.visit(value, path);
                    path.pop();
                }
            }
        }
    }

    /// Where a comment begins in a line.
    fn comment_in(&self, text: &str, line: Range<usize>) -> Option<usize> {
        let signs = text[line.clone()].match_indices('#');
        let mut signs = signs.map(|(at, _)| line.start + at);
        signs.find(|at| {
            let before = text[..*at].chars().next_back();
            before.is_none_or(char::is_whitespace) && !self.is_in_scalar(*at)
        })
    }

    fn is_in_scalar(&self, at: usize) -> bool {
        let n_before = self.scalars.partition_point(|range| range.start <= at);
        n_before > 0 && self.scalars[n_before - 1].contains(&at)
    }

    fn next_after(&self, at: usize) -> Vec<String> {
        let n_before = self.starts.partition_point(|(start, _)| *start <= at);
        self.starts
            .get(n_before)
            .map(|(_, path)| path.clone())
            .unwrap_or_default()
    }

    /// The first key or item of the line; else the last before it, whose text ends there.
    fn beside(&self, line_start: usize, at: usize) -> Vec<String> {
        let n_before = self
            .starts
            .partition_point(|(start, _)| *start < line_start);
        let first = self.starts.get(n_before).filter(|(start, _)| *start <= at);
        let last = || n_before.checked_sub(1).map(|last| &self.starts[last]);
        first
            .or_else(last)
            .map(|(_, path)| path.clone())
            .unwrap_or_default()
    }
}

/// Whether a way leads somewhere.
fn has(yaml: &Yaml, path: &[String]) -> bool {
    let Some((first, rest)) = path.split_first() else {
        return true;
    };
    match &yaml.content {
        Content::Map(entries) => {
            let mut entries = entries.iter();
            let found = entries.find(|(key, _)| key.text() == Some(first));
            found.is_some_and(|(_, value)| has(value, rest))
        }
        Content::List(items) => {
            let item = first.parse::<usize>().ok().and_then(|i| items.get(i));
            item.is_some_and(|item| has(item, rest))
        }
        Content::Null | Content::Scalar { .. } => false,
    }
}
