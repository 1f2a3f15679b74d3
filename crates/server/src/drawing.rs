//! Orchestrations as drawings: pure, from the checked definition (and the state of a run) to SVG.
//!
//! Orchestrations are structured: stages follow each other, decisions put their branches side by
//! side, a fault path begins at the right of its stage. So placing them is a walk, not a general
//! graph layout; what was drawn already is a chip with its name rather than a long line.

mod block;
pub(crate) mod chart;
mod live;
mod measure;
mod paths;
mod place;
mod shape;
mod svg;
#[cfg(test)]
mod tests;
pub(crate) mod timeline;

use segue_engine::{Orchestration, Run};

use self::live::Live;

/// Draws an orchestration.
pub(crate) fn draw(orchestration: &Orchestration) -> String {
    svg::write(
        orchestration,
        &place::place(orchestration),
        &Live::default(),
    )
}

/// Draws an orchestration with the statuses of a run.
pub(crate) fn draw_run(orchestration: &Orchestration, run: &Run) -> String {
    svg::write(
        orchestration,
        &place::place(orchestration),
        &Live::of(orchestration, run),
    )
}
