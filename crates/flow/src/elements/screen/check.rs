//! What is wrong with what the fields hold, once a person wants to go on.

use super::component::{is_blank, missing};
use super::settle::Settled;
use super::{choices, is_locked, record_field, repeater};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{FieldKind, ScreenField};

/// Notes what is wrong with each visible field that was read.
pub(super) fn check(advance: &mut Advance, settled: &mut Settled) -> Result<(), Stop> {
    for field in settled.visible.clone() {
        if settled.is_refused(&field.name) {
            continue;
        }
        if let FieldKind::Repeater { fields, .. } = &field.kind {
            repeater::check(advance, field, fields, settled)?;
        } else if let Some(why) = complaint(advance, field)? {
            settled.refuse(field, why);
        }
    }
    Ok(())
}

/// What is wrong with what a field holds.
pub(super) fn complaint(
    advance: &mut Advance,
    field: &ScreenField,
) -> Result<Option<String>, Stop> {
    if let Some(why) = lacking(advance, field)? {
        return Ok(Some(why));
    }
    match choices::unfit_words(advance, field)? {
        Some(why) => Ok(Some(why)),
        None => broken(advance, field),
    }
}

fn lacking(advance: &Advance, field: &ScreenField) -> Result<Option<String>, Stop> {
    let held = &advance.frame().state.values[field.slot.0];
    if let FieldKind::Component(component) = &field.kind {
        return missing(advance, (field, component), held);
    }
    let is_lacking =
        is_blank(held) && record_field::is_required(field) && !is_locked(advance, field)?;
    Ok(is_lacking.then(|| "must be answered".to_owned()))
}

/// Applies the validation formula; a field left empty is not validated.
fn broken(advance: &Advance, field: &ScreenField) -> Result<Option<String>, Stop> {
    let Some(validation) = &field.validation else {
        return Ok(None);
    };
    let view = advance.view();
    let is_empty = is_blank(&advance.frame().state.values[field.slot.0]);
    match is_empty || view.formula(&validation.formula)?.is_true() {
        true => Ok(None),
        false => view.template(&validation.message).map(Some),
    }
}
