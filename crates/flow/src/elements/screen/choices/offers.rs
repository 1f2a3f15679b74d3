//! Offers: everything that a field lets a person choose from.

use std::sync::Arc;

use segue_language::{Query, Text, TimeZone, Type, Value, merge_text};

use crate::elements::filter;
use crate::elements::screen::{fields, page};
use crate::interview::advance::Advance;
use crate::interview::coerce::coerce;
use crate::interview::page::RowsKey;
use crate::interview::stop::Stop;
use crate::{Choice, ChoiceSet, FieldKind, ResourceKind, ScreenField, Slot};

/// One thing that can be chosen.
pub(in crate::elements::screen) struct Offer {
    /// The choice or the choice set that makes it.
    pub(super) slot: Slot,
    /// Their API name.
    pub(in crate::elements::screen) name: Text,
    /// What people see.
    pub(in crate::elements::screen) label: String,
    /// What is stored.
    pub(in crate::elements::screen) value: Value,
    /// The record that it was made from.
    pub(super) row: Option<Value>,
    /// One of its own: not one of a set, so that its name tells it from the others.
    pub(super) is_single: bool,
    /// The person adds a text, which is stored instead.
    pub(in crate::elements::screen) takes_text: bool,
    /// What that is asked by.
    pub(in crate::elements::screen) prompt: String,
}

/// Everything that a field offers, in order.
pub(in crate::elements::screen) fn offers(
    advance: &Advance,
    field: &ScreenField,
) -> Result<Vec<Offer>, Stop> {
    let mut offers = Vec::new();
    for slot in fields::choices(field) {
        add_offers(advance, *slot, &mut offers)?;
    }
    let is_multiple = super::is_multiple(field);
    let value_type = match &field.kind {
        FieldKind::Choices { value_type, .. } => value_type.clone(),
        _ => Type::Any,
    };
    for offer in &mut offers {
        let value = std::mem::take(&mut offer.value);
        offer.value = match is_multiple {
            true => Value::text(merge_text(&value).replace(';', "")),
            false => fitting(value, &value_type, advance.environment.zone),
        };
    }
    advance.view().charge(offers.len() as u64)?;
    Ok(offers)
}

/// The value as the field's type where it can be read as one.
fn fitting(value: Value, value_type: &Type, zone: &TimeZone) -> Value {
    coerce(value.clone(), value_type, zone).unwrap_or(value)
}

fn add_offers(advance: &Advance, slot: Slot, offers: &mut Vec<Offer>) -> Result<(), Stop> {
    let resource = &advance.frame().flow.resources[slot.0];
    let name = &resource.name;
    match &resource.kind {
        ResourceKind::Choice(choice) => offers.push(single(advance, slot, name, choice)?),
        ResourceKind::ChoiceSet(set) => {
            let made = made(advance, slot, set)?;
            offers.extend(made.into_iter().map(|(label, value, row)| Offer {
                slot,
                name: name.clone(),
                label,
                value,
                row,
                is_single: false,
                takes_text: false,
                prompt: String::new(),
            }));
        }
        _ => {}
    }
    Ok(())
}

fn single(advance: &Advance, slot: Slot, name: &Text, choice: &Choice) -> Result<Offer, Stop> {
    let view = advance.view();
    let label = view.template(&choice.label)?;
    let value = match &choice.value {
        Some(value) => view.evaluate(value)?,
        None => Value::text(label.as_str()),
    };
    Ok(Offer {
        slot,
        name: name.clone(),
        label,
        value,
        row: None,
        is_single: true,
        takes_text: choice.user_input.is_some(),
        prompt: match &choice.user_input {
            Some(input) => view.template(&input.prompt)?,
            None => String::new(),
        },
    })
}

type Made = Vec<(String, Value, Option<Value>)>;

fn made(advance: &Advance, slot: Slot, set: &ChoiceSet) -> Result<Made, Stop> {
    Ok(match set {
        ChoiceSet::Records {
            display_field,
            value_field,
            ..
        } => {
            let rows = rows(advance, slot, set)?;
            from_rows(&rows, display_field, value_field.as_ref())
        }
        ChoiceSet::Collection {
            collection,
            display_field,
            value_field,
        } => {
            let rows = advance.view().evaluate(collection)?;
            from_rows(rows.items(), display_field, value_field.as_ref())
        }
        ChoiceSet::Picklist { values, .. } => values
            .iter()
            .map(|(value, label)| (label.clone(), Value::Text(value.clone()), None))
            .collect(),
    })
}

/// The rows of a record choice set, asked for when its filter was not asked with these values.
fn rows(advance: &Advance, slot: Slot, set: &ChoiceSet) -> Result<Arc<Vec<Value>>, Stop> {
    let ChoiceSet::Records {
        object,
        filter: chosen,
        sort,
        limit,
        ..
    } = set
    else {
        return Ok(Arc::default());
    };
    let filter = filter(&advance.view(), chosen)?;
    let values = filter
        .comparisons
        .iter()
        .map(|comparison| comparison.value.clone());
    let key = RowsKey {
        slot,
        values: values.collect(),
    };
    if let Some(rows) = page(advance).rows(&key) {
        return Ok(rows.clone());
    }
    let query = Query {
        object: object.clone(),
        filter,
        sort: sort.clone(),
        limit: *limit,
    };
    Err(Stop::Rows(Box::new((key, query))))
}

fn from_rows(rows: &[Value], display_field: &str, value_field: Option<&Text>) -> Made {
    let value_field = value_field.map_or("Id", |field| &**field);
    let field = |row: &Value, name: &str| match row {
        Value::Record(record) => record.get(name).cloned().unwrap_or_default(),
        item => item.clone(),
    };
    rows.iter()
        .map(|row| {
            let label = merge_text(&field(row, display_field));
            (label, field(row, value_field), Some(row.clone()))
        })
        .collect()
}
