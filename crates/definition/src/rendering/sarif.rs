//! Problems as SARIF 2.1.0, the form that code hosts show beside the changed lines.

use serde_json::{Value, json};

use super::{Findings, Located, Spot};
use crate::{CODES, Problem, Severity};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The problems as one SARIF log.
pub fn sarif(findings: &Findings<'_>) -> String {
    let rules: Vec<Value> = CODES.iter().map(|code| json!({ "id": code })).collect();
    let located = findings.located();
    let results: Vec<Value> = located.iter().map(result).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "segue",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).expect("texts and numbers are JSON")
}

fn result(located: &Located<'_>) -> Value {
    let problem = located.problem;
    let mut result = json!({
        "ruleId": problem.code,
        "ruleIndex": CODES.iter().position(|code| *code == problem.code),
        "level": level(problem.severity),
        "message": { "text": text(problem) },
        "locations": [{ "physicalLocation": physical(&located.at) }],
    });
    if !located.related.is_empty() {
        result["relatedLocations"] = located.related.iter().map(related).collect();
    }
    result
}

/// The sentence, what was meant, and what to do: hosts show only this.
fn text(problem: &Problem) -> String {
    let mut text = problem.message.clone();
    if let Some(name) = &problem.suggestion {
        text = format!("{text}; did you mean `{name}`?");
    }
    if let Some(help) = &problem.help {
        text = format!("{text}\n{help}");
    }
    text
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn physical(spot: &Spot<'_>) -> Value {
    json!({
        "artifactLocation": { "uri": uri(&spot.file) },
        "region": {
            "startLine": spot.start.line,
            "startColumn": spot.start.column,
            "endLine": spot.end.line,
            "endColumn": spot.end.column,
        },
    })
}

fn related((spot, words): &(Spot<'_>, &str)) -> Value {
    json!({ "physicalLocation": physical(spot), "message": { "text": words } })
}

/// A path as a URI reference: everything but unreserved characters and `/` is escaped.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}
