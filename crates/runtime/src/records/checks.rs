//! What a record must meet before it is written, as far as its object says.

use segue_flow::Fault;
use segue_language::{FieldSource, FieldType, ObjectType, Record, Text, Type, Value};

use crate::turn::Stop;

/// Checks the changed fields of a record; of a new one also those that nobody gave.
pub(super) fn check(object: &ObjectType, record: &Record, is_new: bool) -> Result<(), Stop> {
    let problems: Vec<(Text, String)> = object
        .fields
        .iter()
        .filter(|field| field.source == FieldSource::Stored)
        .filter_map(|field| {
            let problem = match record.get(&field.name) {
                Some(value) => problem_of(field, value),
                None if is_new => problem_of(field, &Value::Null),
                None => None,
            };
            problem.map(|problem| (field.name.clone(), problem))
        })
        .collect();
    if problems.is_empty() {
        return Ok(());
    }
    let what: Vec<String> = problems
        .iter()
        .map(|(field, problem)| format!("{field} {problem}"))
        .collect();
    Err(Stop::Fault(Fault {
        element: Text::from(""),
        flow: Text::from(""),
        message: format!("{} cannot be saved: {}", object.name, what.join("; ")),
        custom: problems,
    }))
}

fn problem_of(field: &FieldType, value: &Value) -> Option<String> {
    match value {
        Value::Null if field.required => Some("is required".to_owned()),
        Value::Text(text) => too_long(field, text).or_else(|| not_in_list(field, text)),
        _ => None,
    }
}

fn too_long(field: &FieldType, text: &str) -> Option<String> {
    let most = field.length_max? as usize;
    (text.chars().count() > most).then(|| format!("is longer than {most} characters"))
}

/// Custom picklists take only their own values; those of standard fields are suggestions.
fn not_in_list(field: &FieldType, text: &str) -> Option<String> {
    let is_custom = field.name.to_ascii_lowercase().ends_with("__c");
    if field.picklist.is_empty() || !is_custom || text.is_empty() {
        return None;
    }
    let is_known = |value: &str| field.picklist.iter().any(|(known, _)| **known == *value);
    let unknown = match field.value_type {
        Type::Multipicklist => text.split(';').find(|value| !is_known(value.trim())),
        Type::Picklist => (!is_known(text)).then_some(text),
        _ => None,
    };
    unknown.map(|value| format!("has no value `{value}`"))
}
