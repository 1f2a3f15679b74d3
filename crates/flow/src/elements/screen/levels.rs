//! Picklists that depend on each other, in one component.

use segue_language::{Record, Text, Value, Values, merge_text};

use super::component;
use super::settle::Parsed;
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{Component, FieldKind, Level, ScreenField, ShownLevel};

/// The levels of a component as a person sees them; none of other fields.
pub(super) fn shown(advance: &Advance, field: &ScreenField) -> Result<Vec<ShownLevel>, Stop> {
    let FieldKind::Component(component) = &field.kind else {
        return Ok(Vec::new());
    };
    if component.levels.is_empty() {
        return Ok(Vec::new());
    }
    let inputs = component::inputs(advance, component)?;
    let held = advance.frame().state.values[field.slot.0].clone();
    let mut above = None;
    let mut shown = Vec::new();
    for level in &component.levels {
        let label = merge_text(&component::input(&inputs, &level.label));
        shown.push(ShownLevel {
            output: level.output.clone(),
            label: match label.is_empty() {
                true => level.field.label.clone(),
                false => label,
            },
            required: component::input(&inputs, &level.required).is_true(),
            choices: allowed(level, above.as_deref()),
        });
        above = Some(merge_text(&output(&held, &level.output)));
    }
    Ok(shown)
}

/// The values of a level under the value of the one above.
fn allowed(level: &Level, above: Option<&str>) -> Vec<(Text, String)> {
    let values = level.field.picklist.iter();
    let is_allowed = |value: &str| match (&level.field.dependency, above) {
        (Some(dependency), Some(above)) => dependency.allows(value, above),
        (_, _) => true,
    };
    values
        .filter(|(value, _)| is_allowed(value))
        .cloned()
        .collect()
}

/// Lets go of values that the level above does not allow, as when that was changed after them.
pub(super) fn check(component: &Component, held: Value) -> Parsed {
    let Value::Record(outputs) = &held else {
        return Ok(held);
    };
    let mut kept = Record::clone(outputs);
    let mut above: Option<String> = None;
    for level in &component.levels {
        let value = merge_text(&output(&held, &level.output));
        let offered = allowed(level, above.as_deref());
        let is_known = offered.iter().any(|(known, _)| **known == *value);
        if !value.is_empty() && !is_known {
            let mut all = level.field.picklist.iter();
            if !all.any(|(known, _)| **known == *value) {
                return Err(format!("has no choice `{value}`"));
            }
            kept.set(level.output.clone(), Value::Null);
            above = Some(String::new());
        } else {
            above = Some(value);
        }
    }
    Ok(Value::Record(kept.into()))
}

/// Why what it holds is not enough to go on.
pub(super) fn missing(component: &Component, inputs: &Values, held: &Value) -> Option<String> {
    let mut required = component
        .levels
        .iter()
        .filter(|level| component::input(inputs, &level.required).is_true());
    let open = required.find(|level| merge_text(&output(held, &level.output)).is_empty())?;
    let label = merge_text(&component::input(inputs, &open.label));
    let label = match label.is_empty() {
        true => open.field.label.clone(),
        false => label,
    };
    Some(format!("must be answered: {label}"))
}

fn output(held: &Value, name: &str) -> Value {
    match held {
        Value::Record(outputs) => outputs.get(name).cloned().unwrap_or_default(),
        _ => Value::Null,
    }
}
