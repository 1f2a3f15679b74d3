//! Picklists and multi-select picklists, which are texts joined by `;`.

use super::{Function, text::integer};
use crate::Value;
use crate::formula::evaluate::Arguments;
use crate::formula::kind::{Kind, TEXT};
use crate::formula::tree::Outcome;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("ISPICKVAL", &[TEXT, TEXT], Kind::Boolean, |arguments| {
        Ok(Value::Boolean(arguments.text(0)? == arguments.text(1)?))
    })
    .with_nulls(),
    Function::new("INCLUDES", &[TEXT, TEXT], Kind::Boolean, includes).with_nulls(),
    Function::new("PICKLISTCOUNT", &[TEXT], Kind::Number, |arguments| {
        Ok(integer(choices(arguments.text(0)?).count()))
    })
    .with_nulls(),
];

fn includes(arguments: &Arguments<'_>) -> Outcome {
    let wanted = arguments.text(1)?.trim();
    let included = choices(arguments.text(0)?).any(|choice| choice == wanted);
    Ok(Value::Boolean(included))
}

fn choices(text: &str) -> impl Iterator<Item = &str> {
    text.split(';')
        .map(str::trim)
        .filter(|choice| !choice.is_empty())
}
