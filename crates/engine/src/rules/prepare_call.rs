//! Preparing what a flow or action is called with.

use segue_language::{Text, Value, Values, merge_text};

use crate::limits::INPUT_CHARACTERS_MAX;
use crate::reader::{Purpose, Unreadable};
use crate::transition::{Failure, Transition};
use crate::{AssigneeKind, AssigneeSource, Call};

/// The inputs of a call as they are now. What goes wrong here lies outside the flow, so it is
/// lasting.
pub(crate) fn inputs(tx: &Transition<'_>, call: &Call) -> Result<Values, Failure> {
    let inputs = tx
        .reader(Purpose::Input)
        .inputs(&call.inputs)
        .map_err(|Unreadable(message)| Failure::lasting("input-failed", message))?;
    if exceeds(&inputs, INPUT_CHARACTERS_MAX) {
        let name = &call.name;
        let message = format!("inputs of `{name}` exceed {INPUT_CHARACTERS_MAX} characters");
        return Err(Failure::lasting("inputs-too-large", message));
    }
    Ok(inputs)
}

/// Whom a name names, before it is resolved; the name is empty when the reference holds null.
pub(crate) fn named(
    tx: &Transition<'_>,
    source: &AssigneeSource,
) -> Result<(AssigneeKind, Text), Failure> {
    let name = tx
        .reader(Purpose::Input)
        .text(&source.name)
        .map_err(|Unreadable(message)| Failure::lasting("assignee-unknown", message))?;
    Ok((source.kind, name.unwrap_or_default()))
}

/// Whether the values have more characters than that, all together.
pub(crate) fn exceeds(values: &Values, most: usize) -> bool {
    let mut left = most;
    !values.iter().all(|(_, value)| spend(value, &mut left))
}

/// Takes the characters of a value from what is left; says whether there were enough.
fn spend(value: &Value, left: &mut usize) -> bool {
    let n_characters = match value {
        Value::Null => 0,
        Value::Text(text) if text.len() <= *left => text.len(),
        Value::Text(text) => text.chars().count(),
        Value::Collection(items) => return items.iter().all(|item| spend(item, left)),
        Value::Record(record) => {
            let mut fields = record.fields().iter();
            return fields.all(|field| {
                spend(&Value::Text(field.name.clone()), left) && spend(&field.value, left)
            });
        }
        Value::Boolean(_) => 5,
        Value::Number(_) | Value::Date(_) | Value::DateTime(_) | Value::Time(_) => {
            merge_text(value).len()
        }
    };
    let enough = n_characters <= *left;
    *left = left.saturating_sub(n_characters);
    enough
}
