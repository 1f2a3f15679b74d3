//! Records that are read with those that they belong to: one query for each kind of them.

use std::sync::Arc;

use segue_language::{Comparison, Filter, Logic, LogicTree, Operator, Query, Record, Value};

use super::{as_value, filter, row_limit};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{GetRecords, RelatedLink, RelatedRecords};

/// Begins to read: what an earlier try has read is forgotten.
pub(super) fn begin(advance: &mut Advance) {
    let state = &mut advance.frame_mut().state;
    state.progress = 0;
    state.partial.clear();
}

/// Keeps rows that were asked for. Gives the next query, or, in the end, the element's rows with
/// all that belongs to them.
pub(super) fn next(
    advance: &mut Advance,
    kind: &GetRecords,
    rows: Vec<Record>,
) -> Result<Result<Query, Vec<Record>>, Stop> {
    let state = &mut advance.frame_mut().state;
    state.partial.push(as_value(rows, false));
    state.progress += 1;
    let n_read = state.progress - 1;
    if let Some(related) = kind.related.get(n_read) {
        return query(advance, related).map(Ok);
    }
    let partial = std::mem::take(&mut advance.frame_mut().state.partial);
    let rows = assembled(advance, kind, &partial, None)?;
    Ok(Err(rows))
}

fn query(advance: &Advance, related: &RelatedRecords) -> Result<Query, Stop> {
    let read = &advance.frame().state.partial;
    let owners = &read[related.within.map_or(0, |place| place + 1)];
    let (field, key) = match &related.link {
        RelatedLink::Child(field) => (field.clone(), "Id".into()),
        RelatedLink::Parent(field) => ("Id".into(), field.clone()),
    };
    let mut keys: Vec<Value> = Vec::new();
    for owner in owners.items() {
        let key = owner.as_record().and_then(|owner| owner.get(&key));
        keys.extend(key.filter(|key| !key.is_null()).cloned());
    }
    let mut chosen = filter(&advance.view(), &related.filter)?;
    also(
        &mut chosen,
        Comparison {
            field,
            operator: Operator::In,
            value: Value::Collection(Arc::new(keys)),
        },
    );
    Ok(Query {
        object: related.object.clone(),
        filter: chosen,
        sort: related.sort.clone(),
        limit: None,
    })
}

/// The filter, and one more comparison that must hold.
fn also(filter: &mut Filter, comparison: Comparison) {
    let n_comparisons = filter.comparisons.len();
    let all = || (0..n_comparisons).map(LogicTree::Condition).collect();
    let chosen = match std::mem::replace(&mut filter.logic, Logic::All) {
        Logic::All => None,
        Logic::Any => Some(LogicTree::Or(all())),
        Logic::Custom(tree) => Some(tree),
    };
    filter.comparisons.push(comparison);
    if let Some(tree) = chosen.filter(|_| n_comparisons > 0) {
        let last = LogicTree::Condition(n_comparisons);
        filter.logic = Logic::Custom(LogicTree::And(vec![tree, last]));
    }
}

/// The records of `owner`, each with what belongs to it.
fn assembled(
    advance: &Advance,
    kind: &GetRecords,
    read: &[Value],
    owner: Option<usize>,
) -> Result<Vec<Record>, Stop> {
    let rows = read[owner.map_or(0, |place| place + 1)].items().iter();
    let rows = rows.filter_map(Value::as_record);
    let mut records: Vec<Record> = rows.map(|row| Record::clone(row)).collect();
    for (place, related) in kind.related.iter().enumerate() {
        if related.within != owner {
            continue;
        }
        let rows = assembled(advance, kind, read, Some(place))?;
        advance.view().charge((records.len() + rows.len()) as u64)?;
        attach(advance, &mut records, related, &rows)?;
    }
    Ok(records)
}

fn attach(
    advance: &Advance,
    owners: &mut [Record],
    related: &RelatedRecords,
    rows: &[Record],
) -> Result<(), Stop> {
    let limit = match &related.limit {
        _ if related.first_only => Some(1),
        Some(limit) => row_limit(&advance.view().evaluate(limit)?)?,
        None => None,
    };
    let limit = limit.map_or(usize::MAX, |limit| limit as usize);
    let (theirs, ours) = match &related.link {
        RelatedLink::Child(field) => (&**field, "Id"),
        RelatedLink::Parent(field) => ("Id", &**field),
    };
    let is_one = related.first_only || matches!(related.link, RelatedLink::Parent(_));
    for owner in owners {
        let key = owner.get(ours).cloned().unwrap_or_default();
        let own = rows.iter().filter(|row| row.get(theirs) == Some(&key));
        let own: Vec<Record> = own.take(limit).cloned().collect();
        advance.view().charge(1 + rows.len() as u64 / 8)?;
        owner.load(related.name.clone(), as_value(own, is_one));
    }
    Ok(())
}
