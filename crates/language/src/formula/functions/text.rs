//! Parts and forms of texts. Characters count as Unicode code points.

use super::Function;
use crate::formula::evaluate::{Arguments, check_length};
use crate::formula::kind::{Kind, NUMBER, TEXT};
use crate::formula::tree::Outcome;
use crate::{EvaluationError, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("LEN", &[TEXT], Kind::Number, |arguments| {
        Ok(integer(arguments.text(0)?.chars().count()))
    })
    .with_nulls(),
    Function::new("LEFT", &[TEXT, NUMBER], Kind::Text, left),
    Function::new("RIGHT", &[TEXT, NUMBER], Kind::Text, right),
    Function::new("MID", &[TEXT, NUMBER, NUMBER], Kind::Text, mid),
    Function::new("SUBSTR", &[TEXT, NUMBER, NUMBER], Kind::Text, substring).optional(1),
    Function::new("LOWER", &[TEXT, TEXT], Kind::Text, lower)
        .optional(1)
        .with_nulls(),
    Function::new("UPPER", &[TEXT, TEXT], Kind::Text, upper)
        .optional(1)
        .with_nulls(),
    Function::new("INITCAP", &[TEXT], Kind::Text, |arguments| {
        Ok(Value::text(capitalized(arguments.text(0)?)))
    }),
    Function::new("TRIM", &[TEXT], Kind::Text, |arguments| {
        Ok(Value::text(arguments.text(0)?.trim()))
    }),
    Function::new("REVERSE", &[TEXT], Kind::Text, |arguments| {
        Ok(Value::text(
            arguments.text(0)?.chars().rev().collect::<String>(),
        ))
    }),
    Function::new("LPAD", &[TEXT, NUMBER, TEXT], Kind::Text, pad_left)
        .optional(1)
        .with_nulls(),
    Function::new("RPAD", &[TEXT, NUMBER, TEXT], Kind::Text, pad_right)
        .optional(1)
        .with_nulls(),
    Function::new("ASCII", &[TEXT], Kind::Number, |arguments| {
        let first = arguments.text(0)?.chars().next();
        Ok(first.map_or(Value::Null, |first| {
            Value::integer(i64::from(u32::from(first)))
        }))
    }),
    Function::new("CHR", &[NUMBER], Kind::Text, character),
    Function::new("BR", &[], Kind::Text, |_| Ok(Value::text("\n"))),
];

pub(super) fn integer(count: usize) -> Value {
    Value::integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A count of characters; a negative one counts none.
fn size(arguments: &Arguments<'_>, position: usize) -> Result<usize, EvaluationError> {
    Ok(usize::try_from(arguments.count(position)?).unwrap_or(0))
}

fn left(arguments: &Arguments<'_>) -> Outcome {
    Ok(Value::text(first(arguments.text(0)?, size(arguments, 1)?)))
}

fn right(arguments: &Arguments<'_>) -> Outcome {
    let (text, n) = (arguments.text(0)?, size(arguments, 1)?);
    let n_skipped = text.chars().count().saturating_sub(n);
    Ok(Value::text(after(text, n_skipped)))
}

fn mid(arguments: &Arguments<'_>) -> Outcome {
    let text = arguments.text(0)?;
    let (start, n) = (size(arguments, 1)?, size(arguments, 2)?);
    Ok(Value::text(first(after(text, start.saturating_sub(1)), n)))
}

/// Like MID, but a negative start counts from the end, and the length may be left out.
fn substring(arguments: &Arguments<'_>) -> Outcome {
    let (text, start) = (arguments.text(0)?, arguments.count(1)?);
    let n_characters = text.chars().count();
    let distance = usize::try_from(start.unsigned_abs()).unwrap_or(usize::MAX);
    let (Some(from_end), false) = (n_characters.checked_sub(distance), text.is_empty()) else {
        return Ok(Value::Null);
    };
    let n_skipped = match start {
        ..0 => from_end,
        _ => distance.saturating_sub(1),
    };
    let n = match arguments.all().len() {
        2 => n_characters,
        _ => size(arguments, 2)?,
    };
    Ok(Value::text(first(after(text, n_skipped), n)))
}

fn first(text: &str, n: usize) -> &str {
    text.char_indices()
        .nth(n)
        .map_or(text, |(end, _)| &text[..end])
}

fn after(text: &str, n: usize) -> &str {
    text.char_indices()
        .nth(n)
        .map_or("", |(start, _)| &text[start..])
}

fn lower(arguments: &Arguments<'_>) -> Outcome {
    let text = arguments.text(0)?;
    if !is_turkic(arguments.text(1)?) {
        return Ok(Value::text(text.to_lowercase()));
    }
    let dotted: String = text
        .chars()
        .map(|c| if c == 'İ' { 'i' } else { c })
        .collect();
    Ok(Value::text(dotted.replace('I', "ı").to_lowercase()))
}

fn upper(arguments: &Arguments<'_>) -> Outcome {
    let text = arguments.text(0)?;
    if is_turkic(arguments.text(1)?) {
        return Ok(Value::text(text.replace('i', "İ").to_uppercase()));
    }
    Ok(Value::text(text.to_uppercase()))
}

/// Whether the language writes i with and without a dot as two letters.
fn is_turkic(locale: &str) -> bool {
    let language = locale.split(['_', '-']).next().unwrap_or_default();
    matches!(language.to_ascii_lowercase().as_str(), "tr" | "az")
}

/// Each word with a capital first letter and small others.
fn capitalized(text: &str) -> String {
    let mut capitalized = String::with_capacity(text.len());
    let mut inside = false;
    for character in text.chars() {
        match (character.is_alphanumeric(), inside) {
            (true, true) => capitalized.extend(character.to_lowercase()),
            (true, false) => capitalized.extend(character.to_uppercase()),
            (false, _) => capitalized.push(character),
        }
        inside = character.is_alphanumeric();
    }
    capitalized
}

fn pad_left(arguments: &Arguments<'_>) -> Outcome {
    pad(arguments, |text, padding| format!("{padding}{text}"))
}

fn pad_right(arguments: &Arguments<'_>) -> Outcome {
    pad(arguments, |text, padding| format!("{text}{padding}"))
}

/// Cuts or fills a text to a length; without anything to fill it with, with spaces.
fn pad(arguments: &Arguments<'_>, join: fn(&str, &str) -> String) -> Outcome {
    let text = arguments.text(0)?;
    if text.is_empty() || arguments.get(1).is_null() {
        return Ok(Value::Null);
    }
    let n = size(arguments, 1)?;
    let n_missing = n.saturating_sub(text.chars().count());
    let filler = match arguments.all().len() {
        2 => " ",
        _ => arguments.text(2)?,
    };
    if n_missing == 0 || filler.is_empty() {
        return Ok(Value::text(first(text, n)));
    }
    check_length(n)?;
    let padding: String = filler.chars().cycle().take(n_missing).collect();
    Ok(Value::text(join(text, &padding)))
}

/// Blank for a number that is no character's.
fn character(arguments: &Arguments<'_>) -> Outcome {
    let code = u32::try_from(arguments.count(0)?).ok();
    let character = code.filter(|code| *code > 0).and_then(char::from_u32);
    Ok(character.map_or(Value::Null, |character| Value::text(character.to_string())))
}
