//! Problems as JSON: the contract of `segue check --format json`. Keys are only ever added.

use serde::Serialize;

use super::{Findings, Location};
use crate::{Problem, Severity};

/// Version of this format.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    files: usize,
    errors: usize,
    warnings: usize,
    problems: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    suggestion: Option<&'a str>,
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    element: Option<&'a str>,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    file: String,
    line: usize,
    column: usize,
    message: &'a str,
}

/// The problems as one JSON object.
pub fn json(findings: &Findings<'_>) -> String {
    let located = findings.located().into_iter();
    let report = Report {
        format: FORMAT,
        files: findings.sources.len(),
        errors: findings.problems.count(Severity::Error),
        warnings: findings.problems.count(Severity::Warning),
        problems: located
            .map(|(at, problem)| entry(findings, at, problem))
            .collect(),
    };
    serde_json::to_string_pretty(&report).expect("texts and numbers are JSON")
}

fn entry<'a>(findings: &Findings<'a>, at: Location, problem: &'a Problem) -> Entry<'a> {
    Entry {
        code: problem.code,
        severity: problem.severity.word(),
        message: &problem.message,
        help: problem.help.as_deref(),
        suggestion: problem.suggestion.as_deref(),
        file: at.file,
        line: at.start.line,
        column: at.start.column,
        end_line: at.end.line,
        end_column: at.end.column,
        element: problem.element.as_deref(),
        related: related(findings, problem),
    }
}

fn related<'a>(findings: &Findings<'a>, problem: &'a Problem) -> Vec<Related<'a>> {
    let places = problem.related.iter();
    places
        .map(|(place, message)| {
            let at = findings.locate(place);
            Related {
                file: at.file,
                line: at.start.line,
                column: at.start.column,
                message,
            }
        })
        .collect()
}
