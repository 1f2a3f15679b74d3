//! Values as texts and texts as numbers.

use super::Function;
use crate::formula::evaluate::Arguments;
use crate::formula::kind::{BOOLEAN, DATE, DATE_TIME, Kind, NUMBER, TEXT, TIME};
use crate::formula::tree::Outcome;
use crate::{EvaluationError, Num, Value, merge_text};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "TEXT",
        &[NUMBER.or(TEXT).or(DATE).or(DATE_TIME).or(TIME).or(BOOLEAN)],
        Kind::Text,
        |arguments| Ok(Value::text(merge_text(arguments.get(0)))),
    ),
    Function::new("VALUE", &[TEXT], Kind::Number, value),
    Function::new(
        "FORMATCURRENCY",
        &[TEXT, NUMBER],
        Kind::Text,
        format_currency,
    )
    .with_nulls(),
    Function::new("CURRENCYRATE", &[TEXT], Kind::Number, |_| {
        Ok(Value::Number(Num::ONE))
    }),
    Function::new("CASESAFEID", &[TEXT], Kind::Text, |arguments| {
        Ok(Value::text(case_safe_id(arguments.text(0)?)))
    }),
];

fn value(arguments: &Arguments<'_>) -> Outcome {
    let text = arguments.text(0)?;
    if text.is_empty() {
        return Ok(Value::Null);
    }
    text.parse()
        .map(Value::Number)
        .map_err(|error: crate::NotANumber| {
            EvaluationError::failed("not-a-number", format!("VALUE: {error}."))
        })
}

/// Code, space, amount with thousands separated and the currency's decimal places.
fn format_currency(arguments: &Arguments<'_>) -> Outcome {
    if arguments.get(1).is_null() {
        return Ok(Value::Null);
    }
    let code = arguments.text(0)?;
    let amount = grouped(arguments.number(1)?, decimal_places(code));
    Ok(Value::text(format!("{code} {amount}")))
}

/// Decimal places of a currency by its code (ISO 4217).
fn decimal_places(code: &str) -> usize {
    match code.to_ascii_uppercase().as_str() {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

fn grouped(amount: Num, places: usize) -> String {
    let rounded = amount.rounded(places as i32);
    let digits = rounded.abs().to_string();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let sign = if rounded.is_negative() { "-" } else { "" };
    let whole = thousands(whole);
    match places {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{fraction:0<places$}"),
    }
}

fn thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// An id of 15 characters with the three that tell upper from lower case; others as they are.
fn case_safe_id(id: &str) -> String {
    if id.len() != 15 || !id.is_ascii() {
        return id.to_owned();
    }
    let suffix = id.as_bytes().chunks(5).map(|part| {
        let capitals = part.iter().rev().fold(0_u8, |capitals, letter| {
            capitals << 1 | u8::from(letter.is_ascii_uppercase())
        });
        char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[usize::from(capitals)])
    });
    id.chars().chain(suffix).collect()
}
