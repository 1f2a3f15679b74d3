//! Small shapes: pills with a word, and diamonds.

use segue_engine::Orchestration;

use super::text::{cut, escaped, two_lines};
use crate::drawing::measure::size;
use crate::drawing::shape::Shape;

/// A rounded box with a word.
pub(super) fn pill(
    orchestration: &Orchestration,
    shape: &Shape,
    class: &str,
    label: &str,
    name: &str,
) -> String {
    let (width, height) = size(orchestration, shape.kind);
    let (x, y) = (shape.x - width / 2, shape.y);
    let (middle, base) = (shape.x, y + height / 2 + 4);
    let radius = height / 2;
    format!(
        "<g class=\"{class}\" role=\"img\" aria-label=\"{name}\"><title>{name}</title>\
         <rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>\
         <text x=\"{middle}\" y=\"{base}\" text-anchor=\"middle\">{text}</text></g>",
        name = escaped(name),
        text = escaped(&cut(label, width - 10)),
    )
}

/// A diamond with its question.
pub(super) fn diamond(orchestration: &Orchestration, shape: &Shape, label: &str) -> String {
    let (width, height) = size(orchestration, shape.kind);
    let (left, right) = (shape.x - width / 2, shape.x + width / 2);
    let (top, bottom, middle) = (shape.y, shape.y + height, shape.y + height / 2);
    let x = shape.x;
    let name = escaped(&format!("Decision {label}"));
    format!(
        "<g class=\"decision\" role=\"img\" aria-label=\"{name}\"><title>{name}</title>\
         <polygon points=\"{x},{top} {right},{middle} {x},{bottom} {left},{middle}\"/>{}</g>",
        lines(label, x, middle, width * 5 / 8)
    )
}

fn lines(label: &str, x: i32, middle: i32, width: i32) -> String {
    let lines = two_lines(label, width);
    let first = if lines.len() > 1 {
        middle - 4
    } else {
        middle + 4
    };
    let written = (0..).zip(&lines).map(|(n, line)| {
        let y = first + n * 16;
        format!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{}</text>",
            escaped(line)
        )
    });
    written.collect()
}
