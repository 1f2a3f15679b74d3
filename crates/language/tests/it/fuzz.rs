//! Generated formulas of every kind: none panics, none passes its budget, each refusal points into
//! its formula. A few thousand each time; `cargo xtask fuzz` generates a million.

mod formulas;
mod random;
mod values;

use std::panic::{AssertUnwindSafe, catch_unwind};

use segue_language::{
    EvaluationError, FORMULA_COST_MAX, FORMULA_TEXT_MAX, Formula, FormulaError, Path, Type, Value,
    formula_functions,
};

use crate::world::at;
use random::Random;
use values::{Named, named};

/// Formulas of each `cargo test`.
const FEW: u64 = 4_000;

/// What came of the formulas.
#[derive(Default)]
struct Tally {
    n_refused: u64,
    n_failed: u64,
    n_valued: u64,
    most_asked: u64,
    broken: Vec<String>,
}

#[test]
fn generated_formulas_keep_within_their_bounds() {
    let setting = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let n = setting("SEGUE_FUZZ").unwrap_or(FEW);
    let seed = setting("SEGUE_FUZZ_SEED").unwrap_or(1);
    let mut tally = Tally::default();
    for number in 0..n {
        let mut random = Random::of(seed, number);
        let text = formulas::generate(&mut random);
        let world = named(&mut random);
        let tried = catch_unwind(AssertUnwindSafe(|| try_out(&text, &world, &mut tally)));
        match tried {
            Ok(Ok(())) => {}
            Ok(Err(why)) => tally.broken.push(format!("{number}: {why}: {text}")),
            Err(_) => tally.broken.push(format!("{number}: panics: {text}")),
        }
        assert!(tally.broken.len() < 20, "seed {seed}: {:#?}", tally.broken);
    }
    println!(
        "{n} formulas of seed {seed}: {} refused, {} failed, {} gave a value; at most {} \
         references asked for in one evaluation",
        tally.n_refused, tally.n_failed, tally.n_valued, tally.most_asked
    );
    assert!(tally.broken.is_empty(), "seed {seed}: {:#?}", tally.broken);
    assert!(tally.n_valued * 5 > n, "too few formulas make sense");
    assert!(tally.n_refused * 20 > n, "too few formulas are wrong");
}

fn try_out(text: &str, world: &[Named], tally: &mut Tally) -> Result<(), String> {
    let find = |path: &Path| {
        let name = path.to_string();
        world
            .iter()
            .find(|known| known.name.eq_ignore_ascii_case(&name))
    };
    let formula = match Formula::compile(text, &|path| find(path).map(|it| it.value_type.clone())) {
        Ok(formula) => formula,
        Err(error) => {
            tally.n_refused += 1;
            return points_into(text, &error);
        }
    };
    let slots: Vec<Value> = formula
        .references()
        .iter()
        .map(|path| find(path).map_or(Value::Null, |known| known.value.clone()))
        .collect();
    let environment = at("Europe/Berlin", "2026-03-28T23:59:59Z");
    let mut n_asked = 0;
    let mut evaluate = || {
        formula.evaluate(&environment, &mut |slot| {
            n_asked += 1;
            Ok(slots[slot].clone())
        })
    };
    let (first, second) = (evaluate(), evaluate());
    tally.most_asked = tally.most_asked.max(n_asked / 2);
    if first != second {
        return Err(format!("{first:?} at first and {second:?} then"));
    }
    if n_asked / 2 > FORMULA_COST_MAX {
        return Err(format!("asks for {n_asked} references"));
    }
    judge(&formula, first, tally)
}

fn points_into(text: &str, error: &FormulaError) -> Result<(), String> {
    let length = text.chars().count();
    if error.at.start > error.at.end || error.at.end > length {
        return Err(format!("points at {:?} of {length} characters", error.at));
    }
    if error.message.is_empty() {
        return Err("says nothing".to_owned());
    }
    Ok(())
}

fn judge(
    formula: &Formula,
    outcome: Result<Value, EvaluationError>,
    tally: &mut Tally,
) -> Result<(), String> {
    let value = match outcome {
        Ok(value) => value,
        Err(EvaluationError::Failed { message, .. }) => {
            tally.n_failed += 1;
            return match message.is_empty() {
                true => Err("fails without a word".to_owned()),
                false => Ok(()),
            };
        }
        Err(other) => return Err(format!("{other:?}")),
    };
    tally.n_valued += 1;
    if let Value::Text(text) = &value
        && text.len() > FORMULA_TEXT_MAX
    {
        return Err(format!("makes a text of {} bytes", text.len()));
    }
    let found = crate::world::type_of(&value);
    let wanted = match formula.returns() {
        Type::Picklist | Type::Multipicklist => &Type::Text,
        other => other,
    };
    match found == *wanted || found == Type::Any || *wanted == Type::Any {
        true => Ok(()),
        false => Err(format!("gives {found:?}, not {wanted:?}")),
    }
}

#[test]
fn every_function_is_generated() {
    let mut seen = std::collections::BTreeSet::new();
    for number in 0..FEW {
        let text = formulas::generate(&mut Random::of(1, number));
        seen.extend(formula_functions().filter(|name| text.contains(&format!("{name}("))));
    }
    let missing: Vec<&str> = formula_functions()
        .filter(|name| !seen.contains(name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
