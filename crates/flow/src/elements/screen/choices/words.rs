//! Texts that people add to choices: what is wrong with them.

use std::sync::Arc;

use segue_language::{Value, merge_text};

use super::{Offer, offers, taken};
use crate::interview::advance::Advance;
use crate::interview::compare::same;
use crate::interview::stop::Stop;
use crate::{ResourceKind, ScreenField, UserInput};

/// What is wrong with the texts added to the choices that a field holds.
pub(in crate::elements::screen) fn unfit_words(
    advance: &mut Advance,
    field: &ScreenField,
) -> Result<Option<String>, Stop> {
    let value = advance.frame().state.values[field.slot.0].clone();
    let offers = offers(advance, field)?;
    for (offer, value) in taken(&offers, field, &value) {
        // A choice taken without a text stands for itself.
        let words = match same(&offer.value, &value) {
            true => Value::Null,
            false => value,
        };
        if let Some(why) = unfit(advance, offer, words)? {
            return Ok(Some(why));
        }
    }
    Ok(None)
}

fn unfit(advance: &mut Advance, offer: &Offer, words: Value) -> Result<Option<String>, Stop> {
    let flow = Arc::clone(&advance.frame().flow);
    let ResourceKind::Choice(choice) = &flow.resources[offer.slot.0].kind else {
        return Ok(None);
    };
    let Some(input) = &choice.user_input else {
        return Ok(None);
    };
    if merge_text(&words).trim().is_empty() {
        let why = || format!("must be answered: {}", named(offer));
        return Ok(input.required.then(why));
    }
    // The formula reads the choice: its value is the text.
    let values = &mut advance.frame_mut().state.values;
    let before = std::mem::replace(&mut values[offer.slot.0], words);
    let why = broken(advance, input);
    advance.frame_mut().state.values[offer.slot.0] = before;
    why
}

fn broken(advance: &Advance, input: &UserInput) -> Result<Option<String>, Stop> {
    let view = advance.view();
    match &input.validation {
        Some(rule) if !view.formula(&rule.formula)?.is_true() => {
            view.template(&rule.message).map(Some)
        }
        _ => Ok(None),
    }
}

fn named(offer: &Offer) -> &str {
    match offer.prompt.trim() {
        "" => &offer.label,
        prompt => prompt,
    }
}
