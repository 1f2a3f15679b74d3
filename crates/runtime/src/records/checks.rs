//! What a record must meet before it is written, as far as its fields say; and numbers brought to
//! their decimal places.

use segue_flow::Fault;
use segue_language::{
    FieldSource, FieldType, Num, ObjectType, RECORD_TYPE_FIELD, Record, RecordType, Text, Type,
    Value,
};

use crate::turn::Stop;

/// What is wrong with a record: messages by field.
pub(super) type Flaws = Vec<(Text, String)>;

/// Refuses a record that has flaws.
pub(super) fn refuse(object: &ObjectType, flaws: Flaws, broken: Flaws) -> Result<(), Stop> {
    if flaws.is_empty() && broken.is_empty() {
        return Ok(());
    }
    let told = flaws
        .iter()
        .map(|(field, flaw)| format!("{field} {flaw}"))
        .chain(broken.iter().map(|(_, message)| message.clone()));
    let told: Vec<String> = told.collect();
    let mut custom = flaws;
    custom.extend(broken);
    Err(Stop::Fault(Fault {
        element: Text::from(""),
        flow: Text::from(""),
        message: format!("{} cannot be saved: {}", object.name, told.join("; ")),
        custom,
        is_limit: false,
    }))
}

/// The flaws of the changed fields of a record; of a new one also those that nobody gave.
pub(super) fn flaws(
    object: &ObjectType,
    (changes, record_type): (&Record, Option<&RecordType>),
    is_new: bool,
) -> Flaws {
    let stored = object.fields.iter();
    let stored = stored.filter(|field| field.source == FieldSource::Stored);
    stored
        .filter_map(|field| {
            let flaw = match changes.get(&field.name) {
                Some(value) => flaw_of(field, value, record_type),
                None if is_new => flaw_of(field, &Value::Null, record_type),
                None => None,
            };
            let flaw = flaw.or_else(|| moved(field, changes, is_new));
            flaw.map(|flaw| (field.name.clone(), flaw))
        })
        .collect()
}

fn flaw_of(field: &FieldType, value: &Value, record_type: Option<&RecordType>) -> Option<String> {
    match value {
        Value::Null if field.required => Some("is required".to_owned()),
        Value::Text(text) if text.is_empty() && field.required => Some("is required".to_owned()),
        Value::Text(text) => {
            too_long(field, text).or_else(|| not_in_list(field, text, record_type))
        }
        Value::Number(number) => too_large(field, *number),
        _ => None,
    }
}

fn too_long(field: &FieldType, text: &str) -> Option<String> {
    let most = field.length_max? as usize;
    // Bytes are counted faster, and there are never fewer of them.
    if text.len() <= most {
        return None;
    }
    (text.chars().count() > most).then(|| format!("is longer than {most} characters"))
}

fn too_large(field: &FieldType, number: Num) -> Option<String> {
    let n_whole = field.precision?.saturating_sub(field.scale.unwrap_or(0));
    let text = number.to_string();
    let whole = text.trim_start_matches('-').split('.').next()?;
    let whole = whole.trim_start_matches('0');
    (whole.len() > usize::from(n_whole))
        .then(|| format!("has more than {n_whole} digits before the decimal point"))
}

/// Restricted picklists take only their own values, and of those what the record type allows.
fn not_in_list(field: &FieldType, text: &str, record_type: Option<&RecordType>) -> Option<String> {
    if !field.restricted || text.is_empty() {
        return None;
    }
    let narrowed = record_type.and_then(|kind| kind.picklist(&field.name));
    let is_known = |value: &str| match narrowed {
        Some(own) => own.values.iter().any(|known| **known == *value),
        None => field.picklist.iter().any(|(known, _)| **known == *value),
    };
    let unknown = match field.value_type {
        Type::Multipicklist => text.split(';').find(|value| !is_known(value.trim())),
        Type::Picklist => (!is_known(text)).then_some(text),
        _ => None,
    };
    unknown.map(|value| match record_type.filter(|_| narrowed.is_some()) {
        Some(kind) => format!("has no value `{value}` for {}", kind.label),
        None => format!("has no value `{value}`"),
    })
}

/// A detail stays with its master, unless it may be given to another.
fn moved(field: &FieldType, changes: &Record, is_new: bool) -> Option<String> {
    let lookup = field.lookup.as_ref()?;
    let is_fixed = lookup.is_master && !lookup.reparents && !is_new;
    (is_fixed && changes.get(&field.name).is_some())
        .then(|| "cannot be changed: the record belongs to it".to_owned())
}

/// Brings the numbers of a write to their decimal places, and empty checkboxes to false.
pub(super) fn fit(object: &ObjectType, record: &mut Record) {
    let fitted: Vec<(Text, Value)> = record
        .changes()
        .filter_map(|change| {
            let field = object.field(&change.name)?;
            let value = match (&change.value, field.scale, &field.default) {
                (Value::Number(number), Some(scale), _) => {
                    Value::Number(number.rounded(i32::from(scale)))
                }
                (Value::Null, _, Some(Value::Boolean(_))) => Value::Boolean(false),
                _ => return None,
            };
            (value != change.value).then(|| (field.name.clone(), value))
        })
        .collect();
    for (name, value) in fitted {
        record.set(name, value);
    }
}

/// Id of the record type of a record.
pub(super) fn record_type_id(record: &Record) -> Option<&Text> {
    record.get(RECORD_TYPE_FIELD).and_then(Value::as_text)
}
