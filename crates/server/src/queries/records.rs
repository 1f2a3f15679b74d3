//! Reading records as people see them.

mod activity;
mod detail;
mod list;

#[cfg(test)]
pub(crate) use activity::Act;
#[cfg(test)]
pub(crate) use detail::RelatedRun;
pub(crate) use detail::{Detail, FieldValue, detail, related_runs};
#[cfg(test)]
pub(crate) use list::{Column, FilterField, RecordLine};
pub(crate) use list::{ObjectLine, RecordList, Start, Wanted, is_long, list, objects};

use segue_language::{FieldSource, FieldType, ObjectType, Record, Text, Type, Value, merge_text};

use super::eyes::Eyes;

/// A record by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordName {
    /// API name of its object.
    pub(crate) object: Text,
    /// Its id.
    pub(crate) id: Text,
    /// What people call it.
    pub(crate) name: String,
}

/// The name of a record that the caller may read.
pub(crate) fn name_of(eyes: &Eyes<'_>, id: &str) -> Option<RecordName> {
    let record = eyes.record(id)?;
    let object = eyes.reads.object_of_id(id)?;
    Some(RecordName {
        object: object.name.clone(),
        id: Text::from(id),
        name: title(object, &record),
    })
}

/// What people call a record: its name, or its number and what it is about.
pub(crate) fn title(object: &ObjectType, record: &Record) -> String {
    let text = |name: &str| match record.get(name) {
        Some(Value::Text(text)) if !text.trim().is_empty() => Some(text.to_string()),
        _ => None,
    };
    if let Some(name) = text("Name") {
        return name;
    }
    let mut numbered = object.fields.iter().filter(|field| is_numbered(field));
    let number = numbered.find_map(|field| text(&field.name));
    let about = text("Subject").or_else(|| text("Title"));
    match (number, about) {
        (Some(number), Some(about)) => format!("{number} · {about}"),
        (Some(name), None) | (None, Some(name)) => name,
        (None, None) => record.id().map(ToString::to_string).unwrap_or_default(),
    }
}

fn is_numbered(field: &FieldType) -> bool {
    matches!(field.source, FieldSource::AutoNumber(_))
}

/// A value in words.
pub(crate) fn in_words(value: &Value, field: Option<&FieldType>) -> String {
    match value {
        Value::Boolean(true) => "Yes".to_owned(),
        Value::Boolean(false) => "No".to_owned(),
        Value::DateTime(moment) => {
            let moment = moment.to_jiff();
            moment.strftime("%Y-%m-%d %H:%M UTC").to_string()
        }
        Value::Time(time) => time.strftime("%H:%M").to_string(),
        Value::Text(text) => label_of(text, field),
        other => merge_text(other),
    }
}

fn label_of(text: &str, field: Option<&FieldType>) -> String {
    let picklist = field.map(|field| field.picklist.as_slice());
    let label = |value: &str| {
        let mut labels = picklist.unwrap_or_default().iter();
        let found = labels.find(|(known, _)| **known == *value);
        found.map_or_else(|| value.to_owned(), |(_, label)| label.clone())
    };
    match field.map(|field| &field.value_type) {
        Some(Type::Multipicklist) => {
            let labels: Vec<String> = text.split(';').map(label).collect();
            labels.join(", ")
        }
        _ => label(text),
    }
}
