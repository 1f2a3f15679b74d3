//! Where each part of a decoded text stands in the text as it is written: entities, literal
//! sections and line ends are longer there. Measured once for a text, however many places of it
//! are asked for.

use std::ops::Range;

use super::Node;
use crate::Place;

/// The places of one text.
pub(crate) struct Offsets {
    /// For each decoded byte, and the end, the byte of the file.
    bytes: Vec<usize>,
}

impl Offsets {
    /// Those of the text of `node`, read from `source`.
    pub(crate) fn of(node: &Node, source: &str) -> Offsets {
        let raw = source.get(node.text_range.clone()).unwrap_or_default();
        let is_xml = source.as_bytes().get(node.tag_range.start) == Some(&b'<');
        if !is_xml {
            return Offsets::of_yaml(node, raw);
        }
        let mut walk = Walk {
            raw,
            at: 0,
            is_literal: false,
        };
        let mut bytes = Vec::with_capacity(node.text.len() + 1);
        for character in node.text.chars() {
            walk.enter_or_leave_literal();
            let place = node.text_range.start + walk.at;
            bytes.extend(std::iter::repeat_n(place, character.len_utf8()));
            walk.pass_one();
        }
        bytes.push(node.text_range.start + walk.at);
        Offsets { bytes }
    }

    /// Those of a text from YAML, where quotation marks and blocks add escapes and indentation. The
    /// characters are found again one after the other; what is written otherwise is passed over.
    fn of_yaml(node: &Node, raw: &str) -> Offsets {
        let start = node.text_range.start;
        let mut bytes = Vec::with_capacity(node.text.len() + 1);
        let mut at = 0;
        for character in node.text.chars() {
            let rest = raw[at..].trim_start_matches(|c: char| c != character && is_passed(c));
            at = raw.len() - rest.len();
            bytes.extend(std::iter::repeat_n(start + at, character.len_utf8()));
            at += rest.chars().next().map_or(0, char::len_utf8);
        }
        bytes.push(start + at);
        Offsets { bytes }
    }

    /// The place of the bytes `at` of the decoded text.
    pub(crate) fn place(&self, node: &Node, at: &Range<usize>) -> Place {
        let offset = |byte: usize| self.bytes[byte.min(self.bytes.len() - 1)];
        let start = offset(at.start);
        let end = match at.end > at.start {
            // What stands behind the last character, such as a comment, is not part of it.
            true => offset(at.end).max(start),
            false => start,
        };
        Place::new(node.file, start..end)
    }
}

/// What may stand between two characters of a text in YAML.
fn is_passed(c: char) -> bool {
    c.is_whitespace() || c == '\\'
}

struct Walk<'a> {
    raw: &'a str,
    at: usize,
    is_literal: bool,
}

impl Walk<'_> {
    fn rest(&self) -> &str {
        &self.raw[self.at..]
    }

    fn enter_or_leave_literal(&mut self) {
        const OPEN: &str = "<![CDATA[";
        loop {
            if !self.is_literal && self.rest().starts_with(OPEN) {
                (self.at, self.is_literal) = (self.at + OPEN.len(), true);
            } else if self.is_literal && self.rest().starts_with("]]>") {
                (self.at, self.is_literal) = (self.at + 3, false);
            } else if !self.is_literal && self.rest().starts_with("<!--") {
                let end = self
                    .rest()
                    .find("-->")
                    .map_or(self.rest().len(), |end| end + 3);
                self.at += end;
            } else {
                return;
            }
        }
    }

    /// Passes what stands for one decoded character.
    fn pass_one(&mut self) {
        let rest = self.rest();
        let length = if rest.starts_with("\r\n") {
            2
        } else if rest.starts_with('&') && !self.is_literal {
            rest.find(';').map_or(1, |end| end + 1)
        } else {
            rest.chars().next().map_or(0, char::len_utf8)
        };
        self.at += length;
    }
}
