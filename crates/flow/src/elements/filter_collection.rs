//! Collection Filter.

use std::sync::Arc;

use segue_language::Value;

use super::Onward;
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{FilterCollection, FilterTest};

/// Keeps the items that pass the test, under the element's own name. What was kept before a lookup
/// had to be read is kept still.
pub(super) fn keep(advance: &mut Advance, kind: &FilterCollection) -> Result<Onward, Stop> {
    let collection = advance.view().evaluate(&kind.collection)?;
    let n_tested = advance.frame().state.progress;
    for item in collection.items().iter().skip(n_tested) {
        advance.write(&kind.item, item.clone())?;
        let passes = passes(advance, &kind.test)?;
        let state = &mut advance.frame_mut().state;
        state.progress += 1;
        if passes {
            state.partial.push(item.clone());
        }
    }
    let kept = std::mem::take(&mut advance.frame_mut().state.partial);
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
