//! How long formulas of ten operators take, compiled once and evaluated many times.

use anyhow::{Context, anyhow};
use segue_language::{Environment, Formula, Path, TimeZone, Timestamp, Type, Value};
use segue_runtime::Stopwatch;
use serde_json::{Value as Json, json};

/// How often each formula is measured; the quickest counts, because others use the machine, too.
const ROUNDS: usize = 9;
/// Evaluations of one measurement.
const TIMES: u32 = 100_000;
/// Compilations of one measurement.
const COMPILED_TIMES: u32 = 2_000;

/// Each has ten operators.
const FORMULAS: [(&str, &str); 4] = [
    (
        "whole numbers",
        "count + size * 3 - count * 2 + size * 3 - (count - size) * 4 + count",
    ),
    (
        "amounts",
        "price + rate * 3 - rate * 2 + price * 3 - (price - rate) * 4 + price",
    ),
    (
        "long fractions",
        "price / 3 + rate / 7 - price / 11 + rate / 13 - price / 17 + rate",
    ),
    (
        "conditions",
        "count > 100 && price * 2 < rate + 10 || open && name = 'Acme' && size <> 4",
    ),
];

/// Prints the figures.
pub(super) fn measure() -> anyhow::Result<String> {
    let figures: anyhow::Result<Vec<Json>> = FORMULAS.iter().map(figure).collect();
    let line = json!({
        "format": 1, "workload": "formula", "operators": 10, "formulas": figures?,
        "version": env!("CARGO_PKG_VERSION"),
    });
    Ok(line.to_string())
}

fn figure((name, text): &(&str, &str)) -> anyhow::Result<Json> {
    let values = values()?;
    let type_of = |path: &Path| {
        let name = path.to_string();
        values
            .iter()
            .find(|(known, ..)| *known == name)
            .map(|(_, value_type, _)| value_type.clone())
    };
    let compile = || Formula::compile(text, &type_of);
    let formula = compile()?;
    let slots: Vec<Value> = formula
        .references()
        .iter()
        .filter_map(|path| values.iter().find(|(known, ..)| *known == path.to_string()))
        .map(|(.., value)| value.clone())
        .collect();
    let environment = Environment {
        now: Timestamp(0),
        zone: TimeZone::UTC,
    };
    let evaluate = || formula.evaluate(&environment, &mut |slot| Ok(slots[slot].clone()));
    evaluate().context("while evaluating")?;
    Ok(json!({
        "name": name,
        "formula": text,
        "ns": quickest(TIMES, || drop(std::hint::black_box(evaluate()))).round(),
        "compile_ns": quickest(COMPILED_TIMES, || drop(std::hint::black_box(compile()))).round(),
    }))
}

/// Nanoseconds of one time, in the quickest round.
fn quickest(times: u32, work: impl Fn()) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let watch = Stopwatch::start();
        (0..times).for_each(|_| work());
        watch.seconds() * 1e9 / f64::from(times)
    });
    rounds.fold(f64::INFINITY, f64::min)
}

fn values() -> anyhow::Result<Vec<(&'static str, Type, Value)>> {
    let number = |text: &str| {
        let number = text.parse().map_err(|error| anyhow!("{error}"))?;
        anyhow::Ok(Value::Number(number))
    };
    Ok(vec![
        ("count", Type::Number, Value::integer(17)),
        ("size", Type::Number, Value::integer(250)),
        ("price", Type::Number, number("12.5")?),
        ("rate", Type::Number, number("19.99")?),
        ("name", Type::Text, Value::text("Acme")),
        ("open", Type::Boolean, Value::Boolean(true)),
    ])
}
