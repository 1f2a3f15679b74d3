//! The bars of a timeline: parts of one span of time, as wide as the page.

use std::fmt::Write;

/// A part of a bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Part {
    /// Class of its color.
    pub(crate) class: &'static str,
    /// From and to, in microseconds.
    pub(crate) from: i64,
    pub(crate) to: i64,
}

/// What all bars of a timeline cover, in microseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

const HEIGHT: i64 = 14;
/// Percent, so that what took no time can be seen.
const LEAST: f64 = 0.5;

/// Draws a bar. It says nothing that the words beside it do not say.
pub(crate) fn bar(span: Span, parts: &[Part]) -> String {
    let mut out = format!(
        "<svg class=\"bar\" xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\" \
         height=\"{HEIGHT}\" aria-hidden=\"true\" focusable=\"false\">\
         <rect class=\"track\" width=\"100%\" height=\"{HEIGHT}\" rx=\"3\"/>"
    );
    for part in parts.iter().filter(|part| part.to >= part.from) {
        let from = span.percent(part.from).min(100.0 - LEAST);
        let width = (span.percent(part.to) - from).max(LEAST);
        write!(
            out,
            "<rect class=\"{}\" x=\"{from:.2}%\" width=\"{width:.2}%\" height=\"{HEIGHT}\" rx=\"3\"/>",
            part.class
        )
        .expect("a string takes everything");
    }
    out.push_str("</svg>");
    out
}

impl Span {
    fn percent(&self, at: i64) -> f64 {
        let length = (self.to - self.from).max(1) as f64;
        ((at - self.from) as f64 * 100.0 / length).clamp(0.0, 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, Span, bar};

    #[test]
    fn parts_stand_where_they_were() {
        let span = Span { from: 0, to: 200 };
        let part = |class, from, to| Part { class, from, to };
        let drawn = bar(span, &[part("waiting", 0, 50), part("working", 50, 200)]);
        assert!(
            drawn.contains("\"waiting\" x=\"0.00%\" width=\"25.00%\""),
            "{drawn}"
        );
        assert!(
            drawn.contains("\"working\" x=\"25.00%\" width=\"75.00%\""),
            "{drawn}"
        );
    }

    #[test]
    fn what_took_no_time_can_be_seen_even_at_the_end() {
        let span = Span { from: 0, to: 200 };
        let part = Part {
            class: "working",
            from: 200,
            to: 200,
        };
        let drawn = bar(span, &[part]);
        assert!(drawn.contains("x=\"99.50%\" width=\"0.50%\""), "{drawn}");
    }
}
