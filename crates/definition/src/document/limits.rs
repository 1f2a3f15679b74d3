//! Limits of a document, measured before it is read: one look at each byte and no memory, so that
//! text made to exhaust the reader is refused at once.

use std::ops::Range;

use memchr::memmem;

/// Deepest nesting of elements.
pub const DEPTH_MAX: usize = 64;

/// Most elements, comments and instructions of one document.
pub const NODES_MAX: usize = 300_000;

/// Most attributes of one element; no definition has more than four.
pub const ATTRIBUTES_MAX: usize = 64;

/// Most namespace declarations of one document; no definition has more than three.
pub const NAMESPACES_MAX: usize = 256;

/// A limit that a text goes beyond, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Excess {
    Depth(Range<usize>),
    Nodes(Range<usize>),
    Attributes(Range<usize>),
    Namespaces(Range<usize>),
}

/// The first limit that `text` goes beyond. What is not well-formed is left to the reader.
pub(super) fn excess(text: &str) -> Option<Excess> {
    let (mut at, mut depth, mut n_nodes, mut n_namespaces) = (0, 0_usize, 0, 0);
    while let Some(start) = memchr::memchr(b'<', &text.as_bytes()[at..]).map(|found| at + found) {
        let markup = Markup::at(text, start);
        at = markup.range.end;
        depth = match markup.nesting {
            Nesting::Opens => depth + 1,
            Nesting::Closes => depth.saturating_sub(1),
            Nesting::Neither => depth,
        };
        n_nodes += usize::from(!matches!(markup.nesting, Nesting::Closes));
        n_namespaces += markup.n_namespaces;
        let excess = if depth > DEPTH_MAX {
            Excess::Depth
        } else if n_nodes > NODES_MAX {
            Excess::Nodes
        } else if markup.n_attributes > ATTRIBUTES_MAX {
            Excess::Attributes
        } else if n_namespaces > NAMESPACES_MAX {
            Excess::Namespaces
        } else {
            continue;
        };
        return Some(excess(markup.name()));
    }
    None
}

enum Nesting {
    Opens,
    Closes,
    Neither,
}

/// What stands between `<` and its `>`.
struct Markup {
    range: Range<usize>,
    nesting: Nesting,
    n_attributes: usize,
    n_namespaces: usize,
    name_length: usize,
}

impl Markup {
    fn at(text: &str, start: usize) -> Markup {
        let rest = &text.as_bytes()[start..];
        for (opening, closing) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
            if rest.starts_with(opening.as_bytes()) {
                let from = opening.len();
                let end = memmem::find(&rest[from..], closing.as_bytes());
                let end = end.map_or(rest.len(), |end| from + end + closing.len());
                return Markup::without_attributes(start..start + end, Nesting::Neither);
            }
        }
        match rest.get(1) {
            Some(b'/') => {
                let end = memchr::memchr(b'>', rest).map_or(rest.len(), |end| end + 1);
                Markup::without_attributes(start..start + end, Nesting::Closes)
            }
            Some(b'!') => Markup::without_attributes(start..start + 2, Nesting::Neither),
            _ => Markup::tag(rest, start),
        }
    }

    fn without_attributes(range: Range<usize>, nesting: Nesting) -> Markup {
        Markup {
            range,
            nesting,
            n_attributes: 0,
            n_namespaces: 0,
            name_length: 1,
        }
    }

    /// An opening tag, with each `=` outside quotation marks for an attribute.
    fn tag(rest: &[u8], start: usize) -> Markup {
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
        let name_length = rest.iter().position(is_end).unwrap_or(rest.len());
        let (mut n_attributes, mut n_namespaces) = (0, 0);
        let mut at = name_length;
        while let Some(found) = memchr::memchr3(b'=', b'>', b'<', &rest[at.min(rest.len())..]) {
            let stop = at + found;
            if rest[stop] != b'=' {
                at = stop + usize::from(rest[stop] == b'>');
                break;
            }
            n_attributes += 1;
            let name = rest[at..stop].trim_ascii_start();
            n_namespaces += usize::from(name.starts_with(b"xmlns"));
            at = after_value(rest, stop + 1);
        }
        let end = at.clamp(1, rest.len());
        let is_closed = rest[..end].ends_with(b"/>");
        Markup {
            range: start..start + end,
            nesting: if is_closed {
                Nesting::Neither
            } else {
                Nesting::Opens
            },
            n_attributes,
            n_namespaces,
            name_length,
        }
    }

    /// The `<` and the name behind it.
    fn name(&self) -> Range<usize> {
        self.range.start..self.range.start + self.name_length
    }
}

/// Behind the quoted value that begins at `from`.
fn after_value(rest: &[u8], from: usize) -> usize {
    let blank = rest[from..]
        .iter()
        .position(|byte| !byte.is_ascii_whitespace());
    let Some(open) = blank.map(|blank| from + blank) else {
        return rest.len();
    };
    match rest[open] {
        quote @ (b'"' | b'\'') => {
            let close = memchr::memchr(quote, &rest[open + 1..]);
            close.map_or(rest.len(), |close| open + close + 2)
        }
        _ => open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usual_document_is_within_all_limits() {
        let text = "<?xml version='1.0'?><!-- <a> --><a b='>' c=\"<\"><![CDATA[<x>]]><d/></a>";
        assert_eq!(excess(&text.repeat(1_000)), None);
    }

    #[test]
    fn nesting_is_counted_without_what_is_closed() {
        let deep = "<a>".repeat(DEPTH_MAX) + "<b/></a><c>";
        assert_eq!(excess(&deep), None);
        let deeper = "<a>".repeat(DEPTH_MAX) + "<bc >";
        assert_eq!(excess(&deeper), Some(Excess::Depth(192..195)));
    }

    #[test]
    fn attributes_are_counted_in_one_element() {
        let tag = |n: usize| format!("<a {}/>", "b = 'x=y' ".repeat(n));
        assert_eq!(excess(&tag(ATTRIBUTES_MAX).repeat(9)), None);
        let beyond = excess(&tag(ATTRIBUTES_MAX + 1));
        assert_eq!(beyond, Some(Excess::Attributes(0..2)));
    }

    #[test]
    fn namespaces_are_counted_in_the_document() {
        let text = "<a xmlns:b='c'/>".repeat(NAMESPACES_MAX + 1);
        assert!(matches!(excess(&text), Some(Excess::Namespaces(_))));
    }

    #[test]
    fn markup_that_never_ends_is_left_to_the_reader() {
        for text in [
            "<",
            "<a",
            "<a b",
            "<a b=",
            "<a b='",
            "<!",
            "<!--",
            "<![CDATA[",
            "</",
            "<?",
            "<a/",
        ] {
            assert_eq!(excess(text), None, "{text}");
        }
    }
}
