//! Loop: walks through a collection as it was when the loop was entered.

use std::sync::Arc;

use segue_language::Value;

use super::Onward;
use crate::interview::advance::Advance;
use crate::interview::frame::LoopState;
use crate::interview::stop::Stop;
use crate::{Element, ElementId, ElementKind, Flow, Loop, Reference, ResourceKind};

/// Begins the next item, or leaves the loop.
pub(super) fn walk(
    advance: &mut Advance,
    flow: &Flow,
    element: &Element,
    kind: &Loop,
) -> Result<Onward, Stop> {
    let id = advance.frame().state.at.unwrap_or(ElementId(0));
    if !is_inside(advance, id) {
        let collection = advance.view().evaluate(&kind.collection)?;
        enter(advance, flow, element, kind, collection)?;
    }
    match next_item(advance, kind) {
        Some(item) => {
            advance.write(&kind.item, item)?;
            Ok(Onward::To(kind.body))
        }
        None => {
            advance.frame_mut().state.loops.pop();
            clear_own_item(advance, flow, kind);
            Ok(Onward::Next)
        }
    }
}

/// Whether the loop was entered before; loops inside it are left.
fn is_inside(advance: &mut Advance, id: ElementId) -> bool {
    let loops = &mut advance.frame_mut().state.loops;
    let found = loops.iter().position(|state| state.element == id);
    if let Some(depth) = found {
        loops.truncate(depth + 1);
    }
    found.is_some()
}

fn enter(
    advance: &mut Advance,
    flow: &Flow,
    element: &Element,
    kind: &Loop,
    collection: Value,
) -> Result<(), Stop> {
    let items = match collection {
        Value::Null => Arc::default(),
        Value::Collection(items) => items,
        other => {
            let other = other.type_in_words();
            return Err(Stop::problem(format!(
                "`{}` walks through a collection, not {other}",
                element.name
            )));
        }
    };
    let state = &mut advance.frame_mut().state;
    let id = state.at.unwrap_or(ElementId(0));
    state.loops.push(LoopState {
        element: id,
        items,
        n_begun: 0,
        body: body_of(flow, id, element, kind),
    });
    Ok(())
}

fn next_item(advance: &mut Advance, kind: &Loop) -> Option<Value> {
    kind.body?;
    let state = advance.frame_mut().state.loops.last_mut()?;
    if state.n_begun == state.items.len() {
        return None;
    }
    state.n_begun += 1;
    state.current(kind.descending)
}

/// The loop's own name holds null again after the loop; a variable keeps its last item.
fn clear_own_item(advance: &mut Advance, flow: &Flow, kind: &Loop) {
    if let Reference::Slot(slot, _) = &kind.item
        && matches!(flow.resources[slot.0].kind, ResourceKind::ElementOutput(_))
    {
        advance.frame_mut().state.values[slot.0] = Value::Null;
    }
}

/// The elements of the body: those that it leads to, without those that follow the loop.
fn body_of(flow: &Flow, id: ElementId, element: &Element, kind: &Loop) -> Vec<bool> {
    let mut body = reach(flow, id, kind.body);
    let after = reach(flow, id, element.next);
    for (is_body, is_after) in body.iter_mut().zip(after) {
        *is_body &= !is_after;
    }
    body
}

/// Which elements `from` leads to without passing the loop.
fn reach(flow: &Flow, barrier: ElementId, from: Option<ElementId>) -> Vec<bool> {
    let mut reached = vec![false; flow.elements.len()];
    let mut open: Vec<ElementId> = from.into_iter().collect();
    while let Some(id) = open.pop() {
        if id == barrier || reached[id.0] {
            continue;
        }
        reached[id.0] = true;
        each_connector(&flow.elements[id.0], &mut |next| open.push(next));
    }
    reached
}

fn each_connector(element: &Element, visit: &mut dyn FnMut(ElementId)) {
    element.next.into_iter().for_each(&mut *visit);
    element.fault.into_iter().for_each(&mut *visit);
    match &element.kind {
        ElementKind::Decision(outcomes) => {
            let ways = outcomes.iter().filter_map(|outcome| outcome.next);
            ways.for_each(visit);
        }
        ElementKind::Wait(wait) => {
            let ways = wait.events.iter().filter_map(|outcome| outcome.next);
            ways.for_each(visit);
        }
        ElementKind::Loop(kind) => kind.body.into_iter().for_each(visit),
        _ => {}
    }
}
