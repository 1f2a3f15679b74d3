//! Lines with round corners and heads; pills with a word.

use super::Page;
use crate::Shape;
use crate::What;
use crate::text::{LABEL, SMALL, cut, escaped};

/// Radius of a line's corners.
const RADIUS: i32 = 8;

/// A line through points, its corners rounded, as path data.
pub(super) fn rounded(points: &[(i32, i32)]) -> String {
    let mut corners: Vec<(i32, i32)> = Vec::new();
    for point in points {
        let is_straight = corners.len() > 1 && {
            let (a, b) = (corners[corners.len() - 2], corners[corners.len() - 1]);
            (a.0 == b.0 && b.0 == point.0) || (a.1 == b.1 && b.1 == point.1)
        };
        if is_straight {
            corners.pop();
        }
        corners.push(*point);
    }
    let Some((x, y)) = corners.first() else {
        return String::new();
    };
    let mut data = format!("M{x} {y}");
    for three in corners.windows(3) {
        let (before, corner, after) = (three[0], three[1], three[2]);
        let radius = RADIUS
            .min(apart(before, corner) / 2)
            .min(apart(corner, after) / 2);
        let (from, to) = (
            towards(corner, before, radius),
            towards(corner, after, radius),
        );
        data += &format!(
            "L{} {}Q{} {} {} {}",
            from.0, from.1, corner.0, corner.1, to.0, to.1
        );
    }
    if let Some((x, y)) = corners.last().filter(|_| corners.len() > 1) {
        data += &format!("L{x} {y}");
    }
    data
}

/// The head at the end of a line, in its direction.
pub(super) fn head(points: &[(i32, i32)]) -> String {
    let end = points.last().copied().unwrap_or_default();
    let before = points.iter().rev().find(|point| **point != end);
    let back = towards(end, before.copied().unwrap_or((end.0, end.1 - 1)), 7);
    let side = if end.0 == back.0 { (4, 0) } else { (0, 4) };
    format!(
        "M{} {}L{} {}L{} {}Z",
        back.0 - side.0,
        back.1 - side.1,
        end.0,
        end.1,
        back.0 + side.0,
        back.1 + side.1
    )
}

fn apart(one: (i32, i32), other: (i32, i32)) -> i32 {
    (one.0 - other.0).abs() + (one.1 - other.1).abs()
}

/// The point so far from one on the straight way to another.
fn towards(from: (i32, i32), to: (i32, i32), far: i32) -> (i32, i32) {
    (
        from.0 + (to.0 - from.0).signum() * far,
        from.1 + (to.1 - from.1).signum() * far,
    )
}

impl Page<'_> {
    /// A rounded box with a word; `name` says what it is.
    pub(super) fn pill(&mut self, shape: &Shape, class: &str, word: &str, name: &str) {
        let drawn = pill(shape, class, word, name);
        self.line(&drawn);
    }

    /// A Go To, which leads to where its element is drawn.
    pub(super) fn go_to(&mut self, shape: &Shape, n: usize, word: &str) {
        let target = &self.model.elements[n];
        let name = format!("Go to {}", target.label);
        let drawn = pill(shape, "go-to", word, &name);
        let name = escaped(&name);
        self.line(&format!(
            "<a href=\"#e{n}\" aria-label=\"{name}\">{drawn}</a>"
        ));
    }

    /// A title above what stands aside.
    pub(super) fn heading(&mut self, shape: &Shape, word: &str) {
        let (left, top, ..) = shape.corners();
        let y = top + 18;
        self.line(&format!(
            "<text class=\"heading\" x=\"{left}\" y=\"{y}\">{word}</text>"
        ));
    }
}

fn pill(shape: &Shape, class: &str, word: &str, name: &str) -> String {
    let (left, top, ..) = shape.corners();
    let font = match shape.what {
        What::Fault(_) | What::ForEach(_) | What::AfterLast(_) => SMALL,
        _ => LABEL,
    };
    let (width, height) = (shape.width, shape.height);
    format!(
        "<g class=\"{class}\" role=\"img\" aria-label=\"{name}\"><title>{name}</title>\
         <rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>\
         <text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{text}</text></g>",
        name = escaped(name),
        radius = height / 2,
        x = shape.x,
        y = top + height / 2 + font / 3,
        text = escaped(&cut(word, width - 16, font)),
    )
}
