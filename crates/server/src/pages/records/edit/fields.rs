//! The fields of an object as a form shows them.

use segue_language::{
    Dependency, FieldSource, FieldType, ObjectType, RECORD_TYPE_FIELD, Record, RecordType, Text,
    Timestamp, Type, Value, Values, merge_text,
};

use crate::pages::form::shown::component::looked_up_ids;
use crate::pages::form::{self, Choice, Control, Field, Input, Lookup, as_input, step};
use crate::pages::rich_text::plain;
use crate::problem::Answer;
use crate::queries::eyes::Eyes;
use crate::queries::lookups::{self, Sought};
use crate::queries::records::is_long;

/// The fields that a person writes: of a record, or of a new one.
pub(super) fn draw(
    eyes: &Eyes<'_>,
    object: &ObjectType,
    (record, inputs): (Option<&Record>, &[(String, String)]),
    now: Timestamp,
) -> Answer<Vec<Field>> {
    let sent = plain_values(form::answers(inputs));
    let mut written = Vec::new();
    for field in object.fields.iter().filter(|field| is_written(field)) {
        let name = std::iter::once(&field.name);
        if eyes.barred_field(&object.name, name)?.is_none() {
            written.push(field);
        }
    }
    let value_of = |field: &FieldType| {
        let sent = sent.iter().find(|(name, _)| *name == field.name);
        match (sent, record) {
            (Some((_, sent)), _) => sent.clone(),
            (None, Some(record)) => record.get(&field.name).cloned().unwrap_or_default(),
            (None, None) if &*field.name == "OwnerId" => Value::Text(eyes.caller.id.clone()),
            (None, None) if &*field.name == RECORD_TYPE_FIELD => {
                let own = eyes.reads.record_type(object, (&eyes.caller.id, None));
                let id = own.and_then(|own| eyes.reads.record_type_id(object, own));
                id.map_or(Value::Null, Value::Text)
            }
            (None, None) => field.default.clone().unwrap_or_default(),
        }
    };
    let mut source = Record::new(object.name.clone());
    for field in &object.fields {
        source.set(field.name.clone(), nothing_if_empty(value_of(field)));
    }
    let seeking = Seeking {
        inputs,
        now,
        source: &source,
        record_type: record_type(eyes, object, &source),
    };
    let drawn = written.into_iter().map(|field| {
        let value = value_of(field);
        let under = field.dependency.as_ref().and_then(|dependency| {
            let controlling = object.field(&dependency.controlling)?;
            Some(under(dependency, controlling, &value_of(controlling)))
        });
        let mut control = control(eyes, field, &value, seeking)?;
        if let Some(under) = &under {
            under.narrow(&mut control);
        }
        let is_sent = sent.iter().any(|(name, _)| *name == field.name);
        let how = match control {
            Control::Checkbox(_) => "b",
            Control::Checkboxes(_) => "m",
            Control::Lookup(_) => "l",
            _ => "v",
        };
        Ok(Field {
            id: format!("f-{}", field.name),
            name: format!("{how}.{}", field.name),
            label: plain(&field.label),
            help: Some(plain(&field.help)).filter(|_| !field.help.is_empty()),
            error: under
                .filter(|_| is_sent)
                .and_then(|under| under.flaw(&value)),
            required: field.required && field.value_type != Type::Boolean,
            control,
            ..Field::default()
        })
    });
    drawn.collect()
}

fn is_written(field: &FieldType) -> bool {
    field.source == FieldSource::Stored && !matches!(field.value_type, Type::Record(_))
}

/// What a picklist allows under the value of the field on which it depends.
struct Under<'a> {
    dependency: &'a Dependency,
    controlling: &'a FieldType,
    value: String,
}

fn under<'a>(dependency: &'a Dependency, controlling: &'a FieldType, value: &Value) -> Under<'a> {
    let value = match (&controlling.value_type, merge_text(value).as_str()) {
        (Type::Boolean, "true") => "checked".to_owned(),
        (Type::Boolean, _) => "unchecked".to_owned(),
        (_, text) => text.to_owned(),
    };
    Under {
        dependency,
        controlling,
        value,
    }
}

impl Under<'_> {
    /// Leaves the choices that are allowed, and those that are chosen all the same.
    fn narrow(&self, control: &mut Control) {
        if let Control::Picklist(choices) | Control::Checkboxes(choices) = control {
            choices.retain(|choice| {
                choice.is_chosen || self.dependency.allows(&choice.value, &self.value)
            });
        }
    }

    fn flaw(&self, value: &Value) -> Option<String> {
        let texts: Vec<String> = match value {
            Value::Collection(items) => items.iter().map(merge_text).collect(),
            other => vec![merge_text(other)],
        };
        let mut given = texts.iter().filter(|text| !text.is_empty());
        let is_allowed = |text: &String| self.dependency.allows(text, &self.value);
        given.any(|text| !is_allowed(text)).then(|| {
            let label = &self.controlling.label;
            format!("This cannot be chosen with the present value of {label}.")
        })
    }
}

/// What a search of a lookup, and the values of a picklist, are drawn from.
#[derive(Clone, Copy)]
struct Seeking<'a> {
    inputs: &'a [(String, String)],
    now: Timestamp,
    /// The record as the form holds it.
    source: &'a Record,
    record_type: Option<&'a RecordType>,
}

fn nothing_if_empty(value: Value) -> Value {
    match value {
        Value::Text(text) if text.is_empty() => Value::Null,
        other => other,
    }
}

