//! Record fields on screens: they follow the rules of their object, whatever else the screen says.

use segue_language::{FieldSource, FieldType, Text, Type, Value, merge_text};

use super::input;
use super::settle::Parsed;
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{FieldKind, ObjectField, ScreenField, ShownChoice};

/// Longer texts take several lines.
const LINE_MAX: u32 = 255;

/// What an object says of the field; none for other kinds of fields.
fn own(field: &ScreenField) -> Option<&ObjectField> {
    match &field.kind {
        FieldKind::RecordField { field, .. } => field.as_deref(),
        _ => None,
    }
}

/// Whether it must be answered: the screen or the object says so. An unchecked box is an answer.
pub(super) fn is_required(field: &ScreenField) -> bool {
    let by_object =
        own(field).is_some_and(|own| own.field.required && own.field.source == FieldSource::Stored);
    field.required || by_object
}

/// Whether its answers name records.
pub(super) fn is_lookup(field: &ScreenField) -> bool {
    own(field).is_some_and(|own| own.field.lookup.is_some())
}

/// Its label on the screen, else in the object.
pub(super) fn label(field: &ScreenField, written: String) -> String {
    match own(field) {
        Some(own) if written.trim().is_empty() => own.field.label.clone(),
        _ => written,
    }
}

/// Its help on the screen, else in the object.
pub(super) fn help(field: &ScreenField, written: Option<String>) -> Option<String> {
    let is_written = written.as_ref().is_some_and(|help| !help.trim().is_empty());
    let help = own(field).map(|own| own.field.help.clone());
    match help.filter(|help| !is_written && !help.is_empty()) {
        Some(help) => Some(help),
        None => written,
    }
}

/// How it looks, where its type does not tell.
pub(super) fn style(field: &FieldType, value_type: &Type) -> Option<&'static str> {
    if field.lookup.is_some() {
        return Some("lookup");
    }
    match value_type {
        _ if field.picklist.is_empty() => {}
        Type::Multipicklist => return Some("multipicklist"),
        Type::Picklist => return Some("picklist"),
        _ => {}
    }
    let is_text = matches!(value_type, Type::Text);
    let is_long = field.length_max.is_some_and(|most| most > LINE_MAX);
    (is_text && is_long).then_some("longtext")
}

/// Reads an answer as the object's field takes it.
pub(super) fn parse(
    advance: &Advance,
    own: Option<&ObjectField>,
    value_type: &Type,
    answer: &Value,
) -> Result<Parsed, Stop> {
    let zone = advance.environment.zone;
    let Some(own) = own else {
        return Ok(input::parse(answer, value_type, None, zone));
    };
    let field = &own.field;
    if field.lookup.is_some() {
        return Ok(Ok(looked_up(answer)));
    }
    if !field.picklist.is_empty() {
        return Ok(choose(field, &offered(advance, own)?, answer));
    }
    let read = input::parse(answer, value_type, field.scale, zone);
    Ok(read.and_then(|value| check_length(field, value)))
}

/// A lookup of a page leaves its records as outputs.
fn looked_up(answer: &Value) -> Value {
    let id = match answer {
        Value::Record(outputs) => outputs
            .get("recordId")
            .cloned()
            .or_else(|| outputs.get("recordIds")?.items().first().cloned())
            .unwrap_or_default(),
        other => other.clone(),
    };
    match id {
        Value::Text(id) if id.is_empty() => Value::Null,
        id => id,
    }
}

fn check_length(field: &FieldType, value: Value) -> Parsed {
    let most = field.length_max.map_or(usize::MAX, |most| most as usize);
    match &value {
        Value::Text(text) if text.chars().count() > most => {
            Err(format!("can have at most {most} characters"))
        }
        _ => Ok(value),
    }
}

/// The value or values of a picklist that an answer names, by value or by label.
fn choose(field: &FieldType, offered: &[(Text, String)], answer: &Value) -> Parsed {
    let texts: Vec<String> = match answer {
        Value::Collection(items) => items.iter().map(merge_text).collect(),
        other if field.value_type == Type::Multipicklist => {
            let text = merge_text(other);
            text.split(';').map(|part| part.trim().to_owned()).collect()
        }
        other => vec![merge_text(other)],
    };
    let mut chosen = Vec::new();
    for text in texts.iter().filter(|text| !text.is_empty()) {
        let is_value = |(value, _): &&(Text, String)| **value == **text;
        let is_label = |(_, label): &&(Text, String)| label == text;
        let known = offered.iter().find(is_value);
        let known = known.or_else(|| offered.iter().find(is_label));
        match known {
            Some((value, _)) => chosen.push(value.clone()),
            None if field.restricted || field.dependency.is_some() => {
                return Err(format!("has no choice `{text}`"));
            }
            None => chosen.push(text.as_str().into()),
        }
    }
    let place = |value: &Text| offered.iter().position(|(known, _)| known == value);
    chosen.sort_by_key(|value| place(value).unwrap_or(usize::MAX));
    Ok(match chosen.is_empty() {
        true => Value::Null,
        false => Value::text(chosen.join(";")),
    })
}

/// The values that can be chosen now.
fn offered(advance: &Advance, own: &ObjectField) -> Result<Vec<(Text, String)>, Stop> {
    let mut values = own.field.picklist.clone();
    if let Some(allowed) = of_record_type(advance, own)? {
        values.retain(|(value, _)| allowed.contains(value));
    }
    let (Some(dependency), Some(controlling)) = (&own.field.dependency, &own.controlling) else {
        return Ok(values);
    };
    let under = controlling_text(&advance.view().read(controlling)?);
    values.retain(|(value, _)| dependency.allows(value, &under));
    Ok(values)
}

/// The values that the record's type allows, else the only type that there is; none allows all.
fn of_record_type<'f>(advance: &Advance, own: &'f ObjectField) -> Result<Option<&'f [Text]>, Stop> {
    let Some(types) = &own.types else {
        return Ok(None);
    };
    let name = advance.view().read(&types.name)?;
    let found = match (name.as_text(), types.values.as_slice()) {
        (None, [only]) => Some(only),
        (None, _) => None,
        (Some(name), all) => all
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name)),
    };
    Ok(found.and_then(|(_, values)| values.as_deref()))
}

/// A controlling value as dependencies name it.
fn controlling_text(value: &Value) -> String {
    match value {
        Value::Boolean(true) => "checked".to_owned(),
        Value::Boolean(false) => "unchecked".to_owned(),
        other => merge_text(other),
    }
}

/// What a page offers.
pub(super) fn shown_choices(
    advance: &Advance,
    own: &ObjectField,
) -> Result<Vec<ShownChoice>, Stop> {
    if !matches!(own.field.value_type, Type::Picklist | Type::Multipicklist) {
        return Ok(Vec::new());
    }
    let offered = offered(advance, own)?.into_iter();
    Ok(offered
        .map(|(value, label)| ShownChoice {
            name: own.field.name.clone(),
            label,
            value: Value::Text(value),
            takes_text: false,
            prompt: String::new(),
        })
        .collect())
}

/// Whether a field holds a value that its controlling field does not allow any more.
pub(super) fn is_dropped(
    advance: &Advance,
    field: &ScreenField,
    value: &Value,
) -> Result<bool, Stop> {
    let Some(own) = own(field).filter(|own| own.field.dependency.is_some()) else {
        return Ok(false);
    };
    if value.is_null() {
        return Ok(false);
    }
    let offered = offered(advance, own)?;
    let text = merge_text(value);
    let mut parts = text.split(';').map(str::trim);
    Ok(parts.any(|part| !offered.iter().any(|(known, _)| **known == *part)))
}
