//! What holds for every drawing.

use std::collections::BTreeMap;

use segue_drawing::{Line, Model, Placed, Shape, Sizes, What, layout, standalone};

/// Operations for each element, way and step that a drawing may cost at most.
const COST_MAX: u64 = 120;

/// Lays a model out and asserts everything that must hold; gives back the SVG as well.
pub(crate) fn checked(model: &Model) -> (Placed, String) {
    let placed = layout(model, &Sizes::default()).expect("it is not too large");
    everything_once(model, &placed);
    nothing_overlaps(model, &placed);
    every_connector_is_shown(model, &placed);
    costs_little(model, &placed);
    let again = layout(model, &Sizes::default()).expect("it is not too large");
    assert_eq!(
        placed, again,
        "{}: a drawing is always the same",
        model.name
    );
    let svg = standalone(model, &placed).expect("it is not too large");
    let read = roxmltree::Document::parse(&svg);
    assert!(read.is_ok(), "{}: {:?}", model.name, read.err());
    (placed, svg)
}

/// Each element has one card, and each choice's ways have one name each.
fn everything_once(model: &Model, placed: &Placed) {
    let mut counts = vec![0; model.elements.len()];
    for shape in &placed.shapes {
        if let What::Element(n) = shape.what {
            counts[n] += 1;
        }
    }
    for (n, count) in counts.iter().enumerate() {
        let name = &model.elements[n].name;
        assert_eq!(*count, 1, "{}: {name} is drawn so often", model.name);
    }
}

fn nothing_overlaps(model: &Model, placed: &Placed) {
    let mut shapes: Vec<&Shape> = placed.shapes.iter().collect();
    shapes.sort_by_key(|shape| shape.y);
    for (n, one) in shapes.iter().enumerate() {
        let (left, top, right, bottom) = one.corners();
        assert!(
            left >= 0 && top >= 0,
            "{}: {one:?} starts outside",
            model.name
        );
        let is_inside = right <= placed.width && bottom <= placed.height;
        assert!(is_inside, "{}: {one:?} ends outside", model.name);
        let others = shapes[n + 1..].iter();
        for other in others.take_while(|other| other.y < bottom) {
            let (other_left, _, other_right, _) = other.corners();
            let is_apart = right <= other_left || other_right <= left;
            assert!(is_apart, "{}: {one:?} covers {other:?}", model.name);
        }
    }
    for line in &placed.lines {
        crosses_no_card(model, placed, line);
    }
}

/// Lines pass beside cards, not through them.
fn crosses_no_card(model: &Model, placed: &Placed, line: &Line) {
    let is_card = |shape: &&Shape| matches!(shape.what, What::Element(_) | What::Way(..));
    for shape in placed.shapes.iter().filter(is_card) {
        let (left, top, right, bottom) = shape.corners();
        for ends in line.points.windows(2) {
            let ((x1, y1), (x2, y2)) = (ends[0], ends[1]);
            let (x1, x2, y1, y2) = (x1.min(x2), x1.max(x2), y1.min(y2), y1.max(y2));
            let is_through = x1 < right - 1 && x2 > left + 1 && y1 < bottom - 1 && y2 > top + 1;
            assert!(!is_through, "{}: {line:?} crosses {shape:?}", model.name);
        }
    }
}

/// Every connector ends in a Go To or in a line with a head at its target: the lines and chips
/// that lead somewhere are at least as many as elements that are led to, chips exactly as many as
/// connectors that no line carries.
fn every_connector_is_shown(model: &Model, placed: &Placed) {
    let mut chips: BTreeMap<usize, usize> = BTreeMap::new();
    for shape in &placed.shapes {
        if let What::GoTo(n) = shape.what {
            *chips.entry(n).or_default() += 1;
        }
    }
    let mut led: BTreeMap<usize, usize> = BTreeMap::new();
    for shape in &placed.shapes {
        if let What::Element(n) = shape.what {
            led.insert(n, n_arriving(placed, shape));
        }
    }
    let mut connectors: BTreeMap<usize, usize> = BTreeMap::new();
    for element in &model.elements {
        let ways = element.ways.iter().filter_map(|way| way.to);
        for target in ways.chain(element.body).chain(element.fault) {
            *connectors.entry(target).or_default() += 1;
        }
    }
    for target in model.start.iter().filter_map(|way| way.to) {
        *connectors.entry(target).or_default() += 1;
    }
    for (target, n_connectors) in connectors {
        let n_chips = chips.get(&target).copied().unwrap_or_default();
        let n_lines = led.get(&target).copied().unwrap_or_default();
        let name = &model.elements[target].name;
        assert!(
            n_chips <= n_connectors && n_chips + n_lines >= n_connectors,
            "{}: {n_connectors} connectors lead to {name}, {n_chips} chips and {n_lines} lines do",
            model.name
        );
    }
}

/// Lines that end at a shape, or in a line that does.
fn n_arriving(placed: &Placed, shape: &Shape) -> usize {
    let (left, top, right, bottom) = shape.corners();
    let is_at = |(x, y): (i32, i32)| (left..=right).contains(&x) && (top..=bottom).contains(&y);
    let lines = placed.lines.iter();
    let arriving = lines.filter(|line| line.points.last().copied().is_some_and(is_at));
    let heads: Vec<&Line> = arriving.collect();
    // Ways back to a loop share the last part of the first one's line.
    let joins = |line: &&Line| {
        let end = line.points.last().copied().unwrap_or_default();
        !line.has_head && heads.iter().any(|head| head.points.contains(&end))
    };
    heads.len() + placed.lines.iter().filter(joins).count()
}

fn costs_little(model: &Model, placed: &Placed) {
    let elements = model.elements.iter();
    let parts = elements.map(|e| 2 + e.ways.len() as u64 + e.rows.len() as u64);
    let n_parts: u64 = 2 + parts.sum::<u64>();
    let (cost, most) = (placed.n_operations, COST_MAX * n_parts);
    assert!(
        cost <= most,
        "{}: {cost} operations for {n_parts} parts",
        model.name
    );
}
