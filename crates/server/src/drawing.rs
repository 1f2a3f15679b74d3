//! Drawings on pages: orchestrations, flows and runs, charts and timelines.

pub(crate) mod chart;
pub(crate) mod timeline;

use segue_drawing::{Model, Sizes, escaped, fragment, layout};

/// Draws a model as a part of a page, whose style sheet colors it.
pub(crate) fn drawn(model: &Model) -> String {
    let placed = layout(model, &Sizes::default());
    let drawn = placed.and_then(|placed| fragment(model, &placed));
    drawn.unwrap_or_else(|error| {
        let error = escaped(&error.to_string());
        format!("<p class=\"body muted\">It is not drawn: {error}.</p>")
    })
}
