//! Problems for people: the sentence, the line with the fault marked, and what to do.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};

use super::{Findings, Located};
use crate::{Place, Problem, Severity, Sources};

/// Longest line that is shown in full, in bytes; what is beyond it is cut.
const LINE_BYTES_MAX: usize = 500;

/// The problems one after the other, with colors or without, and a line that counts them.
pub fn human(findings: &Findings<'_>, colors: bool) -> String {
    let renderer = if colors {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut text = String::new();
    for located in findings.located() {
        text.push_str(&renderer.render(&[group(findings, &located)]));
        text.push_str("\n\n");
    }
    text.push_str(&summary(findings));
    text.push('\n');
    text
}

fn group<'a>(findings: &Findings<'a>, located: &Located<'a>) -> Group<'a> {
    let Located {
        problem, sources, ..
    } = *located;
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(&problem.message).id(problem.code);
    let mut group = title.element(excerpt(
        findings,
        sources,
        &problem.place,
        (AnnotationKind::Primary, ""),
    ));
    for (place, words) in &problem.related {
        group = group.element(excerpt(
            findings,
            sources,
            place,
            (AnnotationKind::Context, words),
        ));
    }
    group.elements(helps(problem))
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

/// The line of `place`, with it marked.
fn excerpt<'a>(
    findings: &Findings<'a>,
    sources: &'a Sources,
    place: &Place,
    (kind, words): (AnnotationKind, &'a str),
) -> Element<'a> {
    let location = findings.locate(sources, place);
    let text: &'a str = &sources.get(place.file).text;
    let shown = lines_around(text, &place.range);
    let span = within(&place.range, &shown);
    let annotation = kind.span(span);
    let annotation = match words {
        "" => annotation,
        words => annotation.label(words),
    };
    Snippet::source(&text[shown])
        .path(location.file)
        .line_start(location.start.line)
        .annotation(annotation)
        .into()
}

/// The line in which `range` begins, without its end.
fn lines_around(text: &str, range: &Range<usize>) -> Range<usize> {
    let from = text.floor_char_boundary(range.start);
    let start = text[..from].rfind('\n').map_or(0, |at| at + 1);
    let end = text[from..].find('\n').map_or(text.len(), |at| from + at);
    let end = end.min(text.floor_char_boundary((from + LINE_BYTES_MAX).min(text.len())));
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
