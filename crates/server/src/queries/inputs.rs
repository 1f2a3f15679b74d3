//! Inputs of a run: a run acts as the system, so that whoever starts one could have it read for her
//! what she may not. A record that she names must be one that she may read.

use segue_language::{Text, Type, Value, Values};
use segue_store::parse_id;

use super::eyes::{Eyes, see};
use crate::app::App;
use crate::identity::Caller;
use crate::problem::{Answer, Problem};

/// Goes on when the caller may read every record that the inputs of an orchestration name.
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
    let active = eyes.reads.active_orchestrations();
    let mut active = active.iter();
    let found = active.find(|known| known.name.eq_ignore_ascii_case(orchestration));
    let variables = found.into_iter().flat_map(|found| &found.variables);
    let mut variables = variables.filter(|known| known.name.eq_ignore_ascii_case(input));
    variables.any(|variable| is_record(&variable.value_type))
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
