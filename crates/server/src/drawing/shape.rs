//! What a drawing is made of, with its places in pixels.

use segue_engine::{DecisionId, Next, OutcomeId, StageId};

/// A placed drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Drawing {
    pub(super) width: i32,
    pub(super) height: i32,
    /// In the order in which people read them.
    pub(super) shapes: Vec<Shape>,
    pub(super) lines: Vec<Line>,
}

/// A shape, by its center at the top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shape {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) kind: Kind,
}

/// What a shape shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// Where a run begins.
    Start,
    /// Where a path ends.
    End,
    /// A stage with its steps.
    Stage(StageId),
    /// A decision.
    Decision(DecisionId),
    /// The name of an outcome; none is the default one.
    Outcome(DecisionId, Option<OutcomeId>),
    /// What is drawn elsewhere.
    GoTo(Next),
    /// The word where a fault path leaves its stage.
    Fault,
}

/// A connector through these points.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) points: Vec<(i32, i32)>,
    pub(super) is_fault: bool,
    /// It ends at a shape rather than in another line.
    pub(super) has_head: bool,
}

impl Shape {
    pub(super) fn moved(self, dx: i32, dy: i32) -> Shape {
        Shape {
            x: self.x + dx,
            y: self.y + dy,
            ..self
        }
    }
}

impl Line {
    pub(super) fn moved(mut self, dx: i32, dy: i32) -> Line {
        for point in &mut self.points {
            *point = (point.0 + dx, point.1 + dy);
        }
        self
    }
}
