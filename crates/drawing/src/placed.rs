//! A drawing whose parts have their places, in pixels.

/// A placed drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// Width of the whole.
    pub width: i32,
    /// Height of the whole.
    pub height: i32,
    /// In the order in which people read them.
    pub shapes: Vec<Shape>,
    /// Connectors.
    pub lines: Vec<Line>,
    /// Parts of the drawing that were looked at or moved to make it: a measure of its cost.
    pub n_operations: u64,
}

/// A shape: x is its middle, y its top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Middle.
    pub x: i32,
    /// Top.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// What it shows.
    pub what: What,
}

/// What a shape shows. Elements are indexes into [`crate::Model::elements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Where it begins.
    Start,
    /// Where a path ends.
    End,
    /// An element.
    Element(usize),
    /// The name of a way out of an element, or out of the start.
    Way(Option<usize>, usize),
    /// The element to which a path goes on; it is drawn elsewhere.
    GoTo(usize),
    /// The word where a fault path leaves its element.
    Fault(usize),
    /// The word where the body of a loop begins.
    ForEach(usize),
    /// The word where a loop goes on after its last turn.
    AfterLast(usize),
    /// The title of what stands aside.
    Heading(Aside),
}

/// Why something stands aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// Nothing leads to it.
    Unreached,
    /// A path goes on there that is nested too deep to be drawn where it began.
    Continued,
}

/// A connector through these points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Corners; the last one is where it leads.
    pub points: Vec<(i32, i32)>,
    /// Whether it is a fault path.
    pub is_fault: bool,
    /// Whether it ends at a shape rather than in another line.
    pub has_head: bool,
}

impl Shape {
    /// Left, top, right and bottom.
    pub fn corners(&self) -> (i32, i32, i32, i32) {
        let left = self.x - self.width / 2;
        (left, self.y, left + self.width, self.y + self.height)
    }

    pub(crate) fn moved(self, dx: i32, dy: i32) -> Shape {
        Shape {
            x: self.x + dx,
            y: self.y + dy,
            ..self
        }
    }
}

impl Line {
    pub(crate) fn moved(mut self, dx: i32, dy: i32) -> Line {
        for point in &mut self.points {
            *point = (point.0 + dx, point.1 + dy);
        }
        self
    }
}
