//! Filters and sorts of queries on run objects: the same rules as for records.

use std::cmp::Ordering;
use std::convert::Infallible;
use std::sync::Arc;

use segue_language::{
    Case, Comparison, Filter, Operator, Path, Record, Sort, Value, Window, follow_with, merge_text,
};

use crate::turn::{Reading, Stop};

/// Whether a row meets a filter.
pub(crate) fn keeps(reading: Reading<'_>, filter: &Filter, row: &Record) -> Result<bool, Stop> {
    if filter.comparisons.is_empty() {
        return Ok(true);
    }
    let subject = Value::Record(Arc::new(row.clone()));
    filter.logic.holds(filter.comparisons.len(), &mut |number| {
        meets(reading, &subject, &filter.comparisons[number])
    })
}

fn meets(reading: Reading<'_>, subject: &Value, comparison: &Comparison) -> Result<bool, Stop> {
    let path = Path::new(&comparison.field);
    let left = follow_with(subject, path.segments(), &mut |lookup| {
        let found = reading.related(lookup);
        Ok::<_, Infallible>(found.map_or(Value::Null, Value::Record))
    });
    let left = left.unwrap_or_else(|never| match never {});
    if let Operator::Relative(_) = comparison.operator {
        let window = Window::of_value(&comparison.value);
        return Ok(window.and_then(|window| window.holds(&left)) == Some(true));
    }
    comparison
        .operator
        .holds(&left, &comparison.value, Case::Insensitive)
        .map_err(|error| Stop::fault(error.to_string()))
}

/// Sorts rows; ties go by Id in the same direction.
pub(super) fn sort(rows: &mut [Record], sort: Option<&Sort>) {
    let Some(sort) = sort else { return };
    rows.sort_by(|a, b| {
        let by_field = order(a.get(&sort.field), b.get(&sort.field));
        let order = by_field.then_with(|| a.id().cmp(&b.id()));
        if sort.descending {
            order.reverse()
        } else {
            order
        }
    });
}

fn order(a: Option<&Value>, b: Option<&Value>) -> Ordering {
    match (a.unwrap_or(&Value::Null), b.unwrap_or(&Value::Null)) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Less,
        (_, Value::Null) => Ordering::Greater,
        (Value::Number(a), Value::Number(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
        (Value::DateTime(a), Value::DateTime(b)) => a.cmp(b),
        (a, b) => merge_text(a)
            .to_lowercase()
            .cmp(&merge_text(b).to_lowercase()),
    }
}
