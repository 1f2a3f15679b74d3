//! The fields of a write, checked against the object and made to fit its types.

use segue_language::{
    FieldSource, FieldType, ObjectType, Record, Summary, SummaryOperation, Text, Type, Value,
    Values,
};

use super::coerce;
use crate::turn::Stop;

/// The system field that a writer may give all the same.
const OWNER: &str = "OwnerId";

/// Sets `fields` in `record` as changes.
pub(super) fn assign(object: &ObjectType, record: &mut Record, fields: Values) -> Result<(), Stop> {
    for (name, value) in fields {
        if value.is_null() && is_no_id_yet(record, &name) {
            continue;
        }
        let field = writable(object, &name)?;
        let value = coerce(value, &field.value_type)
            .map_err(|problem| Stop::fault(format!("{}.{}: {problem}", object.name, field.name)))?;
        record.set(field.name.clone(), value);
    }
    Ok(())
}

/// Gives a new record what nobody gave it: defaults, false for booleans, its owner.
pub(super) fn complete(object: &ObjectType, record: &mut Record, owner: &Text) {
    for field in &object.fields {
        let given = record.get(&field.name);
        if field.name.eq_ignore_ascii_case(OWNER) {
            if given.is_none_or(Value::is_null) {
                record.set(field.name.clone(), Value::Text(owner.clone()));
            }
        } else if let FieldSource::Summary(summary) = &field.source {
            record.set(field.name.clone(), nothing_yet(summary));
        } else if field.source == FieldSource::Stored
            && given.is_none_or(|value| value.is_null() && field.value_type == Type::Boolean)
            && let Some(value) = starting_value(field)
        {
            record.set(field.name.clone(), value);
        }
    }
}

/// The fields of a record that a flow gives, without lookups that were followed.
pub(crate) fn changes_of(record: &Record) -> Values {
    record
        .changes()
        .filter(|field| !matches!(field.value, Value::Record(_)))
        .map(|field| (field.name.clone(), field.value.clone()))
        .collect()
}

/// A summary over no details.
fn nothing_yet(summary: &Summary) -> Value {
    match summary.operation {
        SummaryOperation::Count | SummaryOperation::Sum => Value::integer(0),
        SummaryOperation::Min | SummaryOperation::Max => Value::Null,
    }
}

/// Whether a copy of another record lost its id to become a new one, which has none yet.
fn is_no_id_yet(record: &Record, name: &str) -> bool {
    name.eq_ignore_ascii_case("Id") && record.id().is_none()
}

/// The fields of a record that a flow makes out of another one. That record's id is never left
/// out: no record can be created with it.
pub(super) fn fields_of_copy(object: &ObjectType, record: &Record) -> Values {
    let is_kept = |field: &&segue_language::Field| {
        let known = object.field(&field.name);
        let is_stored = known.is_some_and(|known| known.source == FieldSource::Stored);
        let counts = field.changed || is_stored || field.name.eq_ignore_ascii_case("Id");
        counts && !matches!(field.value, Value::Record(_))
    };
    let fields = record.fields().iter().filter(is_kept);
    fields
        .map(|field| (field.name.clone(), field.value.clone()))
        .collect()
}

fn starting_value(field: &FieldType) -> Option<Value> {
    match &field.default {
        Some(value) => Some(value.clone()),
        None if field.value_type == Type::Boolean => Some(Value::Boolean(false)),
        None => None,
    }
}

fn writable<'a>(object: &'a ObjectType, name: &str) -> Result<&'a FieldType, Stop> {
    let Some(field) = object.field(name) else {
        return Err(Stop::fault(format!(
            "{} has no field `{name}`",
            object.name
        )));
    };
    let may_write = match field.source {
        FieldSource::Stored => true,
        FieldSource::System => field.name.eq_ignore_ascii_case(OWNER),
        FieldSource::AutoNumber(_) | FieldSource::Computed(_) | FieldSource::Summary(_) => false,
    };
    if may_write {
        return Ok(field);
    }
    Err(Stop::fault(format!(
        "{}.{} cannot be written",
        object.name, field.name
    )))
}
