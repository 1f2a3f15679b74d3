//! The platform's own expected results of formulas.
//!
//! The corpus was converted from text in which each result had been trimmed and its commas
//! escaped. It does not tell percents from other numbers: the platform computes with 0.5 for a
//! field that holds 50 percent, and gives a formula field of that type as 50 again. So this test
//! knows percent fields by their names, and formulas of that type by a list.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use segue_language::{
    Environment, EvaluationError, Formula, Num, Timestamp, Type, Value, merge_text, read,
};
use serde_json::Value as Json;

/// Of 100 cases, so many have to pass.
const PASSING_PERCENT_MIN: usize = 99;
/// How the names of percent fields begin.
const PERCENT_FIELD: &str = "custompercent";
/// Formula fields of type percent.
const PERCENT_FORMULAS: [&str; 6] = [
    "testBVLWithCur",
    "testISBLANKWithCur",
    "testIfBeginsUsesEmail",
    "testIfContainsUsesEmail",
    "testIfNumCompareLess",
    "testIfTextCompareEqualReturnNum",
];

#[test]
fn the_platforms_formula_cases_give_the_same_results() {
    let Some(root) = root() else {
        println!("skipped: no corpus");
        return;
    };
    let text = std::fs::read_to_string(root.join("formulas/cases.jsonl")).unwrap();
    let mut misses = BTreeMap::<String, Vec<String>>::new();
    let (mut n_cases, mut n_raw) = (0, 0);
    for line in text.lines() {
        let formula: Json = serde_json::from_str(line).unwrap();
        for case in formula["cases"].as_array().unwrap() {
            n_cases += 1;
            n_raw += usize::from(gives_exactly(&formula, case));
            if let Err(miss) = check(&formula, case) {
                let name = formula["name"].as_str().unwrap().to_owned();
                misses.entry(name).or_default().push(miss);
            }
        }
    }
    let n_missed: usize = misses.values().map(Vec::len).sum();
    for (name, misses) in &misses {
        println!("{name}: {} missed, first {}", misses.len(), misses[0]);
    }
    println!("{} of {n_cases} pass", n_cases - n_missed);
    println!("{n_raw} of {n_cases} pass when percents and trimmed texts are not corrected");
    assert!(n_cases > 2_000, "only {n_cases} cases found");
    assert!((n_cases - n_missed) * 100 >= n_cases * PASSING_PERCENT_MIN);
}

#[test]
fn every_formula_of_the_corpus_is_understood() {
    let Some(root) = root() else {
        println!("skipped: no corpus");
        return;
    };
    let (mut n_formulas, mut refused) = (0, Vec::new());
    for file in definitions(&root) {
        for formula in formulas(&std::fs::read_to_string(&file).unwrap()) {
            n_formulas += 1;
            if let Err(error) = Formula::compile(&formula, &|_| Some(Type::Any)) {
                refused.push(format!("{}: {formula}: {error}", file.display()));
            }
        }
    }
    println!("{n_formulas} formulas, {} refused", refused.len());
    assert!(n_formulas > 100, "only {n_formulas} formulas found");
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

/// All metadata files of the corpus.
fn definitions(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(definitions(&path));
        } else if path.to_string_lossy().ends_with(".flow-meta.xml") {
            found.push(path);
        }
    }
    found
}

/// The formulas in a definition of a flow.
fn formulas(xml: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in ["expression", "formulaExpression", "filterFormula"] {
        let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
        for part in xml.split(&open).skip(1) {
            found.push(unescaped(part.split(&close).next().unwrap()));
        }
    }
    found
}

fn unescaped(xml: &str) -> String {
    let mut text = xml.to_owned();
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    for (entity, character) in entities {
        text = text.replace(entity, character);
    }
    text
}

fn root() -> Option<PathBuf> {
    let root = std::env::var_os("SEGUE_CORPUS").map_or_else(
        || {
            PathBuf::from(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../../shared/corpus"
            ))
        },
        PathBuf::from,
    );
    root.is_dir().then_some(root)
}

