//! Problems as JSON: the contract of `segue check --format json`. Keys are only ever added.

use serde::Serialize;

use super::{Findings, Located, Spot};
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
        problems: located.map(|located| entry(located)).collect(),
    };
    serde_json::to_string_pretty(&report).expect("texts and numbers are JSON")
}

fn entry(located: Located<'_>) -> Entry<'_> {
    let Located {
        problem,
        at,
        related,
    } = located;
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
        related: related.into_iter().map(related_entry).collect(),
    }
}

fn related_entry<'a>((spot, message): (Spot<'a>, &'a str)) -> Related<'a> {
    Related {
        file: spot.file,
        line: spot.start.line,
        column: spot.start.column,
        message,
    }
}
