//! YAML text as a tree with places. It is read event by event, so that what is too deep, too large
//! or says a key twice is refused while it is read, and nothing grows behind an alias.

use std::ops::Range;

use rustc_hash::FxHashSet;
use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput};

use super::lower::shortened;
use super::offsets::Offsets;

/// Largest file, in bytes.
pub(crate) const BYTES_MAX: usize = 4 * 1024 * 1024;

/// Most maps, lists and scalars of a file.
pub(crate) const NODES_MAX: usize = 500_000;

/// Deepest nesting of maps and lists.
pub(crate) const DEPTH_MAX: usize = 64;

/// A map, a list or a scalar, and the bytes of the file where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Yaml {
    pub(crate) content: Content,
    pub(crate) range: Range<usize>,
}

#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// Nothing, `~` or `null`.
    Null,
    /// A text. One without quotation marks may be meant as a number, a reference or the like.
    Scalar {
        text: String,
        is_plain: bool,
    },
    List(Vec<Yaml>),
    Map(Vec<(Yaml, Yaml)>),
}

/// Why a text is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It is no YAML, or YAML that is not taken here.
    Malformed { at: Range<usize>, reason: String },
    /// It is nested deeper than [`DEPTH_MAX`].
    TooDeep { at: Range<usize> },
    /// `what` has a size beyond a limit.
    TooLarge {
        at: Range<usize>,
        what: &'static str,
        size: usize,
        limit: usize,
    },
}

impl Yaml {
    /// The text, when it is a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar { text, .. } => Some(text),
            Content::Null | Content::List(_) | Content::Map(_) => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self.content, Content::Null)
    }
}

/// Reads the one document of `text`.
///
/// # Errors
/// The first [`Refusal`].
pub(crate) fn read(text: &str) -> Result<Yaml, Refusal> {
    if text.len() > BYTES_MAX {
        return Err(Refusal::TooLarge {
            at: 0..0,
            what: "the file, counted in bytes,",
            size: text.len(),
            limit: BYTES_MAX,
        });
    }
    let mut reader = Reader {
        text,
        offsets: Offsets::of(text),
        parser: Parser::new_from_str(text),
        n_nodes: 0,
        depth: 0,
    };
    reader.document()
}

struct Reader<'t> {
    text: &'t str,
    offsets: Offsets,
    parser: Parser<'t, StrInput<'t>>,
    n_nodes: usize,
    depth: usize,
}

