//! Collection Map: makes a record of each item.

use std::sync::Arc;

use segue_language::{Record, Value};

use super::Onward;
use super::records::values_of;
use crate::MapCollection;
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;

/// Makes the records, under the element's own name. What was made before a lookup had to be read
/// is kept.
pub(super) fn map(advance: &mut Advance, kind: &MapCollection) -> Result<Onward, Stop> {
    let collection = advance.view().evaluate(&kind.collection)?;
    let n_made = advance.frame().state.progress;
    for item in collection.items().iter().skip(n_made) {
        advance.write(&kind.item, item.clone())?;
        let made = record(advance, kind)?;
        let state = &mut advance.frame_mut().state;
        state.progress += 1;
        state.partial.push(made);
    }
    let made = std::mem::take(&mut advance.frame_mut().state.partial);
    advance.write(&kind.item, Value::Null)?;
    advance.write_slot(kind.output_slot, Value::Collection(Arc::new(made)))?;
    Ok(Onward::Next)
}

fn record(advance: &Advance, kind: &MapCollection) -> Result<Value, Stop> {
    let view = advance.view();
    view.charge(1 + kind.fields.len() as u64)?;
    let mut record = Record::new(kind.object.clone());
    for (field, value) in values_of(&view, &kind.fields)? {
        record.set(field, value);
    }
    Ok(Value::Record(Arc::new(record)))
}
