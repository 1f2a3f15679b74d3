//! Documents: XML text as an owned tree of elements, each with its place.

mod characters;
mod extra;
mod limits;
mod offsets;

use std::ops::Range;

pub use self::extra::Extra;
use self::limits::Excess;
pub use self::limits::{ATTRIBUTES_MAX, DEPTH_MAX, NAMESPACES_MAX, NODES_MAX};
pub(crate) use self::offsets::Offsets;
use crate::{FileId, Place, Problem};

/// A read document.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file that it was read from.
    pub file: FileId,
    /// Its outermost element.
    pub root: Node,
}

/// An element.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its name, without a namespace prefix.
    pub tag: Box<str>,
    /// The text of an element without children, entities decoded; empty for all others.
    pub text: Box<str>,
    /// Where the element stands, tags included, in bytes.
    pub range: Range<usize>,
    /// Where its opening tag begins; in YAML, its key.
    pub tag_range: Range<usize>,
    /// Where its text stands; empty and inside `range` when it has none.
    pub text_range: Range<usize>,
    /// Whether it says `xsi:nil="true"`.
    pub is_nil: bool,
    /// Its elements in order.
    pub children: Vec<Node>,
    /// The file that it was read from.
    pub file: FileId,
    /// What else was written: attributes and comments. Most elements have none.
    pub extra: Option<Box<Extra>>,
}

impl Document {
    /// Reads `text`. Document type definitions are refused, and with them entity expansion.
    ///
    /// # Errors
    /// The [`Problem`] when it is not well-formed or beyond a limit.
    pub fn read(file: FileId, text: &str) -> Result<Document, Box<Problem>> {
        if let Some(excess) = limits::excess(text) {
            return Err(Box::new(too_much(file, excess)));
        }
        if let Some(range) = characters::bad_reference(text) {
            let reason = "this reference names no character of XML";
            let place = Place::new(file, range);
            return Err(Box::new(Problem::malformed_xml(&place, reason)));
        }
        let options = roxmltree::ParsingOptions {
            allow_dtd: false,
            ..roxmltree::ParsingOptions::default()
        };
        let tree = roxmltree::Document::parse_with_options(text, options)
            .map_err(|error| Box::new(refusal(file, text, &error)))?;
        let mut root = node(file, text, tree.root_element());
        extra::around_root(&mut root, &tree);
        if root.children.is_empty() && root.text.trim().is_empty() {
            root.text = "".into();
        }
        Ok(Document { file, root })
    }
}

impl Node {
    /// The first element of that name inside this one.
    pub fn child(&self, tag: &str) -> Option<&Node> {
        self.children.iter().find(|child| &*child.tag == tag)
    }

    /// All elements of that name inside this one, in order.
    pub fn children<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| &*child.tag == tag)
    }

    /// The trimmed text of the first element of that name; none when it is absent or empty.
    pub fn text_of(&self, tag: &str) -> Option<&str> {
        let text = self.child(tag)?.word();
        (!text.is_empty()).then_some(text)
    }

    /// Whether the first element of that name says `true`.
    pub fn flag(&self, tag: &str) -> bool {
        self.text_of(tag) == Some("true")
    }

    /// Its text without surrounding space.
    pub fn word(&self) -> &str {
        self.text.trim()
    }

    /// The `name` that metadata elements have.
    pub fn name(&self) -> &str {
        self.text_of("name").unwrap_or_default()
    }

    /// The `label`, or the name where it is missing.
    pub fn label(&self) -> &str {
        self.text_of("label").unwrap_or_else(|| self.name())
    }

    /// Where to point at: its text, or its opening tag.
    pub fn place(&self) -> Place {
        if self.text_range.is_empty() {
            return self.tag_place();
        }
        Place::new(self.file, self.text_range.clone())
    }

    /// Where its opening tag begins.
    pub fn tag_place(&self) -> Place {
        Place::new(self.file, self.tag_range.clone())
    }

    /// Where the first element of that name stands, or this one when there is none.
    pub fn place_of(&self, tag: &str) -> Place {
        self.child(tag).unwrap_or(self).place()
    }

    /// Where the characters `at` of its decoded text stand in the `source` it was read from.
    pub fn place_in_text(&self, source: &str, at: Range<usize>) -> Place {
        let byte = |n_characters: usize| {
            let mut indices = self.text.char_indices();
            indices
                .nth(n_characters)
                .map_or(self.text.len(), |(byte, _)| byte)
        };
        let bytes = byte(at.start)..byte(at.end.max(at.start));
        Offsets::of(self, source).place(self, &bytes)
    }
}

/// The depth has a limit, so that calling itself does not exhaust the stack.
fn node(file: FileId, source: &str, element: roxmltree::Node<'_, '_>) -> Node {
    let elements = element.children().filter(|child| child.is_element());
    let children: Vec<Node> = elements.map(|child| node(file, source, child)).collect();
    let (text, text_range) = leaf_text(source, element, children.is_empty());
    let (tag, range) = (element.tag_name().name(), element.range());
    Node {
        tag: tag.into(),
        text: text.into(),
        tag_range: range.start..(range.start + tag.len() + 2).min(range.end),
        range,
        text_range,
        is_nil: element
            .attributes()
            .any(|a| a.name() == "nil" && a.value() == "true"),
        extra: extra::of(element, !children.is_empty()),
        children,
        file,
    }
}

