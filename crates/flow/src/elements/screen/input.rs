//! Typed answers: texts, numbers, dates, checkboxes.

use segue_language::{Num, TimeZone, Type, Value};

use super::settle::Parsed;
use crate::interview::advance::Advance;
use crate::interview::coerce::{coerce, in_words};
use crate::interview::stop::Stop;
use crate::{InputStyle, Operand};

/// Reads an answer as a value of the field's type; an empty text is no answer.
pub(super) fn parse(
    answer: &Value,
    value_type: &Type,
    scale: Option<u8>,
    zone: &TimeZone,
) -> Parsed {
    if answer.as_text().is_some_and(|text| text.is_empty()) {
        return Ok(Value::Null);
    }
    let value = coerce(answer.clone(), value_type, zone)
        .map_err(|_| format!("must be {}", in_words(value_type)))?;
    check_scale(&value, scale)?;
    Ok(value)
}

fn check_scale(value: &Value, scale: Option<u8>) -> Result<(), String> {
    let (Value::Number(number), Some(scale)) = (value, scale) else {
        return Ok(());
    };
    match is_within(*number, scale) {
        true => Ok(()),
        false if scale == 0 => Err("must be a whole number".to_owned()),
        false => Err(format!("can have at most {scale} decimal places")),
    }
}

fn is_within(number: Num, scale: u8) -> bool {
    number == number.truncated(i32::from(scale))
}

/// What the field holds at first: its default; a checkbox without one is not checked.
pub(super) fn default(
    advance: &Advance,
    style: InputStyle,
    value_type: &Type,
    default: Option<&Operand>,
) -> Result<Value, Stop> {
    let value = match default {
        Some(operand) => advance.view().evaluate(operand)?,
        None => Value::Null,
    };
    if value.is_null() && style == InputStyle::Checkbox {
        return Ok(Value::Boolean(false));
    }
    coerce(value, value_type, advance.environment.zone)
        .map_err(|why| Stop::problem(format!("the default {why}")))
}
