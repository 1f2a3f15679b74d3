//! The items that a transform is at: one of each of its sources.

use segue_language::Value;

use crate::interview::stop::Stop;
use crate::interview::view::View;
use crate::{EachItem, Transform};

/// What is done at each place; true goes on to the next.
pub(super) type Visit<'v> = dyn FnMut(&Items) -> Result<bool, Stop> + 'v;

/// Which sources are at an item.
#[derive(Default)]
pub(super) struct Items {
    /// How deep the sources are that are at an item: 1 when only the outermost are.
    pub(super) depth: usize,
}

/// How deep a source is in others, from 0.
pub(super) fn depth_of(transform: &Transform, source: usize) -> usize {
    let mut depth = 0;
    let mut at = transform.sources[source].within;
    while let Some(outer) = at {
        depth += 1;
        at = transform.sources[outer].within;
    }
    depth
}

/// Visits each combination of items of the sources that are less deep than `depth`. Sources beside
/// each other go forward together, as far as the longest one; a shorter one is null then.
pub(super) fn each(
    view: &View,
    transform: &Transform,
    depth: usize,
    visit: &mut Visit<'_>,
) -> Result<(), Stop> {
    let all: Vec<usize> = (0..transform.sources.len()).collect();
    from(view, transform, (0, depth), &all, visit).map(|_| ())
}

/// The same from one depth to another, of `among` only.
pub(super) fn from(
    view: &View,
    transform: &Transform,
    (at, end): (usize, usize),
    among: &[usize],
    visit: &mut Visit<'_>,
) -> Result<bool, Stop> {
    if at == end {
        return visit(&Items { depth: at });
    }
    let sources = among.iter().copied();
    let here: Vec<usize> = sources
        .filter(|source| depth_of(transform, *source) == at)
        .collect();
    if here.is_empty() {
        return visit(&Items { depth: end });
    }
    let mut collections = Vec::with_capacity(here.len());
    for source in &here {
        collections.push(view.evaluate(&transform.sources[*source].collection)?);
    }
    let n_items = collections
        .iter()
        .map(|collection| collection.items().len());
    for place in 0..n_items.max().unwrap_or(0) {
        view.charge(1)?;
        let n_bound = bind(view, transform, &here, &collections, place);
        let goes_on = from(view, transform, (at + 1, end), among, visit);
        release(view, n_bound);
        if !goes_on? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn bind(
    view: &View,
    transform: &Transform,
    here: &[usize],
    collections: &[Value],
    place: usize,
) -> usize {
    let mut items = view.items.borrow_mut();
    for (source, collection) in here.iter().zip(collections) {
        let EachItem { item: slot, .. } = &transform.sources[*source];
        let item = collection.items().get(place).cloned();
        items.push((*slot, item.unwrap_or_default()));
    }
    here.len()
}

fn release(view: &View, n_bound: usize) {
    let mut items = view.items.borrow_mut();
    let n_kept = items.len() - n_bound;
    items.truncate(n_kept);
}
