//! Problems as SARIF 2.1.0, the form that code hosts show beside the changed lines.

use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::{Findings, Located, Spot};
use crate::{CODES, Problem, Severity};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What SARIF says of a code.
#[derive(Clone, Copy, Debug)]
pub struct SarifRule<'a> {
    /// The code.
    pub id: &'a str,
    /// Another name of it.
    pub name: Option<&'a str>,
    /// What it is about, in a few words.
    pub about: Option<&'a str>,
}

/// The problems as one SARIF log.
pub fn sarif(findings: &Findings<'_>) -> String {
    sarif_of(findings, &[])
}

/// The problems as one SARIF log, which knows `rules` besides the codes of problems.
pub fn sarif_of(findings: &Findings<'_>, rules: &[SarifRule<'_>]) -> String {
    let codes = CODES.iter().map(|code| SarifRule {
        id: code,
        name: None,
        about: None,
    });
    let rules: Vec<SarifRule<'_>> = rules.iter().copied().chain(codes).collect();
    let indices: FxHashMap<&str, usize> = rules.iter().map(|rule| rule.id).zip(0..).collect();
    let located = findings.located();
    let results: Vec<Value> = located.iter().map(|one| result(one, &indices)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "segue",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(descriptor).collect::<Vec<Value>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).expect("texts and numbers are JSON")
}

fn descriptor(rule: &SarifRule<'_>) -> Value {
    let mut descriptor = json!({ "id": rule.id });
    if let Some(name) = rule.name {
        descriptor["name"] = name.into();
    }
    if let Some(about) = rule.about {
        descriptor["shortDescription"] = json!({ "text": about });
    }
    descriptor
}

fn result(located: &Located<'_>, indices: &FxHashMap<&str, usize>) -> Value {
    let problem = located.problem;
    let mut result = json!({
        "ruleId": problem.code,
        "ruleIndex": indices.get(problem.code),
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