type Spanned<'t> = (Event<'t>, Range<usize>);

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<Spanned<'t>, Refusal> {
        let Some(event) = self.parser.next_event() else {
            let end = self.text.len();
            return Ok((Event::StreamEnd, end..end));
        };
        match event {
            Ok((event, span)) => Ok((event, self.range(span))),
            Err(error) => {
                let at = self.offsets.byte(error.marker().index());
                // The scanner has a limit of its own.
                if error.info().contains("recursion limit") {
                    return Err(Refusal::TooDeep { at: at..at });
                }
                let reason = match self.text[at..].starts_with('\t') {
                    true => "a tab where spaces are expected",
                    false => error.info(),
                };
                Err(malformed(at..at, reason))
            }
        }
    }

    fn range(&self, span: Span) -> Range<usize> {
        let start = self.offsets.byte(span.start.index());
        start..self.offsets.byte(span.end.index()).max(start)
    }

    fn document(&mut self) -> Result<Yaml, Refusal> {
        let mut found = None;
        loop {
            let (event, at) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::Nothing | Event::StreamStart | Event::DocumentEnd => {}
                Event::DocumentStart(_) if found.is_some() => {
                    return Err(malformed(at, "a file has one document only"));
                }
                Event::DocumentStart(_) => {}
                event => found = Some(self.node(event, at)?),
            }
        }
        Ok(found.unwrap_or(Yaml {
            content: Content::Null,
            range: 0..0,
        }))
    }

    /// The depth has a limit, so that calling itself does not exhaust the stack.
    fn node(&mut self, event: Event<'t>, at: Range<usize>) -> Result<Yaml, Refusal> {
        self.n_nodes += 1;
        if self.n_nodes > NODES_MAX {
            return Err(Refusal::TooLarge {
                at,
                what: "the file, counted in maps, lists and scalars,",
                size: self.n_nodes,
                limit: NODES_MAX,
            });
        }
        refuse_special(&event, &at)?;
        match event {
            Event::Scalar(text, style, ..) => Ok(self.scalar(&text, style, at)),
            Event::SequenceStart(..) => self.list(at.start),
            Event::MappingStart(..) => self.map(at.start),
            _ => Err(malformed(at, "a map, a list or a text is expected")),
        }
    }

    fn scalar(&self, text: &str, style: ScalarStyle, at: Range<usize>) -> Yaml {
        let is_plain = style == ScalarStyle::Plain;
        let range = match style {
            ScalarStyle::DoubleQuoted => self.quoted(at, '"'),
            ScalarStyle::SingleQuoted => self.quoted(at, '\''),
            _ => at,
        };
        let content = match text {
            "" | "~" | "null" | "Null" | "NULL" if is_plain => Content::Null,
            text => Content::Scalar {
                text: text.to_owned(),
                is_plain,
            },
        };
        Yaml { content, range }
    }

    /// The scanner takes what stands behind the closing mark, such as a comment, for a part of it.
    fn quoted(&self, at: Range<usize>, mark: char) -> Range<usize> {
        let end = self.text[at.clone()].rfind(mark);
        let mut range = at.start..end.map_or(at.end, |end| at.start + end + 1);
        let mut is_escaped = false;
        let raw = &self.text[range.clone()];
        for (i, c) in raw.char_indices().skip(1) {
            if c == mark && !is_escaped {
                if mark == '\'' && raw[i + 1..].starts_with('\'') {
                    is_escaped = true;
                    continue;
                }
                range.end = range.start + i + 1;
                break;
            }
            is_escaped = mark == '"' && c == '\\' && !is_escaped;
        }
        range
    }

    fn list(&mut self, start: usize) -> Result<Yaml, Refusal> {
        self.enter(start)?;
        let mut items = Vec::new();
        let end = loop {
            match self.next()? {
                (Event::SequenceEnd, at) => break at.end,
                (event, at) => items.push(self.node(event, at)?),
            }
        };
        self.depth -= 1;
        let end = items.last().map_or(end, |last: &Yaml| last.range.end);
        Ok(Yaml {
            content: Content::List(items),
            range: start..end.max(start),
        })
    }

    fn map(&mut self, start: usize) -> Result<Yaml, Refusal> {
        self.enter(start)?;
        let mut entries: Vec<(Yaml, Yaml)> = Vec::new();
        let mut keys = FxHashSet::default();
        let end = loop {
            let key = match self.next()? {
                (Event::MappingEnd, at) => break at.end,
                (event, at) => self.node(event, at)?,
            };
            let Some(name) = key.text() else {
                return Err(malformed(key.range, "a key is a text"));
            };
            if !keys.insert(name.to_owned()) {
                let reason = format!("the key `{}` stands twice in one map", shortened(name));
                return Err(malformed(key.range, &reason));
            }
            let (event, at) = self.next()?;
            let value = self.node(event, at)?;
            entries.push((key, value));
        };
        self.depth -= 1;
        let last = entries.last().map(|(_, value)| value.range.end);
        Ok(Yaml {
            content: Content::Map(entries),
            range: start..last.unwrap_or(end).max(start),
        })
    }

    fn enter(&mut self, start: usize) -> Result<(), Refusal> {
        self.depth += 1;
        match self.depth > DEPTH_MAX {
            true => Err(Refusal::TooDeep { at: start..start }),
            false => Ok(()),
        }
    }
}

/// Anchors, aliases and tags: what they stand for is written out in definitions.
fn refuse_special(event: &Event<'_>, at: &Range<usize>) -> Result<(), Refusal> {
    let (anchor, tag) = match event {
        Event::Alias(_) => (1, None),
        Event::Scalar(_, _, anchor, tag)
        | Event::SequenceStart(anchor, tag)
        | Event::MappingStart(anchor, tag) => (*anchor, tag.as_ref()),
        _ => (0, None),
    };
    if anchor != 0 {
        return Err(malformed(
            at.clone(),
            "anchors and aliases are not taken here; write out what is meant",
        ));
    }
    if tag.is_some() {
        return Err(malformed(
            at.clone(),
            "tags are not taken here; a text in quotation marks is a text",
        ));
    }
    Ok(())
}

fn malformed(at: Range<usize>, reason: &str) -> Refusal {
    Refusal::Malformed {
        at,
        reason: reason.to_owned(),
    }
}