fn leaf_text(
    source: &str,
    element: roxmltree::Node<'_, '_>,
    is_leaf: bool,
) -> (String, Range<usize>) {
    let mut text = String::new();
    let mut range: Option<Range<usize>> = None;
    for part in element.children().filter(|part| is_leaf && part.is_text()) {
        text.push_str(part.text().unwrap_or_default());
        let start = range.map_or(part.range().start, |range| range.start);
        range = Some(start..part.range().end);
    }
    let open = source[element.range()].find('>').map_or(0, |at| at + 1);
    let empty = (element.range().start + open).min(element.range().end);
    (text, range.unwrap_or(empty..empty))
}

fn too_much(file: FileId, excess: Excess) -> Problem {
    let large = |range, what: &str, limit: usize| {
        let place = Place::new(file, range);
        Problem::too_large(&place, what, limit + 1, limit)
    };
    match excess {
        Excess::Depth(range) => Problem::too_deep(&Place::new(file, range), DEPTH_MAX),
        Excess::Nodes(range) => large(range, "the document, counted in elements,", NODES_MAX),
        Excess::Attributes(range) => {
            large(range, "the element, counted in attributes,", ATTRIBUTES_MAX)
        }
        Excess::Namespaces(range) => large(
            range,
            "the document, counted in namespace declarations,",
            NAMESPACES_MAX,
        ),
    }
}

fn refusal(file: FileId, text: &str, error: &roxmltree::Error) -> Problem {
    let position = error.pos();
    let at = byte_offset(text, position.row, position.col);
    let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let place = Place::new(file, at..end);
    match error {
        roxmltree::Error::DtdDetected => Problem::forbidden_dtd(&place),
        other => Problem::malformed_xml(&place, &without_position(&other.to_string())),
    }
}

/// The message without its trailing ` at 3:7`: the place says it.
fn without_position(message: &str) -> String {
    match message.rsplit_once(" at ") {
        Some((rest, position)) if position.chars().all(|c| c.is_ascii_digit() || c == ':') => {
            rest.to_owned()
        }
        _ => message.to_owned(),
    }
}

fn byte_offset(text: &str, row: u32, column: u32) -> usize {
    let (row, column) = (row.max(1) as usize - 1, column.max(1) as usize - 1);
    let Some(line) = text.split_inclusive('\n').nth(row) else {
        return text.len();
    };
    let start = line.as_ptr() as usize - text.as_ptr() as usize;
    let within = line
        .char_indices()
        .nth(column)
        .map_or(line.len(), |(i, _)| i);
    start + within
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Document, Box<Problem>> {
        Document::read(FileId(0), text)
    }

    #[test]
    fn elements_keep_their_places() {
        let text = "<Flow><label>A &amp; b</label></Flow>";
        let document = read(text).unwrap();
        let label = document.root.child("label").unwrap();
        assert_eq!(&*label.text, "A & b");
        assert_eq!(&text[label.place().range], "A &amp; b");
    }

    #[test]
    fn a_place_in_a_text_regards_entities() {
        let text = "<a>x &lt; y &amp;&amp; <!-- no -->oops</a>";
        let document = read(text).unwrap();
        let place = document.root.place_in_text(text, 4..5);
        assert_eq!(&text[place.range], "y");
    }

    #[test]
    fn a_place_in_a_text_regards_literal_sections() {
        let text = "<a><![CDATA[x < y]]></a>";
        let document = read(text).unwrap();
        let place = document.root.place_in_text(text, 4..5);
        assert_eq!(&text[place.range], "y");
    }

    #[test]
    fn a_place_in_a_text_regards_comments_and_line_ends() {
        let text = "<a>x<!-- & -->\r\ny</a>";
        let document = read(text).unwrap();
        let place = document.root.place_in_text(text, 2..3);
        assert_eq!(&text[place.range], "y");
    }

    #[test]
    fn a_document_type_is_refused() {
        let problem = read("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>").unwrap_err();
        assert_eq!(problem.code, "forbidden-dtd");
    }

    #[test]
    fn an_unclosed_element_is_a_problem_with_its_place() {
        let problem = read("<a>\n  <b></c>\n</a>").unwrap_err();
        assert_eq!(problem.code, "malformed-xml");
        assert_eq!(problem.place.range.start, 9);
    }

    #[test]
    fn nesting_beyond_the_limit_is_refused() {
        let text = format!("{}{}", "<a>".repeat(150_000), "</a>".repeat(150_000));
        assert_eq!(read(&text).unwrap_err().code, "too-deep");
    }

    #[test]
    fn an_empty_element_points_at_its_tag() {
        let text = "<a><value></value></a>";
        let document = read(text).unwrap();
        let place = document.root.children[0].place();
        assert_eq!(&text[place.range], "<value>");
    }
}
