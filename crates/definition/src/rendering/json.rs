//! Problems as JSON: the contract of `segue check --format json`. Keys are only ever added.

use serde::Serialize;

use super::{Findings, Located};
use crate::Severity;

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
        files: findings.n_files(),
        errors: findings.count(Severity::Error),
        warnings: findings.count(Severity::Warning),
        problems: located.map(|located| entry(findings, located)).collect(),
    };
    serde_json::to_string_pretty(&report).expect("texts and numbers are JSON")
}

fn entry<'a>(findings: &Findings<'a>, located: Located<'a>) -> Entry<'a> {
    let Located { problem, at, .. } = &located;
    Entry {
        code: problem.code,
        severity: problem.severity.word(),
        message: &problem.message,
        help: problem.help.as_deref(),
        suggestion: problem.suggestion.as_deref(),
        file: at.file.clone(),
        line: at.start.line,
        column: at.start.column,
        end_line: at.end.line,
        end_column: at.end.column,
        element: problem.element.as_deref(),
        related: related(findings, &located),
    }
}

fn related<'a>(findings: &Findings<'a>, located: &Located<'a>) -> Vec<Related<'a>> {
    let places = located.problem.related.iter();
    places
        .map(|(place, message)| {
            let at = findings.locate(located.sources, place);
            Related {
                file: at.file,
                line: at.start.line,
                column: at.start.column,
                message,
            }
        })
        .collect()
}
