//! Collection Filter.

use std::sync::Arc;

use segue_language::Value;

use super::Onward;
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{FilterCollection, FilterTest};

/// Keeps the items that pass the test, under the element's own name.
pub(super) fn keep(advance: &mut Advance, kind: &FilterCollection) -> Result<Onward, Stop> {
    let collection = advance.view().evaluate(&kind.collection)?;
    let mut kept = Vec::new();
    for item in collection.items() {
        advance.write(&kind.item, item.clone())?;
        if passes(advance, &kind.test)? {
            kept.push(item.clone());
        }
    }
    advance.write(&kind.item, Value::Null)?;
    advance.write_slot(kind.output_slot, Value::Collection(Arc::new(kept)))?;
    Ok(Onward::Next)
}

fn passes(advance: &Advance, test: &FilterTest) -> Result<bool, Stop> {
    let view = advance.view();
    view.charge(1)?;
    match test {
        FilterTest::Criteria(criteria) => view.holds(criteria),
        FilterTest::Formula(formula) => Ok(view.formula(formula)?.is_true()),
    }
}
