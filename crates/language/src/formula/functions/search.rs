//! Finding and replacing in texts.

use super::{Function, text::integer};
use crate::Value;
use crate::formula::evaluate::{Arguments, check_length};
use crate::formula::kind::{Kind, NUMBER, TEXT};
use crate::formula::tree::Outcome;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("CONTAINS", &[TEXT, TEXT], Kind::Boolean, |arguments| {
        Ok(Value::Boolean(
            arguments.text(0)?.contains(arguments.text(1)?),
        ))
    })
    .with_nulls(),
    Function::new("BEGINS", &[TEXT, TEXT], Kind::Boolean, |arguments| {
        Ok(Value::Boolean(
            arguments.text(0)?.starts_with(arguments.text(1)?),
        ))
    })
    .with_nulls(),
    Function::new("ENDS", &[TEXT, TEXT], Kind::Boolean, |arguments| {
        Ok(Value::Boolean(
            arguments.text(0)?.ends_with(arguments.text(1)?),
        ))
    })
    .with_nulls(),
    Function::new("FIND", &[TEXT, TEXT, NUMBER], Kind::Number, find)
        .optional(1)
        .with_nulls(),
    Function::new("SUBSTITUTE", &[TEXT, TEXT, TEXT], Kind::Text, substitute).with_nulls(),
];

/// The position of the first argument in the second, from 1; 0 when it is not there.
fn find(arguments: &Arguments<'_>) -> Outcome {
    let (sought, text) = (arguments.text(0)?, arguments.text(1)?);
    if sought.is_empty() || text.is_empty() {
        return Ok(Value::integer(0));
    }
    let start = match arguments.get(2) {
        Value::Null => 1,
        _ => arguments.count(2)?.max(1),
    };
    let n_skipped = usize::try_from(start - 1).unwrap_or(usize::MAX);
    let Some((from, _)) = text.char_indices().nth(n_skipped) else {
        return Ok(Value::integer(0));
    };
    let found = text[from..].find(sought);
    Ok(found.map_or(Value::integer(0), |at| {
        integer(text[..from + at].chars().count() + 1)
    }))
}

/// Without anything to replace there is no result.
fn substitute(arguments: &Arguments<'_>) -> Outcome {
    let (text, old, new) = (arguments.text(0)?, arguments.text(1)?, arguments.text(2)?);
    if old.is_empty() {
        return Ok(Value::Null);
    }
    let n_found = text.matches(old).count();
    check_length((text.len() + n_found * new.len()).saturating_sub(n_found * old.len()))?;
    Ok(Value::text(text.replace(old, new)))
}
