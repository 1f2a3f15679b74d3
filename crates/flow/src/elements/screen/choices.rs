//! Choices: how an answer becomes a value, and which of the offers it stands for.

mod offers;
mod words;

use std::sync::Arc;

use segue_language::{Value, Values, merge_text};

use super::settle::Parsed;
use crate::interview::advance::Advance;
use crate::interview::compare::same;
use crate::interview::stop::Stop;
use crate::{ChoiceSet, ChoiceStyle, FieldKind, Operand, ResourceKind, ScreenField};

use offers::Offer;
pub(super) use offers::offers;
pub(super) use words::unfit_words;

/// Reads an answer as one or several of what is offered.
pub(super) fn parse(
    advance: &Advance,
    field: &ScreenField,
    answer: &Value,
) -> Result<Parsed, Stop> {
    let offers = offers(advance, field)?;
    Ok(match is_multiple(field) {
        true => several(&offers, answer),
        false => one(&offers, answer),
    })
}

/// Whether several of its choices may be chosen.
pub(super) fn is_multiple(field: &ScreenField) -> bool {
    match &field.kind {
        FieldKind::Choices { style, .. } => style.is_multiple(),
        FieldKind::Component(component) => component.multiple,
        _ => false,
    }
}

/// Reads an answer as one of the offers.
pub(super) fn one(offers: &[Offer], answer: &Value) -> Parsed {
    if is_empty(answer) {
        return Ok(Value::Null);
    }
    match find(offers, answer) {
        Some(offer) => Ok(offer.value.clone()),
        None if offers.iter().any(|offer| offer.takes_text) => Ok(Value::text(merge_text(answer))),
        None => Err(not_offered(answer)),
    }
}

/// Reads an answer as several of the offers: one text in their order.
fn several(offers: &[Offer], answer: &Value) -> Parsed {
    let parts = parts(offers, answer);
    let mut taken = vec![false; offers.len()];
    let mut added = Vec::new();
    for part in &parts {
        match position(offers, part) {
            Some(number) => taken[number] = true,
            None if offers.iter().any(|offer| offer.takes_text) => {
                added.push(merge_text(part).replace(';', ""));
            }
            None => return Err(not_offered(part)),
        }
    }
    let taken = offers.iter().zip(taken).filter(|(_, is_taken)| *is_taken);
    let mut texts: Vec<String> = taken.map(|(offer, _)| merge_text(&offer.value)).collect();
    texts.append(&mut added);
    Ok(match texts.is_empty() {
        true => Value::Null,
        false => Value::text(texts.join(";")),
    })
}

fn parts(offers: &[Offer], answer: &Value) -> Vec<Value> {
    match answer {
        Value::Collection(items) => items.as_ref().clone(),
        answer if is_empty(answer) => Vec::new(),
        Value::Text(text) if position(offers, answer).is_none() => {
            let parts = text.split(';').map(str::trim);
            parts
                .filter(|part| !part.is_empty())
                .map(Value::text)
                .collect()
        }
        answer => vec![answer.clone()],
    }
}

fn is_empty(answer: &Value) -> bool {
    answer.is_null() || answer.as_text().is_some_and(|text| text.is_empty())
}

fn not_offered(answer: &Value) -> String {
    format!("offers no choice `{}`", merge_text(answer))
}

fn find<'o>(offers: &'o [Offer], answer: &Value) -> Option<&'o Offer> {
    position(offers, answer).map(|number| &offers[number])
}

/// The offer of that stored value, else of that API name, else of that label.
fn position(offers: &[Offer], answer: &Value) -> Option<usize> {
    let text = merge_text(answer);
    let by = |is_it: &dyn Fn(&Offer) -> bool| offers.iter().position(is_it);
    by(&|offer| same(&offer.value, answer) || merge_text(&offer.value) == text)
        .or_else(|| by(&|offer| offer.is_single && offer.name.eq_ignore_ascii_case(&text)))
        .or_else(|| by(&|offer| offer.label == text))
}

