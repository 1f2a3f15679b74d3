//! Orchestrations and flows as drawings: pure, from a checked definition (and what a run did) to
//! SVG.
//!
//! Both are structured: elements follow each other, ways out of a decision stand side by side and
//! meet again below, a fault path begins at the side of its element, a loop has a body and a line
//! back. So drawing is a walk, not general graph layout, in three parts that can be read apart:
//! [`Model`] says what there is, `plan` decides what stands inside what, [`layout`] gives places,
//! and [`svg`] writes them down. What was drawn already is a Go To with its name, never a long line.

mod flow;
mod layout;
mod model;
mod orchestration;
mod placed;
mod plan;
mod sizes;
mod svg;
mod text;

pub use flow::of_flow;
pub use layout::layout;
pub use model::*;
pub use orchestration::{of_orchestration, of_run};
pub use placed::*;
pub use sizes::Sizes;
pub use svg::{BYTES_MAX, STYLE, fragment, standalone};
pub use text::escaped;

/// Elements that a drawing shows at most.
pub const ELEMENTS_MAX: usize = 5_000;

/// Why something cannot be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLarge {
    /// It has so many elements, more than [`ELEMENTS_MAX`].
    Elements(usize),
    /// Its SVG would have so many bytes, more than [`BYTES_MAX`].
    Bytes(usize),
}

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            TooLarge::Elements(n) => write!(
                f,
                "it has {n} elements, and drawings have at most {ELEMENTS_MAX}"
            ),
            TooLarge::Bytes(n) => write!(
                f,
                "its drawing has {n} bytes, and drawings have at most {BYTES_MAX}"
            ),
        }
    }
}

impl std::error::Error for TooLarge {}
