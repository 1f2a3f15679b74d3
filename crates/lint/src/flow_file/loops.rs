//! What is done again and again: the elements between a loop's *for each item* and the way back to
//! it.

use super::graph::{Graph, WayKind};

/// Most elements that are visited in a flow to find them. Loops nested so deep that this is not
/// enough are nobody's: what is inside the remaining ones is not looked at.
const VISITS_MAX: usize = 1_000_000;

/// Which elements stand in the body of a loop.
pub(super) fn bodies(graph: &Graph<'_>) -> Vec<bool> {
    let mut in_loop = vec![false; graph.elements.len()];
    let mut visits = 0;
    for (number, element) in graph.elements.iter().enumerate() {
        if element.tag() == "loops" && visits < VISITS_MAX {
            mark(graph, number, &mut in_loop, &mut visits);
        }
    }
    in_loop
}

/// What is reached for each item without passing the loop, and leads back to it. A way out, such
/// as a fault path that ends the flow, does not lead back.
fn mark(graph: &Graph<'_>, its_loop: usize, in_loop: &mut [bool], visits: &mut usize) {
    let ways = graph.elements[its_loop].ways.iter();
    let each = ways.filter(|way| way.kind == WayKind::EachItem);
    let mut open: Vec<usize> = each.map(|way| way.to).collect();
    let mut order: Vec<usize> = Vec::new();
    let mut before: rustc_hash::FxHashMap<usize, Vec<usize>> = rustc_hash::FxHashMap::default();
    let mut seen = rustc_hash::FxHashSet::default();
    while let Some(index) = open.pop() {
        if index == its_loop || !seen.insert(index) {
            continue;
        }
        *visits += 1;
        order.push(index);
        for way in &graph.elements[index].ways {
            before.entry(way.to).or_default().push(index);
            open.push(way.to);
        }
    }
    let mut back = before.get(&its_loop).cloned().unwrap_or_default();
    let mut returns = rustc_hash::FxHashSet::default();
    while let Some(index) = back.pop() {
        if returns.insert(index) {
            in_loop[index] = true;
            back.extend(before.get(&index).into_iter().flatten());
        }
    }
}
