//! The platform's own expected results of formulas, through `segue eval --batch` as it is shipped.
//!
//! The corpus was converted from text. Three things were lost on the way, which this test gives
//! back before it compares a second time: percents look like any other number there, although the
//! platform computes with 0.5 for a field of 50 percent and gives a formula of that type as 50
//! again; results were trimmed; and commas in them were escaped with a backslash.
#![expect(
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value as Json, json};

/// Cases that the file holds; more of them are welcome.
const CASES_MIN: usize = 2_494;
/// Of 100 cases as they stand, so many have to pass.
const RAW_PERCENT_MIN: usize = 93;
/// Of 1,000 cases with the lost types given back, so many have to pass.
const CORRECTED_PERMILLE_MIN: usize = 990;

/// Fields of type percent.
const PERCENT_FIELDS: [&str; 1] = ["custompercent1__c"];
/// Formula fields of type percent.
const PERCENT_FORMULAS: [&str; 6] = [
    "testBVLWithCur",
    "testISBLANKWithCur",
    "testIfBeginsUsesEmail",
    "testIfContainsUsesEmail",
    "testIfNumCompareLess",
    "testIfTextCompareEqualReturnNum",
];

/// One case: what is asked and what must come back.
struct Case {
    formula: String,
    asked: Json,
    expected: Json,
}

#[test]
fn the_platforms_cases_give_the_same_results() {
    let Some(file) = file() else {
        println!("skipped: no corpus");
        return;
    };
    let text = std::fs::read_to_string(file).unwrap();
    let raw = cases(&text, false);
    let corrected = cases(&text, true);
    let n_cases = raw.len();
    let n_raw = n_cases - misses(&raw, same).len();
    let missed = misses(&corrected, |found, expected| {
        same(found, expected) || same_text(found, expected)
    });
    for (formula, miss) in &missed {
        println!("{formula}: {miss}");
    }
    let n_corrected = n_cases - missed.len();
    println!("as the file stands: {n_raw} of {n_cases}");
    println!("with types and texts given back: {n_corrected} of {n_cases}");
    assert!(n_cases >= CASES_MIN, "only {n_cases} cases");
    assert!(n_raw * 100 >= n_cases * RAW_PERCENT_MIN);
    assert!(n_corrected >= CASES_MIN);
    assert!(n_corrected * 1_000 >= n_cases * CORRECTED_PERMILLE_MIN);
}

fn file() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let corpus = std::env::var_os("SEGUE_CORPUS").map_or(beside, PathBuf::from);
    let file = corpus.join("formulas/cases.jsonl");
    file.is_file().then_some(file)
}

fn cases(text: &str, is_corrected: bool) -> Vec<Case> {
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    lines
        .flat_map(|line: Json| {
            let cases = line["cases"].as_array().unwrap().clone();
            cases
                .into_iter()
                .map(move |case| one(&line, &case, is_corrected))
        })
        .collect()
}

fn one(line: &Json, case: &Json, is_corrected: bool) -> Case {
    let name = line["name"].as_str().unwrap();
    let mut variables = case["variables"].clone();
    let mut returns = line["returns"].clone();
    if is_corrected {
        for field in PERCENT_FIELDS {
            if let Some(variable) = variables.get_mut(field) {
                variable["type"] = json!("Percent");
            }
        }
        if PERCENT_FORMULAS.contains(&name) {
            returns = json!("Percent");
        }
    }
    Case {
        formula: name.to_owned(),
        asked: json!({"formula": line["formula"], "returns": returns, "variables": variables}),
        expected: match case["error"].as_bool() {
            Some(true) => json!({"error": true}),
            _ => case["value"].clone(),
        },
    }
}

/// The cases that `is_same` does not accept, each in one sentence.
fn misses(cases: &[Case], is_same: impl Fn(&Json, &Json) -> bool) -> Vec<(String, String)> {
    let answers = batch(cases);
    assert_eq!(answers.len(), cases.len());
    cases
        .iter()
        .zip(answers)
        .filter(|(case, answer)| !is_same(answer, &case.expected))
        .map(|(case, answer)| {
            let miss = format!("{answer}, not {} for {}", case.expected, case.asked);
            (case.formula.clone(), miss)
        })
        .collect()
}

fn batch(cases: &[Case]) -> Vec<Json> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_segue"))
        .args(["eval", "--batch", "-", "--now", "2026-03-02T09:00:00Z"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: String = cases
        .iter()
        .map(|case| format!("{}\n", case.asked))
        .collect();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let answers = String::from_utf8(output.stdout).unwrap();
    let answers = answers.lines();
    answers
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// An error for an error; numbers as they are printed or within 1e-12; everything else exactly.
fn same(answer: &Json, expected: &Json) -> bool {
    if expected.get("error").is_some() {
        return answer.get("error").is_some();
    }
    let Some(found) = answer.get("value") else {
        return false;
    };
    found == expected || near(found, expected)
}

fn near(found: &Json, expected: &Json) -> bool {
    let number = |json: &Json| json.as_str().and_then(|text| text.parse::<f64>().ok());
    match (number(found), number(expected)) {
        (Some(found), Some(expected)) => {
            found == expected || ((found - expected) / expected).abs() <= 1e-12
        }
        _ => false,
    }
}

/// The same text, apart from blanks around it and escaped commas.
fn same_text(answer: &Json, expected: &Json) -> bool {
    let (Some(found), Some(expected)) = (answer["value"].as_str(), expected.as_str()) else {
        return false;
    };
    found.trim() == expected.replace("\\,", ",")
}
