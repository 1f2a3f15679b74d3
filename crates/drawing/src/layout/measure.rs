//! Sizes of shapes.

use super::Layout;
use crate::text::{BOLD, LABEL, SMALL, width};
use crate::{Aside, Element, What};

/// Left and right of the text of a pill, together.
const PILL_PADDING: i32 = 24;
const PILL_WIDTH_MIN: i32 = 44;

/// What a way is called that has no name of its own.
pub(crate) const UNNAMED: &str = "Default";

impl Layout<'_> {
    pub(super) fn size(&self, what: What) -> (i32, i32) {
        let sizes = self.sizes;
        match what {
            What::Start if self.model.starts_with.is_empty() => self.pill("Start", LABEL),
            What::Start => (sizes.card_width, sizes.card_height),
            What::End => self.pill("End", LABEL),
            What::Element(n) => self.card(&self.model.elements[n]),
            // A way that a run took is half bold.
            What::Way(..) if self.model.is_run => self.pill(&words(self.model, what), BOLD),
            What::Way(..) | What::GoTo(_) => self.pill(&words(self.model, what), LABEL),
            What::Fault(_) | What::ForEach(_) | What::AfterLast(_) => {
                let (width, _) = self.pill(&words(self.model, what), SMALL);
                (width - PILL_PADDING / 3, 20)
            }
            What::Heading(_) => (sizes.card_width, sizes.heading),
        }
    }

    fn card(&self, element: &Element) -> (i32, i32) {
        let sizes = self.sizes;
        let n_rows = i32::try_from(element.rows.len()).expect("steps are numbered by u16");
        let rows = n_rows * (sizes.row_height + sizes.row_gap);
        let padding = if n_rows == 0 {
            0
        } else {
            sizes.padding - sizes.row_gap
        };
        (sizes.card_width, sizes.card_height + rows + padding)
    }

    fn pill(&self, words: &str, font: i32) -> (i32, i32) {
        let width = width(words, font) + PILL_PADDING;
        let width = width.clamp(PILL_WIDTH_MIN, self.sizes.pill_width_max);
        // Even, so that its middle is a whole pixel.
        (width + width % 2, self.sizes.pill_height)
    }
}

/// What a shape without a card says.
pub(crate) fn words(model: &crate::Model, what: What) -> String {
    match what {
        What::Start => "Start".to_owned(),
        What::End => "End".to_owned(),
        What::Element(n) => model.elements[n].label.clone(),
        What::Way(element, n) => {
            let ways = element.map_or(&model.start, |n| &model.elements[n].ways);
            let label = ways[n].label.as_deref().filter(|label| !label.is_empty());
            label.unwrap_or(UNNAMED).to_owned()
        }
        What::GoTo(n) => format!("↪ {}", model.elements[n].label),
        What::Fault(_) => "Fault".to_owned(),
        What::ForEach(_) => "For each".to_owned(),
        What::AfterLast(_) => "After last".to_owned(),
        What::Heading(Aside::Unreached) => "Nothing leads here".to_owned(),
        What::Heading(Aside::Continued) => "Continued from above".to_owned(),
    }
}