/// The record type that the form holds, else the one that a new record gets.
fn record_type<'o>(
    eyes: &Eyes<'_>,
    object: &'o ObjectType,
    source: &Record,
) -> Option<&'o RecordType> {
    let named = source.get(RECORD_TYPE_FIELD).and_then(Value::as_text);
    eyes.reads.record_type(object, (&eyes.caller.id, named))
}

/// Answers as the fields of a record hold them: of a lookup, the id.
fn plain_values(answers: Values) -> Values {
    let answers = answers.into_iter();
    let plain = answers.map(|(name, value)| match &value {
        Value::Record(_) => {
            let id = looked_up_ids(&value).into_iter().next();
            (name, id.map_or(Value::text(""), Value::Text))
        }
        _ => (name, value),
    });
    plain.collect()
}

/// What was sent for the fields of the form, and nothing else.
pub(super) fn values(fields: &[Field], sent: &[(String, String)]) -> Values {
    let is_shown = |name: &Text| fields.iter().any(|field| *field.api_name() == **name);
    let answers = plain_values(form::answers(sent)).into_iter();
    let shown = answers.filter(|(name, _)| is_shown(name));
    shown
        .map(|(name, value)| match value {
            Value::Text(text) if text.is_empty() => (name, Value::Null),
            Value::Collection(items) if items.is_empty() => (name, Value::Null),
            other => (name, other),
        })
        .collect()
}

/// What was filled in for a new record; the rest takes its defaults.
pub(super) fn given(fields: &[Field], sent: &[(String, String)]) -> Values {
    let mut values = values(fields, sent);
    values.retain(|(_, value)| !value.is_null());
    values
}

fn control(
    eyes: &Eyes<'_>,
    field: &FieldType,
    value: &Value,
    seeking: Seeking<'_>,
) -> Answer<Control> {
    if let Some(lookup) = &field.lookup {
        return lookup_control(eyes, (field, lookup), value, seeking);
    }
    Ok(match field.value_type {
        Type::Boolean => Control::Checkbox(match value {
            Value::Text(text) => text.eq_ignore_ascii_case("true"),
            other => other.is_true(),
        }),
        Type::Multipicklist => Control::Checkboxes(picklist(field, value, seeking.record_type)),
        Type::Picklist if !field.picklist.is_empty() => {
            Control::Picklist(picklist(field, value, seeking.record_type))
        }
        Type::Text if is_long(field) => Control::LongText(merge_text(value)),
        Type::Number => input("number", value, step(field.scale)),
        Type::Date => input("date", value, String::new()),
        Type::DateTime => Control::Input(Input {
            kind: "datetime-local",
            value: as_input(value),
            unit: "UTC",
            ..Input::default()
        }),
        Type::Time => input("time", value, String::new()),
        _ => input("text", value, String::new()),
    })
}

/// A picklist where few records are offered, a search where there are many.
fn lookup_control(
    eyes: &Eyes<'_>,
    (field, lookup): (&FieldType, &segue_language::Lookup),
    value: &Value,
    seeking: Seeking<'_>,
) -> Answer<Control> {
    let chosen = Some(Text::from(merge_text(value))).filter(|id| !id.is_empty());
    let searched = form::searched(seeking.inputs, &field.name);
    let text = searched.unwrap_or_default().trim();
    let ids = chosen.as_slice();
    let sought = Sought {
        chosen: ids,
        text,
        source: seeking.source,
    };
    let offer = lookups::offer(eyes, lookup, sought, seeking.now)?;
    let choices = offer.records.iter();
    let choices = choices.map(|(id, name)| choice(id, name, chosen.as_ref() == Some(id)));
    let choices: Vec<Choice> = choices.collect();
    if !offer.has_more && searched.is_none() {
        return Ok(Control::Picklist(choices));
    }
    Ok(Control::Lookup(Lookup {
        search: (format!("q.{}", field.name), text.to_owned()),
        choices,
        has_more: offer.has_more,
        is_multiple: false,
    }))
}

fn input(kind: &'static str, value: &Value, step: String) -> Control {
    Control::Input(Input {
        kind,
        value: as_input(value),
        step,
        ..Input::default()
    })
}

fn choice(value: &str, label: &str, is_chosen: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        label: plain(label),
        is_chosen,
        typed: None,
    }
}

/// The values of a picklist that its record type names, and those that are chosen.
fn picklist(field: &FieldType, value: &Value, record_type: Option<&RecordType>) -> Vec<Choice> {
    let chosen: Vec<String> = match value {
        Value::Collection(items) => items.iter().map(merge_text).collect(),
        other => merge_text(other)
            .split(';')
            .map(ToOwned::to_owned)
            .collect(),
    };
    let is_chosen = |value: &Text| chosen.iter().any(|chosen| *chosen == **value);
    let own = record_type.and_then(|own| own.picklist(&field.name));
    let is_offered = |value: &Text| own.is_none_or(|own| own.values.contains(value));
    let known = field.picklist.iter();
    let mut offered: Vec<Choice> = known
        .filter(|(value, _)| is_offered(value) || is_chosen(value))
        .map(|(value, label)| choice(value, label, is_chosen(value)))
        .collect();
    let others = chosen.iter().filter(|chosen| {
        !chosen.is_empty() && !field.picklist.iter().any(|(value, _)| **value == **chosen)
    });
    offered.extend(others.map(|other| choice(other, other, true)));
    offered
}
