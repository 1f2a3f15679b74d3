//! The report for programs (format 1; keys are only ever added).

use serde_json::{Value, json as object};

use super::{Failure, Played, Report};
use crate::scenario::coverage::{Coverage, Reached, Tally};

/// Renders a report as one JSON object.
pub fn json(report: &Report) -> String {
    let mut value = object!({
        "format": 1,
        "passed": report.n_passed(),
        "failed": report.n_failed(),
        "seconds": rounded(report.seconds),
        "scenarios": report.scenarios.iter().map(played).collect::<Vec<_>>(),
    });
    if let Some(coverage) = &report.coverage {
        value["coverage"] = covered(coverage);
    }
    value.to_string()
}

fn played(played: &Played) -> Value {
    let mut value = object!({
        "file": played.file,
        "scenario": played.scenario,
        "line": played.line,
        "status": played.status.as_str(),
        "seconds": rounded(played.seconds),
    });
    if let Some(failure) = &played.failure {
        value["failure"] = failed(failure);
    }
    value
}

fn failed(failure: &Failure) -> Value {
    object!({
        "step": failure.step,
        "line": failure.line,
        "expected": failure.expected,
        "found": failure.found,
        "history": failure.history,
        "why": failure.why,
    })
}

fn covered(coverage: &Coverage) -> Value {
    let definitions = coverage.definitions().map(|(name, reached)| {
        let mut value = tallies(reached);
        value["name"] = Value::from(name);
        value["missed"] = Value::from(reached.missed());
        value
    });
    object!({"total": tallies(&coverage.total()), "definitions": definitions.collect::<Vec<_>>()})
}

fn tallies(reached: &Reached) -> Value {
    let pair = |tally: Tally| object!([tally.hit, tally.all]);
    reached
        .parts()
        .into_iter()
        .map(|(name, tally)| (name.to_owned(), pair(tally)))
        .collect()
}

fn rounded(seconds: f64) -> f64 {
    (seconds * 1_000.0).round() / 1_000.0
}
