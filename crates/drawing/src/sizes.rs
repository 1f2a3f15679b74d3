//! Sizes of what is drawn, in pixels. Fixed, so that a drawing is the same everywhere.

/// Sizes of shapes and the room between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Width of the card of an element.
    pub card_width: i32,
    /// Height of a card, and of the head of a stage.
    pub card_height: i32,
    /// Height of a step, and the room between two of them.
    pub row_height: i32,
    /// Between two steps of a stage.
    pub row_gap: i32,
    /// Between a card and what is in it.
    pub padding: i32,
    /// Height of names of ways, Go Tos and ends.
    pub pill_height: i32,
    /// Widest of them.
    pub pill_width_max: i32,
    /// Between a shape and the one below it.
    pub gap_down: i32,
    /// Between ways side by side.
    pub gap_across: i32,
    /// Around the whole drawing.
    pub margin: i32,
    /// Height of the title above what stands aside.
    pub heading: i32,
}

impl Default for Sizes {
    fn default() -> Sizes {
        Sizes {
            card_width: 248,
            card_height: 56,
            row_height: 46,
            row_gap: 6,
            padding: 10,
            pill_height: 26,
            pill_width_max: 208,
            gap_down: 36,
            gap_across: 28,
            margin: 20,
            heading: 28,
        }
    }
}
