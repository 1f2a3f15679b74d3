//! The report for people: failures in full, the rest in a line.

use std::fmt::Write;

use super::{Failure, Played, Report, Status};
use crate::scenario::coverage::{Coverage, Tally};

/// Renders a report for a terminal.
pub fn human(report: &Report) -> String {
    let mut text = String::new();
    let mut last: Option<&Played> = None;
    for played in report
        .scenarios
        .iter()
        .filter(|played| played.status != Status::Passed)
    {
        failed(&mut text, played, last);
        last = Some(played);
    }
    if let Some(coverage) = &report.coverage {
        covered(&mut text, coverage);
    }
    let (passed, failed) = (report.n_passed(), report.n_failed());
    let _ = write!(
        text,
        "{passed} passed, {failed} failed in {:.2} s",
        report.seconds
    );
    text
}

fn failed(text: &mut String, played: &Played, last: Option<&Played>) {
    let Played {
        file,
        line,
        scenario,
        status,
        failure,
        ..
    } = played;
    let name = if scenario.is_empty() {
        "cannot be read"
    } else {
        scenario
    };
    let _ = writeln!(
        text,
        "{} {file}:{line} {name}",
        status.as_str().to_uppercase()
    );
    let is_same = |last: &Played| {
        let found = |played: &Played| played.failure.as_ref().map(|failure| failure.found.clone());
        last.status == Status::Error && found(last) == found(played)
    };
    if last.is_some_and(is_same) {
        text.push_str("  for the same reason\n");
    } else if let Some(failure) = failure {
        explain(text, failure);
    }
    text.push('\n');
}

fn explain(text: &mut String, failure: &Failure) {
    if failure.step > 0 {
        let _ = writeln!(text, "  step {}, line {}", failure.step, failure.line);
    }
    block(text, "expected", failure.expected.lines());
    block(text, "found", failure.found.lines());
    block(text, "history", failure.history.iter().map(String::as_str));
    block(text, "waits", failure.why.iter().map(String::as_str));
}

fn block<'a>(text: &mut String, label: &str, lines: impl Iterator<Item = &'a str>) {
    for (index, line) in lines.enumerate() {
        let label = if index == 0 { label } else { "" };
        let _ = writeln!(text, "  {label:<9} {line}");
    }
}

fn covered(text: &mut String, coverage: &Coverage) {
    let total = coverage.total();
    text.push_str("coverage");
    for (index, (name, tally)) in total.parts().into_iter().enumerate() {
        let comma = if index == 0 { " " } else { ", " };
        let _ = write!(text, "{comma}{name} {}", share(tally));
    }
    text.push('\n');
    for (name, definition) in coverage.definitions() {
        let missed = definition.missed();
        if !missed.is_empty() {
            let _ = writeln!(text, "  {name} misses {}", missed.join(", "));
        }
    }
}

fn share(tally: Tally) -> String {
    format!("{}/{}", tally.hit, tally.all)
}