/// What the field holds at first: its default; a picklist without one takes the first choice.
pub(super) fn default(advance: &Advance, field: &ScreenField) -> Result<Value, Stop> {
    let FieldKind::Choices {
        style,
        default_choice,
        default,
        ..
    } = &field.kind
    else {
        return Ok(Value::Null);
    };
    let offers = offers(advance, field)?;
    if let Some(offer) = offers
        .iter()
        .find(|offer| Some(offer.slot) == *default_choice)
    {
        return Ok(offer.value.clone());
    }
    if let Some(operand) = default {
        return stated_default(advance, field, &offers, operand);
    }
    Ok(match (style, offers.first()) {
        (ChoiceStyle::Picklist, Some(first)) => first.value.clone(),
        _ => Value::Null,
    })
}

/// What a component with choices holds at first: its default, else its input `value`.
pub(super) fn stated(
    advance: &Advance,
    field: &ScreenField,
    default: Option<&Operand>,
    inputs: &Values,
) -> Result<Value, Stop> {
    let Some(default) = default else {
        return Ok(super::component::input(inputs, "value"));
    };
    stated_default(advance, field, &offers(advance, field)?, default)
}

/// A default that is not offered stays as it is, as a stored answer would.
fn stated_default(
    advance: &Advance,
    field: &ScreenField,
    offers: &[Offer],
    operand: &Operand,
) -> Result<Value, Stop> {
    let value = advance.view().evaluate(operand)?;
    let read = match is_multiple(field) {
        true => several(offers, &value),
        false => one(offers, &value),
    };
    Ok(read.unwrap_or(value))
}

/// Whether what a field holds can still be chosen, where it is a choice at all.
pub(super) fn are_still_offered(
    advance: &Advance,
    field: &ScreenField,
    value: &Value,
) -> Result<bool, Stop> {
    if value.is_null() || super::fields::choices(field).is_empty() {
        return Ok(true);
    }
    let offers = offers(advance, field)?;
    Ok(match is_multiple(field) {
        true => several(&offers, value).is_ok(),
        false => one(&offers, value).is_ok(),
    })
}

/// The offers that a field's value stands for.
pub(super) fn taken<'o>(
    offers: &'o [Offer],
    field: &ScreenField,
    value: &Value,
) -> Vec<(&'o Offer, Value)> {
    let values = match (is_multiple(field), value) {
        (_, Value::Null) => Vec::new(),
        (true, value) => {
            let text = merge_text(value);
            text.split(';').map(Value::text).collect()
        }
        (false, value) => vec![value.clone()],
    };
    values
        .into_iter()
        .filter_map(|value| {
            let stored = offers.iter().find(|offer| same(&offer.value, &value));
            let offer = stored.or_else(|| offers.iter().find(|offer| offer.takes_text))?;
            Some((offer, value))
        })
        .collect()
}

/// Notes what was chosen: the choices' values, and the fields of chosen records.
pub(super) fn keep_taken(advance: &mut Advance, field: &ScreenField) -> Result<(), Stop> {
    let offers = offers(advance, field)?;
    let value = advance.frame().state.values[field.slot.0].clone();
    let state = &mut advance.frame_mut().state;
    state.chosen.retain(|(chosen, _)| *chosen != field.slot);
    for (offer, value) in taken(&offers, field, &value) {
        let state = &mut advance.frame_mut().state;
        state.chosen.push((field.slot, offer.slot));
        if !offer.is_single || offer.takes_text {
            state.values[offer.slot.0] = value;
        }
        keep_row(advance, offer)?;
    }
    Ok(())
}

fn keep_row(advance: &mut Advance, offer: &Offer) -> Result<(), Stop> {
    let flow = Arc::clone(&advance.frame().flow);
    let ResourceKind::ChoiceSet(set) = &flow.resources[offer.slot.0].kind else {
        return Ok(());
    };
    let (ChoiceSet::Records { outputs, .. }, Some(Value::Record(row))) = (&**set, &offer.row)
    else {
        return Ok(());
    };
    for (field, target) in outputs {
        let value = row.get(field).cloned().unwrap_or_default();
        advance.write(target, value)?;
    }
    Ok(())
}
