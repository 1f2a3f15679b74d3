//! The canonical text of a YAML tree: blocks of two spaces, short maps and lists on one line, texts
//! without quotation marks where they need none.

mod scalar;

use std::collections::BTreeMap;

use self::scalar::{block, inline};
use super::tree::{Content, Yaml};

/// Longest line that a map or a list is brought to.
const COLUMNS_MAX: usize = 100;

/// Deepest nesting within one line.
const INLINE_DEPTH_MAX: usize = 2;

/// Keys whose maps list what people named: each name gets a line of its own.
const SECTIONS: [&str; 15] = [
    "stages",
    "steps",
    "decisions",
    "outcomes",
    "elements",
    "show",
    "variables",
    "constants",
    "formulas",
    "choices",
    "templates",
    "choiceSets",
    "fields",
    "users",
    "xml",
];

/// Comments, by the keys and list positions that lead to what they stand before.
pub(crate) type Comments = BTreeMap<Vec<String>, Vec<String>>;

/// The text of `yaml`, with the comments where they belong.
pub(crate) fn print(yaml: &Yaml, comments: &Comments) -> String {
    let mut printer = Printer {
        out: String::new(),
        path: Vec::new(),
        comments,
    };
    match &yaml.content {
        Content::Map(entries) if !entries.is_empty() => printer.map(entries, 0),
        Content::List(items) if !items.is_empty() => printer.list(items, 0),
        _ => {
            printer.out.push_str(&one_line(yaml).unwrap_or_default());
            printer.out.push('\n');
        }
    }
    printer.comments_at(0, &[]);
    printer.out
}

struct Printer<'c> {
    out: String,
    path: Vec<String>,
    comments: &'c Comments,
}

impl Printer<'_> {
    fn map(&mut self, entries: &[(Yaml, Yaml)], indent: usize) {
        for (key, value) in entries {
            let name = key.text().unwrap_or_default();
            self.path.push(name.to_owned());
            self.comment(indent);
            self.indent(indent);
            self.entry(name, value, indent);
            self.path.pop();
        }
    }

    /// A key and its value; the line is begun.
    fn entry(&mut self, name: &str, value: &Yaml, indent: usize) {
        self.out.push_str(&inline(name, true, true));
        self.out.push(':');
        if let Some(text) = block(value, indent) {
            self.out.push_str(&text);
            return;
        }
        let is_section = indent == 0 || SECTIONS.contains(&name);
        let width = indent + name.len() + 2;
        if let Some(line) = self.line(value, is_section, width) {
            self.out.push(' ');
            self.out.push_str(&line);
            self.out.push('\n');
            return;
        }
        self.out.push('\n');
        match &value.content {
            Content::Map(entries) => self.map(entries, indent + 2),
            Content::List(items) => self.list(items, indent + 2),
            Content::Null | Content::Scalar { .. } => {}
        }
    }

    fn list(&mut self, items: &[Yaml], indent: usize) {
        for (i, item) in items.iter().enumerate() {
            self.path.push(i.to_string());
            self.comment(indent);
            self.indent(indent);
            self.out.push('-');
            if let Some(text) = block(item, indent) {
                self.out.push_str(&text);
            } else if let Some(line) = self.line(item, false, indent + 2) {
                self.out.push(' ');
                self.out.push_str(&line);
                self.out.push('\n');
            } else {
                self.item(item, indent);
            }
            self.path.pop();
        }
    }

    /// A map begins on the line of its dash, unless a comment stands before its first key.
    fn item(&mut self, item: &Yaml, indent: usize) {
        match &item.content {
            Content::Map(entries) => {
                let (first, rest) = entries.split_at(1);
                let (key, value) = &first[0];
                let name = key.text().unwrap_or_default();
                self.path.push(name.to_owned());
                self.out.push(' ');
                self.entry(name, value, indent + 2);
                self.path.pop();
                self.map(rest, indent + 2);
            }
            Content::List(items) => {
                self.out.push('\n');
                self.list(items, indent + 2);
            }
            Content::Null | Content::Scalar { .. } => {}
        }
    }

    /// `value` on one line, where it has its place there.
    fn line(&self, value: &Yaml, is_section: bool, width: usize) -> Option<String> {
        let is_small = match &value.content {
            Content::Map(entries) => {
                entries.is_empty() || (!is_section && !self.has_comments_below())
            }
            Content::List(items) => items.is_empty() || !self.has_comments_below(),
            Content::Null | Content::Scalar { .. } => return one_line(value),
        };
        let is_flat = nesting(value) <= INLINE_DEPTH_MAX;
        let line = (is_small && is_flat).then(|| one_line(value)).flatten()?;
        (width + line.chars().count() <= COLUMNS_MAX).then_some(line)
    }

    fn has_comments_below(&self) -> bool {
        let below = self.comments.range(self.path.clone()..);
        let mut inside = below.take_while(|(path, _)| path.starts_with(&self.path));
        inside.any(|(path, _)| path.len() > self.path.len())
    }

    fn comment(&mut self, indent: usize) {
        let path = self.path.clone();
        self.comments_at(indent, &path);
    }

    fn comments_at(&mut self, indent: usize, path: &[String]) {
        for comment in self.comments.get(path).into_iter().flatten() {
            self.indent(indent);
            self.out.push('#');
            self.out.push_str(comment);
            self.out.push('\n');
        }
    }

    fn indent(&mut self, columns: usize) {
        self.out.extend(std::iter::repeat_n(' ', columns));
    }
}

fn nesting(yaml: &Yaml) -> usize {
    match &yaml.content {
        Content::Null | Content::Scalar { .. } => 0,
        Content::List(items) => 1 + items.iter().map(nesting).max().unwrap_or(0),
        Content::Map(entries) => {
            let values = entries.iter().map(|(_, value)| nesting(value));
            1 + values.max().unwrap_or(0)
        }
    }
}

/// The value on one line, in braces and brackets; none when a text has several lines.
fn one_line(yaml: &Yaml) -> Option<String> {
    one_line_within(yaml, false)
}

fn one_line_within(yaml: &Yaml, is_inside: bool) -> Option<String> {
    Some(match &yaml.content {
        Content::Null => "~".to_owned(),
        Content::Scalar { text, is_plain } => {
            if is_inside && text.contains('\n') {
                return None;
            }
            inline(text, *is_plain, is_inside)
        }
        Content::List(items) => {
            let items: Option<Vec<String>> = items
                .iter()
                .map(|item| one_line_within(item, true))
                .collect();
            format!("[{}]", items?.join(", "))
        }
        Content::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = one_line_within(value, true)?;
                let key = inline(key.text().unwrap_or_default(), true, true);
                Some(format!("{key}: {value}"))
            });
            let entries: Option<Vec<String>> = entries.collect();
            format!("{{{}}}", entries?.join(", "))
        }
    })
}