fn check(formula: &Json, case: &Json) -> Result<(), String> {
    let variables = case["variables"].as_object().unwrap();
    let described = || serde_json::to_string(variables).unwrap();
    let found = evaluate(formula["formula"].as_str().unwrap(), variables, &as_stored);
    let found = found.map(|value| as_result(formula, value));
    let is_error = case["error"].as_bool() == Some(true);
    match found {
        Err(_) if is_error => Ok(()),
        Err(error) => Err(format!("{} gives error {error}", described())),
        Ok(value) if is_error => Err(format!("{} gives {value:?}, not an error", described())),
        Ok(value) if same(&value, &case["value"]) => Ok(()),
        Ok(value) => Err(format!("{}: {value:?}, not {}", described(), case["value"])),
    }
}

/// Whether a case gives what the corpus says as it stands there: without the corrections.
fn gives_exactly(formula: &Json, case: &Json) -> bool {
    let variables = case["variables"].as_object().unwrap();
    let text = formula["formula"].as_str().unwrap();
    match evaluate(text, variables, &|_, value| value) {
        Err(_) => case["error"].as_bool() == Some(true),
        Ok(Value::Text(found)) => case["value"].as_str() == Some(&*found),
        Ok(value) => same(&value, &case["value"]),
    }
}

fn as_result(formula: &Json, value: Value) -> Value {
    let is_percent = PERCENT_FORMULAS.contains(&formula["name"].as_str().unwrap());
    match value {
        Value::Number(number) if is_percent => {
            Value::Number(number.checked_mul(Num::from(100)).unwrap())
        }
        value => value,
    }
}

fn evaluate(
    text: &str,
    variables: &serde_json::Map<String, Json>,
    stored: &dyn Fn(&str, Value) -> Value,
) -> Result<Value, String> {
    let named = |path: &segue_language::Path| {
        let name = path.to_string();
        let found = variables
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(&name));
        found.map(|(_, variable)| variable)
    };
    let type_of = |path: &segue_language::Path| named(path).map(|v| type_named(&v["type"]));
    let formula = Formula::compile(text, &type_of).map_err(|e| e.to_string())?;
    let environment = Environment {
        now: Timestamp(1_772_442_000_000_000),
        zone: segue_language::TimeZone::UTC,
    };
    let value = &mut |slot: usize| {
        let variable = named(&formula.references()[slot]).unwrap();
        let value = value_of(&variable["type"], &variable["value"]);
        Ok::<Value, EvaluationError>(stored(&formula.references()[slot].to_string(), value))
    };
    formula
        .evaluate(&environment, value)
        .map_err(|e| e.to_string())
}

fn as_stored(field: &str, value: Value) -> Value {
    match value {
        Value::Number(number) if field.starts_with(PERCENT_FIELD) => {
            Value::Number(number.checked_div(Num::from(100)).unwrap())
        }
        value => value,
    }
}

fn type_named(name: &Json) -> Type {
    match name.as_str().unwrap() {
        "Number" => Type::Number,
        "Text" => Type::Text,
        "Boolean" => Type::Boolean,
        "Date" => Type::Date,
        "DateTime" => Type::DateTime,
        "Time" => Type::Time,
        other => panic!("unknown type {other}"),
    }
}

fn value_of(value_type: &Json, value: &Json) -> Value {
    let Some(text) = value.as_str() else {
        return value.as_bool().map_or(Value::Null, Value::Boolean);
    };
    match value_type.as_str().unwrap() {
        "Number" => Value::Number(text.parse().unwrap()),
        "Date" => Value::Date(read::date(text).unwrap()),
        "DateTime" => Value::DateTime(read::date_time(text).unwrap()),
        "Time" => Value::Time(read::time(text).unwrap()),
        _ => Value::text(text),
    }
}

fn same(found: &Value, expected: &Json) -> bool {
    match (found, expected) {
        (Value::Null, Json::Null) => true,
        (Value::Boolean(found), Json::Bool(expected)) => found == expected,
        (Value::Number(found), Json::String(expected)) => near(*found, expected),
        (Value::DateTime(found), Json::String(expected)) => {
            let second = Timestamp(found.0 - found.0.rem_euclid(1_000_000));
            second.to_string() == *expected
        }
        (found, Json::String(expected)) => merge_text(found).trim() == expected.replace("\\,", ","),
        _ => false,
    }
}

/// Equal as printed, or within 1e-12 of the expected number.
fn near(found: Num, expected: &str) -> bool {
    let expected: Num = expected.parse().unwrap();
    let printed: Num = found.to_string().parse().unwrap();
    let (found, expected) = (printed.to_f64(), expected.to_f64());
    found == expected || ((found - expected) / expected).abs() <= 1e-12
}
