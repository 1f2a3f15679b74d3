//! Inputs of a run: a run acts as the system, so that whoever starts one could have it read for her
//! what she may not. A record that she names must be one that she may read; one that she submits for
//! approval, one that she may change.

use std::sync::Arc;

use segue_engine::Orchestration;
use segue_language::{Text, Type, Value, Values};
use segue_store::parse_id;

use super::approvals::require_submittable;
use super::eyes::{Eyes, see};
use crate::app::App;
use crate::identity::Caller;
use crate::problem::{Answer, Problem};

/// The input of an approval process that names its record.
const RECORD_ID: &str = "recordId";

/// Goes on when the caller may read every record that the inputs of an orchestration name, and change
/// the one of a submission.
///
/// # Errors
/// One of them is not there for her.
pub(crate) async fn check(
    app: &App,
    caller: &Caller,
    (orchestration, inputs): (Text, Values),
) -> Answer<Values> {
    if !inputs.iter().any(|(_, value)| names_ids(value)) {
        return Ok(inputs);
    }
    see(app, caller, move |eyes| {
        for (name, value) in &inputs {
            if takes_records(eyes, &orchestration, name) {
                check_value(eyes, name, value)?;
            }
        }
        if active(eyes, &orchestration).is_some_and(|found| found.approval.is_some()) {
            check_submitted(eyes, &inputs)?;
        }
        Ok(inputs)
    })
    .await
}

fn names_ids(value: &Value) -> bool {
    match value {
        Value::Text(text) => parse_id(text).is_some(),
        Value::Record(record) => record.fields().iter().any(|field| names_ids(&field.value)),
        Value::Collection(items) => items.iter().any(names_ids),
        _ => false,
    }
}

fn takes_records(eyes: &Eyes<'_>, orchestration: &str, input: &str) -> bool {
    let found = active(eyes, orchestration);
    let variables = found.iter().flat_map(|found| &found.variables);
    let mut variables = variables.filter(|known| known.name.eq_ignore_ascii_case(input));
    variables.any(|variable| is_record(&variable.value_type))
}

fn active(eyes: &Eyes<'_>, orchestration: &str) -> Option<Arc<Orchestration>> {
    let mut active = eyes.reads.active_orchestrations().into_iter();
    active.find(|known| known.name.eq_ignore_ascii_case(orchestration))
}

/// What is no record is refused in the turn.
fn check_submitted(eyes: &Eyes<'_>, inputs: &Values) -> Answer<()> {
    let mut inputs = inputs.iter();
    let named = inputs.find(|(name, _)| name.eq_ignore_ascii_case(RECORD_ID));
    let id = named.and_then(|(_, value)| value.as_text());
    let known = id.filter(|id| eyes.reads.object_of_id(id).is_some());
    let Some(id) = known else { return Ok(()) };
    let record = eyes.record(id);
    require_submittable(eyes, &record.ok_or_else(|| Problem::unknown("record", id))?)
}

fn is_record(kind: &Type) -> bool {
    match kind {
        Type::Record(_) => true,
        Type::Collection(of) => is_record(of),
        _ => false,
    }
}

/// Ids in the fields of a record that somebody made up count too: a run follows them.
fn check_value(eyes: &Eyes<'_>, input: &str, value: &Value) -> Answer<()> {
    match value {
        Value::Text(id) => check_id(eyes, input, id),
        Value::Record(record) => {
            let mut fields = record.fields().iter();
            fields.try_for_each(|field| check_value(eyes, input, &field.value))
        }
        Value::Collection(items) => items
            .iter()
            .try_for_each(|item| check_value(eyes, input, item)),
        _ => Ok(()),
    }
}

fn check_id(eyes: &Eyes<'_>, input: &str, id: &str) -> Answer<()> {
    match eyes.reads.object_of_id(id) {
        Some(object) if eyes.record(id).is_none() => {
            let object = &object.name;
            let detail = format!("Input `{input}`: there is no {object} with Id {id}.");
            Err(Problem::invalid(detail).at(input, "is not there"))
        }
        _ => Ok(()),
    }
}
