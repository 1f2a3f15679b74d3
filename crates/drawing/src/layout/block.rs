//! Blocks: parts of a drawing that are placed as a whole.

use crate::{Line, Shape};

/// A part of a drawing; x is 0 on its axis, y is 0 at its top.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// Leftmost and rightmost x.
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) height: i32,
    pub(super) shapes: Vec<Shape>,
    pub(super) lines: Vec<Line>,
    /// Where paths leave it downwards.
    pub(super) exits: Vec<(i32, i32)>,
    /// Parts moved.
    pub(super) n_operations: u64,
}

impl Block {
    /// One shape, with its middle on the axis.
    pub(super) fn of(shape: Shape) -> Block {
        let (left, _, right, bottom) = shape.corners();
        Block {
            left,
            right,
            height: bottom,
            shapes: vec![shape],
            ..Block::default()
        }
    }

    /// A path that goes on at once.
    pub(super) fn exit() -> Block {
        Block {
            exits: vec![(0, 0)],
            ..Block::default()
        }
    }

    /// Takes `other` in, moved.
    pub(super) fn add(&mut self, other: Block, dx: i32, dy: i32) {
        let n_parts = other.shapes.len() + other.lines.len() + other.exits.len();
        self.n_operations += other.n_operations + n_parts as u64;
        self.left = self.left.min(other.left + dx);
        self.right = self.right.max(other.right + dx);
        self.height = self.height.max(other.height + dy);
        let shapes = other.shapes.into_iter().map(|shape| shape.moved(dx, dy));
        self.shapes.extend(shapes);
        let lines = other.lines.into_iter().map(|line| line.moved(dx, dy));
        self.lines.extend(lines);
        let exits = other.exits.into_iter();
        self.exits.extend(exits.map(|(x, y)| (x + dx, y + dy)));
    }

    /// Draws a connector.
    pub(super) fn line(&mut self, points: Vec<(i32, i32)>, has_head: bool) {
        let mut points = points;
        points.dedup();
        let line = Line {
            points,
            is_fault: false,
            has_head,
        };
        self.lines.push(line);
    }

    /// Makes room for a line at that x.
    pub(super) fn reach(&mut self, x: i32) {
        self.left = self.left.min(x);
        self.right = self.right.max(x);
    }
}
