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

/// Sorts the collection in its place and cuts it to the limit.
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
    view.charge(items.len() as u64 * (1 + kind.by.len() as u64))?;
    let mut keyed = Vec::with_capacity(items.len());
    for item in items {
        keyed.push((keys(&view, item, &kind.by)?, item.clone()));
    }
    keyed.sort_by(|(a, _), (b, _)| compare(a, b, &kind.by));
    keyed.truncate(limit);
    let sorted = keyed.into_iter().map(|(_, item)| item).collect();
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

fn keys(view: &View, item: &Value, by: &[SortKey]) -> Result<Vec<Value>, Stop> {
    let keys = by.iter();
    keys.map(|key| key_of(view, item, &key.sort.field))
        .collect()
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
