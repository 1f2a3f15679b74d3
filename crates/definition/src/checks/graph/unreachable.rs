//! Elements to which no path from the start leads.

use crate::checks::view::{FlowDocument, Outline};
use crate::{Problem, Problems};

/// Of connected elements that are all unreachable, only the first is named.
pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let outline = Outline::of(flow.root);
    let mut known = outline.reach(outline.targets(&outline.starts));
    for index in heads(&outline, &known).chain(0..outline.elements.len()) {
        if known[index] {
            continue;
        }
        let node = outline.elements[index].node;
        problems.push(Problem::unreachable(&node.place_of("name"), node.name()));
        outline.spread([index], &mut known);
    }
}

/// Unreached elements to which no other unreached element leads.
fn heads(outline: &Outline<'_>, reached: &[bool]) -> std::vec::IntoIter<usize> {
    let unreached = || (0..reached.len()).filter(|&index| !reached[index]);
    let mut is_head = vec![true; reached.len()];
    for target in unreached().flat_map(|index| outline.next(index).filter(move |&to| to != index)) {
        is_head[target] = false;
    }
    let heads: Vec<usize> = unreached().filter(|&index| is_head[index]).collect();
    heads.into_iter()
}
