//! Problems for people: the sentence, the line with the fault marked, and what to do.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};

use super::{Findings, Located, Spot};
use crate::{Problem, Severity};

/// Longest line that is shown in full, in bytes; what is beyond it is cut.
const LINE_BYTES_MAX: usize = 500;

/// How much of a longer line is shown before the place, in bytes.
const BYTES_BEFORE: usize = 60;

/// The problems one after the other, with colors or without, and a line that counts them.
pub fn human(findings: &Findings<'_>, colors: bool) -> String {
    let renderer = if colors {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut text = String::new();
    for located in findings.located() {
        let rendered = renderer.render(&[group(&located)]);
        text.push_str(&with_true_columns(rendered, &located));
        text.push_str("\n\n");
    }
    text.push_str(&summary(findings));
    text.push('\n');
    text
}

fn group<'a>(located: &Located<'a>) -> Group<'a> {
    let problem = located.problem;
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(&problem.message).id(problem.code);
    let primary = excerpt(&located.at, AnnotationKind::Primary, "");
    let related = located.related.iter();
    let related = related.map(|(spot, words)| excerpt(spot, AnnotationKind::Context, words));
    title
        .element(primary)
        .elements(related)
        .elements(helps(problem))
}

fn helps(problem: &Problem) -> Vec<Element<'_>> {
    let suggestion = problem.suggestion.as_ref();
    let suggestion = suggestion.map(|name| Level::HELP.message(format!("did you mean `{name}`?")));
    let help = problem.help.as_ref().map(|help| Level::HELP.message(help));
    suggestion
        .into_iter()
        .chain(help)
        .map(Element::from)
        .collect()
}

/// The line of `spot`, with it marked.
fn excerpt<'a>(spot: &Spot<'a>, kind: AnnotationKind, words: &'a str) -> Element<'a> {
    let shown = line_around(spot.text, &spot.bytes);
    let annotation = kind.span(within(&spot.bytes, &shown));
    let annotation = match words {
        "" => annotation,
        words => annotation.label(words),
    };
    Snippet::source(&spot.text[shown])
        .path(spot.file.clone())
        .line_start(spot.start.line)
        .annotation(annotation)
        .into()
}

/// The renderer counts columns from the beginning of what it is shown; where the line before the
/// place is cut off, that is not the beginning of the line.
fn with_true_columns(mut rendered: String, located: &Located<'_>) -> String {
    let related = located.related.iter().map(|(spot, _)| spot);
    for spot in std::iter::once(&located.at).chain(related) {
        let shown = line_around(spot.text, &spot.bytes);
        let n_shown = spot.text[shown.start..].char_indices();
        let n_shown = n_shown.take_while(|(at, _)| shown.start + at < spot.bytes.start);
        let column = n_shown.count() + 1;
        if column != spot.start.column {
            let place = |column: usize| format!("{}:{}:{column}\n", spot.file, spot.start.line);
            rendered = rendered.replacen(&place(column), &place(spot.start.column), 1);
        }
    }
    rendered
}

/// The line in which `range` begins, without its end, and of a long one what is around it.
fn line_around(text: &str, range: &Range<usize>) -> Range<usize> {
    let from = text.floor_char_boundary(range.start);
    let line = memchr::memrchr(b'\n', &text.as_bytes()[..from]).map_or(0, |at| at + 1);
    let start = match from - line > LINE_BYTES_MAX {
        true => text.floor_char_boundary(from - BYTES_BEFORE),
        false => line,
    };
    let limit = text.floor_char_boundary((from + LINE_BYTES_MAX).min(text.len()));
    let end = memchr::memchr(b'\n', &text.as_bytes()[from..limit]).map_or(limit, |at| from + at);
    start..text[start..end].trim_end().len() + start
}

/// `range` as seen from the beginning of `shown`, cut to it.
fn within(range: &Range<usize>, shown: &Range<usize>) -> Range<usize> {
    let cut = |at: usize| at.clamp(shown.start, shown.end) - shown.start;
    cut(range.start)..cut(range.end)
}

/// `2 errors, 1 warning in 22 files`.
fn summary(findings: &Findings<'_>) -> String {
    let count = |severity| findings.count(severity);
    let mut parts = vec![
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
    ];
    if count(Severity::Note) > 0 {
        parts.push(counted(count(Severity::Note), "note"));
    }
    let files = counted(findings.n_files(), "file");
    format!("{} in {files}", parts.join(", "))
}

fn counted(n: usize, what: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {what}{plural}")
}
