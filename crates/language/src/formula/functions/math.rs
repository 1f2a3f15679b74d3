//! Arithmetic, rounding, logarithms and angles.
//!
//! What has no exact decimal result is computed with binary numbers of about 16 digits, as on the
//! platform.

use super::Function;
use crate::formula::evaluate::Arguments;
use crate::formula::kind::{Kind, NUMBER};
use crate::formula::operators::{division_by_zero, too_large};
use crate::formula::tree::Outcome;
use crate::{EvaluationError, Num, Value};

/// Digits that count when rounding to a whole number: 2/3*3 is 2, not 1.99….
const SIGNIFICANT_DIGITS: u32 = 32;

pub(super) const FUNCTIONS: &[Function] = &[
    unary("ABS", |a| whole(a, Num::abs)),
    unary("CEILING", |a| whole(a, |n| settled(n).away_from_zero())),
    unary("FLOOR", |a| whole(a, |n| settled(n).truncated(0))),
    unary("MCEILING", |a| whole(a, |n| settled(n).ceiling())),
    unary("MFLOOR", |a| whole(a, |n| settled(n).floor())),
    Function::new("ROUND", &[NUMBER, NUMBER], Kind::Number, |arguments| {
        Ok(Value::Number(
            arguments.number(0)?.rounded(places(arguments)?),
        ))
    }),
    Function::new("TRUNC", &[NUMBER, NUMBER], Kind::Number, trunc).optional(1),
    Function::new("MOD", &[NUMBER, NUMBER], Kind::Number, modulo),
    Function::new("MAX", &[NUMBER], Kind::Number, |a| chosen(a, Num::max)).and_more(),
    Function::new("MIN", &[NUMBER], Kind::Number, |a| chosen(a, Num::min)).and_more(),
    unary("SQRT", sqrt),
    unary("EXP", |a| binary(a.number(0)?.to_f64().exp())),
    unary("LN", |a| logarithm(a, f64::ln)),
    unary("LOG", |a| logarithm(a, f64::log10)),
    unary("SIN", |a| binary(a.number(0)?.to_f64().sin())),
    unary("COS", |a| binary(a.number(0)?.to_f64().cos())),
    unary("TAN", |a| binary(a.number(0)?.to_f64().tan())),
    unary("ASIN", |a| binary(a.number(0)?.to_f64().asin())),
    unary("ACOS", |a| binary(a.number(0)?.to_f64().acos())),
    unary("ATAN", |a| binary(a.number(0)?.to_f64().atan())),
    Function::new("ATAN2", &[NUMBER, NUMBER], Kind::Number, |a| {
        binary(a.number(0)?.to_f64().atan2(a.number(1)?.to_f64()))
    }),
    Function::new("PI", &[], Kind::Number, |_| binary(std::f64::consts::PI)),
];

const fn unary(name: &'static str, body: fn(&Arguments<'_>) -> Outcome) -> Function {
    Function::new(name, &[NUMBER], Kind::Number, body)
}

fn whole(arguments: &Arguments<'_>, function: fn(Num) -> Num) -> Outcome {
    Ok(Value::Number(function(arguments.number(0)?)))
}

fn settled(number: Num) -> Num {
    number.significant(SIGNIFICANT_DIGITS)
}

fn places(arguments: &Arguments<'_>) -> Result<i32, EvaluationError> {
    Ok(i32::try_from(arguments.count(1)?).expect("counts fit 32 bits"))
}

fn trunc(arguments: &Arguments<'_>) -> Outcome {
    let places = match arguments.all().len() {
        1 => 0,
        _ => places(arguments)?,
    };
    Ok(Value::Number(arguments.number(0)?.truncated(places)))
}

/// Has the sign of the number divided.
fn modulo(arguments: &Arguments<'_>) -> Outcome {
    let remainder = arguments.number(0)?.checked_rem(arguments.number(1)?);
    remainder.map(Value::Number).ok_or_else(division_by_zero)
}

fn chosen(arguments: &Arguments<'_>, better: fn(Num, Num) -> Num) -> Outcome {
    let mut best = arguments.number(0)?;
    for position in 1..arguments.all().len() {
        best = better(best, arguments.number(position)?);
    }
    Ok(Value::Number(best))
}

fn sqrt(arguments: &Arguments<'_>) -> Outcome {
    let root = arguments.number(0)?.sqrt();
    root.map(Value::Number).ok_or_else(too_large)
}

fn logarithm(arguments: &Arguments<'_>, function: fn(f64) -> f64) -> Outcome {
    let number = arguments.number(0)?;
    if number <= Num::ZERO {
        return Err(too_large());
    }
    binary(function(number.to_f64()))
}

fn binary(result: f64) -> Outcome {
    Num::from_f64(result)
        .map(Value::Number)
        .ok_or_else(too_large)
}
