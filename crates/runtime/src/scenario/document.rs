//! YAML as values with places: what every later step reads, so that a problem has a line.

use saphyr::{LoadableYamlNode, MarkedYamlOwned, ScalarOwned, YamlDataOwned};

use super::problem::Problem;

/// Longest scenario file in bytes.
pub(super) const FILE_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Where something stands in its file; both from 1, counted in code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A value of the document and where it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it begins.
    pub at: Place,
    /// What it is.
    pub kind: Kind,
}

/// What a value of the document is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as it was written.
    Number(String),
    /// Any other text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in written order.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// The text of a scalar as it was written; none for null, lists and maps.
    pub fn scalar(&self) -> Option<String> {
        match &self.kind {
            Kind::Boolean(answer) => Some(answer.to_string()),
            Kind::Number(text) | Kind::Text(text) => Some(text.clone()),
            Kind::Null | Kind::List(_) | Kind::Map(_) => None,
        }
    }

    /// What it is, in words.
    pub fn noun(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "nothing",
            Kind::Boolean(_) => "true or false",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "a text",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a map",
        }
    }
}

/// Reads one YAML document.
///
/// # Errors
/// The first fault of the YAML itself, after which nothing can be read.
pub(super) fn parse(text: &str) -> Result<Node, Problem> {
    if text.len() > FILE_BYTES_MAX {
        return Err(Problem::too_long(FILE_BYTES_MAX));
    }
    // What this refuses, such as aliases, would grow while it is loaded.
    if let Some((byte, reason)) = segue_definition::yaml_fault(text) {
        return Err(Problem::not_yaml(place_of(text, byte), &reason));
    }
    let documents = MarkedYamlOwned::load_from_str(text).map_err(|fault| {
        let at = place(*fault.marker());
        Problem::not_yaml(at, fault.info())
    })?;
    let lines: Vec<&str> = text.lines().collect();
    match documents.as_slice() {
        [] => Ok(Node {
            at: Place { line: 1, column: 1 },
            kind: Kind::Null,
        }),
        [document] => Ok(node(document, &lines)),
        [_, second, ..] => Err(Problem::second_document(place(second.span.start))),
    }
}

fn node(marked: &MarkedYamlOwned, lines: &[&str]) -> Node {
    let at = place(marked.span.start);
    let kind = match &marked.data {
        YamlDataOwned::Value(scalar) => value(scalar, marked, lines),
        YamlDataOwned::Sequence(items) => {
            Kind::List(items.iter().map(|i| node(i, lines)).collect())
        }
        YamlDataOwned::Mapping(entries) => Kind::Map(
            entries
                .iter()
                .map(|(key, value)| (node(key, lines), node(value, lines)))
                .collect(),
        ),
        YamlDataOwned::Tagged(_, inner) => {
            return Node {
                at,
                ..node(inner, lines)
            };
        }
        YamlDataOwned::Representation(text, ..) => Kind::Text(text.clone()),
        YamlDataOwned::Alias(_) | YamlDataOwned::BadValue => Kind::Null,
    };
    Node { at, kind }
}

fn value(scalar: &ScalarOwned, marked: &MarkedYamlOwned, lines: &[&str]) -> Kind {
    match scalar {
        ScalarOwned::Null => Kind::Null,
        ScalarOwned::Boolean(answer) => Kind::Boolean(*answer),
        ScalarOwned::Integer(_) | ScalarOwned::FloatingPoint(_) => {
            Kind::Number(as_written(marked, lines))
        }
        ScalarOwned::String(text) => Kind::Text(text.clone()),
    }
}

/// The source of a scalar, so that `1.10` stays a decimal and never becomes a float.
fn as_written(marked: &MarkedYamlOwned, lines: &[&str]) -> String {
    let (start, end) = (marked.span.start, marked.span.end);
    let line = lines
        .get(start.line().saturating_sub(1))
        .copied()
        .unwrap_or_default();
    let length = end.index().saturating_sub(start.index());
    let text: String = line.chars().skip(start.col()).take(length).collect();
    text.trim().to_owned()
}

fn place_of(text: &str, byte: usize) -> Place {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    Place {
        line: 1 + before.matches('\n').count(),
        column: 1 + line.chars().count(),
    }
}

fn place(marker: saphyr::Marker) -> Place {
    Place {
        line: marker.line().max(1),
        column: marker.col() + 1,
    }
}
