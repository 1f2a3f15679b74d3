//! The outputs that a person leaves in a component: read as what its inputs are, and checked where
//! the platform checks them.

use std::sync::Arc;

use segue_language::{Num, Record, Text, Value, Values, has_pattern, merge_text};

use super::{input, is_blank};
use crate::elements::screen::settle::{Parsed, record};

/// Reads the outputs; one that is not given echoes the input of that name.
pub(super) fn read(extension: &str, inputs: &Values, given: &Record) -> Parsed {
    let mut values = inputs.clone();
    for field in given.fields() {
        let same = |(name, _): &(Text, Value)| name.eq_ignore_ascii_case(&field.name);
        let known = values.iter().position(same);
        let value = like(known.map(|at| &values[at].1), field.value.clone());
        match known {
            Some(at) => values[at].1 = value,
            None => values.push((field.name.clone(), value)),
        }
    }
    match &*extension.to_ascii_lowercase() {
        "flowruntime:slider" => slider(inputs, &mut values)?,
        "flowruntime:email" => check(&values, is_address, "must be a mail address")?,
        "flowruntime:url" => check(&values, is_url, "must begin with https:// or http://")?,
        "forcecontent:fileupload" => files(inputs, &values)?,
        "flowruntime:lookup" => records(inputs, &mut values)?,
        _ => {}
    }
    has_its_pattern(inputs, &values)?;
    Ok(record(values))
}

/// Components of one line may have a pattern. One that cannot be read refuses nothing.
fn has_its_pattern(inputs: &Values, values: &Values) -> Result<(), String> {
    let (pattern, value) = (input(inputs, "pattern"), input(values, "value"));
    if is_blank(&pattern) || is_blank(&value) {
        return Ok(());
    }
    match has_pattern(&merge_text(&value), &merge_text(&pattern)) {
        Ok(false) => Err("does not have the form that is asked for".to_owned()),
        Ok(true) | Err(_) => Ok(()),
    }
}

/// An upload takes several files only where it says so, and only of the types that it names.
fn files(inputs: &Values, values: &Values) -> Result<(), String> {
    let n_files = input(values, "contentDocIds").items().len();
    if n_files > 1 && !is_true(&input(inputs, "multiple")) {
        return Err("takes one file".to_owned());
    }
    let accept = merge_text(&input(inputs, "accept")).to_lowercase();
    let endings = accept.split(',').map(str::trim);
    let endings: Vec<&str> = endings.filter(|ending| ending.starts_with('.')).collect();
    let names = input(values, "uploadedFileNames");
    let mut names = names
        .items()
        .iter()
        .map(|name| merge_text(name).to_lowercase());
    let is_other = |name: &String| !endings.iter().any(|ending| name.ends_with(ending));
    match names.find(|name| !endings.is_empty() && is_other(name)) {
        Some(name) => Err(format!(
            "takes {}, and `{name}` is none",
            endings.join(", ")
        )),
        None => Ok(()),
    }
}

fn is_true(value: &Value) -> bool {
    value.is_true() || merge_text(value).eq_ignore_ascii_case("true")
}

/// A text from a form as a value of the type that the input of that name has.
fn like(known: Option<&Value>, given: Value) -> Value {
    let Value::Text(text) = &given else {
        return given;
    };
    let text = text.trim();
    let read = match known {
        Some(Value::Number(_)) => text.parse().ok().map(Value::Number),
        Some(Value::Boolean(_)) => text.parse().ok().map(Value::Boolean),
        Some(Value::Date(_)) => text.parse().ok().map(Value::Date),
        _ => None,
    };
    read.unwrap_or(given)
}

fn slider(inputs: &Values, values: &mut Values) -> Result<(), String> {
    let value = input(values, "value");
    if is_blank(&value) {
        return Ok(());
    }
    let number = number(&value).ok_or("must be a number")?;
    if let Some(least) = number_of(inputs, "min").filter(|least| number < *least) {
        return Err(format!("must be {least} or more"));
    }
    if let Some(most) = number_of(inputs, "max").filter(|most| number > *most) {
        return Err(format!("must be {most} or less"));
    }
    let step = number_of(inputs, "step").filter(|step| *step > Num::from(0));
    let least = number_of(inputs, "min").unwrap_or(Num::from(0));
    let beyond = step.and_then(|step| number.checked_sub(least)?.checked_rem(step));
    if let Some(step) = step.filter(|_| beyond.is_some_and(|rest| rest != Num::from(0))) {
        return Err(format!("must be {least} or more by steps of {step}"));
    }
    put(values, "value", Value::Number(number));
    Ok(())
}

fn check(values: &Values, is_good: fn(&str) -> bool, why: &str) -> Result<(), String> {
    let value = input(values, "value");
    match is_blank(&value) || is_good(merge_text(&value).trim()) {
        true => Ok(()),
        false => Err(why.to_owned()),
    }
}

fn is_address(text: &str) -> bool {
    let is_host = |host: &str| !host.contains('@') && host.split('.').all(|part| !part.is_empty());
    let parts = text.split_once('@');
    !text.contains(char::is_whitespace)
        && parts.is_some_and(|(name, host)| !name.is_empty() && is_host(host))
}

fn is_url(text: &str) -> bool {
    let secure = text.strip_prefix("https://");
    let rest = secure.or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// A lookup leaves all ids in `recordIds` and the first in `recordId`.
fn records(inputs: &Values, values: &mut Values) -> Result<(), String> {
    let mut ids = input(values, "recordIds").items().to_vec();
    ids.retain(|id| !is_blank(id));
    if ids.is_empty() {
        ids.extend(Some(input(values, "recordId")).filter(|id| !is_blank(id)));
    }
    let most = number_of(inputs, "maxValues").and_then(Num::to_i64);
    if let Some(most) = most.filter(|most| ids.len() as i64 > *most) {
        return Err(format!("takes at most {most}"));
    }
    let first = ids.first().cloned().unwrap_or_default();
    put(values, "recordId", first);
    put(values, "recordIds", Value::Collection(Arc::new(ids)));
    Ok(())
}

fn put(values: &mut Values, name: &str, value: Value) {
    let mut known = values.iter_mut();
    match known.find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        Some((_, held)) => *held = value,
        None => values.push((Text::from(name), value)),
    }
}

fn number_of(inputs: &Values, name: &str) -> Option<Num> {
    number(&input(inputs, name))
}

fn number(value: &Value) -> Option<Num> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}
