//! Record filters with their values computed.

use segue_language::{Comparison, Filter, Operator, Relative, Value};

use crate::RecordFilter;
use crate::interview::stop::Stop;
use crate::interview::view::View;

/// The filter with its values computed.
pub(crate) fn filter(view: &View, filter: &RecordFilter) -> Result<Filter, Stop> {
    let comparisons = filter.comparisons.iter();
    let comparisons: Result<Vec<Comparison>, Stop> = comparisons
        .map(|(field, operator, value)| {
            let value = view.evaluate(value)?;
            Ok(Comparison {
                field: field.clone(),
                operator: *operator,
                value: match operator {
                    Operator::Relative(relative) => days(view, field, *relative, &value)?,
                    _ => value.kept(),
                },
            })
        })
        .collect();
    Ok(Filter {
        logic: filter.logic.clone(),
        comparisons: comparisons?,
    })
}

/// The days that a comparison with today asks for.
fn days(view: &View, field: &str, relative: Relative, right: &Value) -> Result<Value, Stop> {
    let now = view.environment.now;
    let window = relative.window(right, now, view.environment.zone);
    let window = window.ok_or_else(|| {
        let (name, right) = (Operator::Relative(relative).name(), right.type_in_words());
        Stop::problem(format!("{field} {name} cannot be compared with {right}"))
    })?;
    Ok(window.to_value())
}
