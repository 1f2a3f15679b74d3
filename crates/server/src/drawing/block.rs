//! Blocks: parts of a drawing that are placed as a whole.

use segue_engine::Orchestration;

use super::measure::{GAP_ACROSS, GAP_DOWN, size};
use super::shape::{Kind, Line, Shape};

/// A part of a drawing; x is 0 on its axis, y is 0 at its top.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// Leftmost and rightmost x.
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) height: i32,
    pub(super) shapes: Vec<Shape>,
    pub(super) lines: Vec<Line>,
    /// Where paths leave it downwards, for where the branches around it meet.
    pub(super) exits: Vec<(i32, i32)>,
}

impl Block {
    /// One shape.
    pub(super) fn of(orchestration: &Orchestration, kind: Kind) -> Block {
        let (width, height) = size(orchestration, kind);
        Block {
            left: -width / 2,
            right: width - width / 2,
            height,
            shapes: vec![Shape { x: 0, y: 0, kind }],
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

    /// Puts `other` below, on the same axis, with a line from here to it.
    pub(super) fn below(mut self, other: Block) -> Block {
        let from = self.height;
        let top = from + GAP_DOWN;
        let has_head = !other.shapes.is_empty();
        self.lines.push(Line {
            points: vec![(0, from), (0, top)],
            is_fault: false,
            has_head,
        });
        self.add(other, 0, top);
        self
    }

    /// Takes `other` in, moved.
    pub(super) fn add(&mut self, other: Block, dx: i32, dy: i32) {
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

    /// Puts blocks side by side below, centered, each with a line from here.
    pub(super) fn fork(mut self, branches: Vec<Block>) -> Block {
        let from = self.height;
        let bar = from + GAP_DOWN / 2;
        let top = from + GAP_DOWN;
        for (x, branch) in centers(&branches).into_iter().zip(branches) {
            let has_head = !branch.shapes.is_empty();
            self.lines.push(Line {
                points: vec![(0, from), (0, bar), (x, bar), (x, top)],
                is_fault: false,
                has_head,
            });
            self.add(branch, x, top);
        }
        self
    }

    /// Leads all exits together below everything, and puts `other` there.
    pub(super) fn join(mut self, other: Block) -> Block {
        let bar = self.height + GAP_DOWN / 2;
        let top = bar + GAP_DOWN / 2;
        for (x, y) in std::mem::take(&mut self.exits) {
            self.lines.push(Line {
                points: vec![(x, y), (x, bar), (0, bar), (0, top)],
                is_fault: false,
                has_head: true,
            });
        }
        self.add(other, 0, top);
        self
    }

    /// Puts a fault path to the right of the first shape, whose half width is `half`.
    pub(super) fn fault(mut self, orchestration: &Orchestration, path: Block, half: i32) -> Block {
        let x = self.right.max(half) + GAP_ACROSS - path.left;
        let (_, label_height) = size(orchestration, Kind::Fault);
        let y = label_height;
        let top = y + GAP_DOWN;
        self.lines.push(Line {
            points: vec![(half, y), (x, y), (x, top)],
            is_fault: true,
            has_head: true,
        });
        let label = Shape {
            x: half + 12 + size(orchestration, Kind::Fault).0 / 2,
            y: 0,
            kind: Kind::Fault,
        };
        self.shapes.push(label);
        self.add(path, x, top);
        self
    }
}

/// Axes of blocks side by side, their middle at 0.
fn centers(blocks: &[Block]) -> Vec<i32> {
    let mut centers = Vec::new();
    let mut x = 0;
    for block in blocks {
        centers.push(x - block.left);
        x += block.right - block.left + GAP_ACROSS;
    }
    let (first, last) = (centers.first().copied(), centers.last().copied());
    let middle = (first.unwrap_or(0) + last.unwrap_or(0)) / 2;
    centers.iter().map(|center| center - middle).collect()
}
