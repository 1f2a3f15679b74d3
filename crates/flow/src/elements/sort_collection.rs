//! Collection Sort.

use std::cmp::Ordering;
use std::sync::Arc;

use segue_language::{Text, Value};

use super::Onward;
use crate::interview::advance::Advance;
use crate::interview::compare::order;
use crate::interview::stop::Stop;
use crate::interview::view::View;
use crate::{SortCollection, SortKey};

/// Sorts the collection in its place and cuts it to the limit. Keys computed before a lookup had
/// to be read are kept.
pub(super) fn sort(advance: &mut Advance, kind: &SortCollection) -> Result<Onward, Stop> {
    let view = advance.view();
    let collection = view.read(&kind.collection)?;
    if collection.is_null() {
        return Ok(Onward::Next);
    }
    let limit = match &kind.limit {
        Some(limit) => cut(&view.evaluate(limit)?),
        None => usize::MAX,
    };
    let items = collection.items();
    view.charge(items.len() as u64)?;
    compute_keys(advance, items, &kind.by)?;
    let keys = std::mem::take(&mut advance.frame_mut().state.partial);
    let n_keys = kind.by.len();
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|a, b| compare(&keys[a * n_keys..], &keys[b * n_keys..], &kind.by));
    order.truncate(limit);
    let sorted = order
        .into_iter()
        .map(|place| items[place].clone())
        .collect();
    advance.write(&kind.collection, Value::Collection(Arc::new(sorted)))?;
    Ok(Onward::Next)
}

fn cut(limit: &Value) -> usize {
    match limit {
        Value::Number(number) => number
            .to_i64()
            .and_then(|limit| usize::try_from(limit).ok())
            .unwrap_or(usize::MAX),
        _ => usize::MAX,
    }
}

/// Adds the keys of the items that have none yet: as many for each as there are fields.
fn compute_keys(advance: &mut Advance, items: &[Value], by: &[SortKey]) -> Result<(), Stop> {
    let n_keyed = advance.frame().state.progress;
    for item in items.iter().skip(n_keyed) {
        let view = advance.view();
        view.charge(by.len() as u64)?;
        let keys: Result<Vec<Value>, Stop> = by
            .iter()
            .map(|key| key_of(&view, item, &key.sort.field))
            .collect();
        let keys = keys?;
        let state = &mut advance.frame_mut().state;
        state.progress += 1;
        state.partial.extend(keys);
    }
    Ok(())
}

fn key_of(view: &View, item: &Value, field: &str) -> Result<Value, Stop> {
    if field.is_empty() {
        return Ok(item.clone());
    }
    let path: Vec<Text> = field.split('.').map(Text::from).collect();
    view.follow(item, &path)
}

fn compare(a: &[Value], b: &[Value], by: &[SortKey]) -> Ordering {
    let mut each = by.iter().zip(a.iter().zip(b));
    each.find_map(|(key, (a, b))| {
        let ordering = compare_one(a, b, key);
        ordering.is_ne().then_some(ordering)
    })
    .unwrap_or(Ordering::Equal)
}

fn compare_one(a: &Value, b: &Value, key: &SortKey) -> Ordering {
    let null_side = match key.nulls_last {
        true => Ordering::Greater,
        false => Ordering::Less,
    };
    match (a.is_null(), b.is_null()) {
        (true, true) => Ordering::Equal,
        (true, false) => null_side,
        (false, true) => null_side.reverse(),
        (false, false) if key.sort.descending => order(b, a),
        (false, false) => order(a, b),
    }
}
