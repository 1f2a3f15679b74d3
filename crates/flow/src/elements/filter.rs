//! Record filters with their values computed.

use segue_language::{Comparison, Filter};

use crate::RecordFilter;
use crate::interview::stop::Stop;
use crate::interview::view::View;

/// The filter with its values computed.
pub(crate) fn filter(view: &View, filter: &RecordFilter) -> Result<Filter, Stop> {
    let comparisons = filter.comparisons.iter();
    let comparisons: Result<Vec<Comparison>, Stop> = comparisons
        .map(|(field, operator, value)| {
            Ok(Comparison {
                field: field.clone(),
                operator: *operator,
                value: view.evaluate(value)?,
            })
        })
        .collect();
    Ok(Filter {
        logic: filter.logic.clone(),
        comparisons: comparisons?,
    })
}
