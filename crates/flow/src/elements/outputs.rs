//! Outputs of actions and subflows put where they go.

use std::sync::Arc;

use segue_language::{Record, Value, Values};

use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{Slot, Stored};

/// Puts outputs into references, and all of them under the element's own name.
pub(super) fn keep(
    advance: &mut Advance,
    stored: &[Stored],
    slot: Option<Slot>,
    outputs: Values,
) -> Result<(), Stop> {
    for (name, target) in stored {
        let found = outputs
            .iter()
            .find(|(output, _)| output.eq_ignore_ascii_case(name));
        let value = found.map(|(_, value)| value.clone());
        advance
            .write(target, value.unwrap_or_default())
            .map_err(|stop| stop.within(&format!("output `{name}`")))?;
    }
    match slot {
        Some(slot) if outputs.is_empty() => advance.write_slot(slot, Value::Null),
        Some(slot) => advance.write_slot(slot, as_record(outputs)),
        None => Ok(()),
    }
}

/// Names and values as a record.
pub(crate) fn as_record(values: Values) -> Value {
    let mut record = Record::new("");
    for (name, value) in values {
        record.load(name, value);
    }
    Value::Record(Arc::new(record))
}
