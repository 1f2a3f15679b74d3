//! Keys, tokens and passwords written into a flow.

use std::sync::LazyLock;

use regex::Regex;
use segue_definition::Node;

use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static HARDCODED_SECRET: Rule = Rule {
    id: "HardcodedSecret",
    scanner_id: Some("hardcoded-secret"),
    title: "a key, token or password",
    about: "A text that has the form of a well-known key or token, or is the fixed value of \
            something called a password, secret, token or key. Whoever reads the file has it. Keep \
            it with the credentials of an endpoint, and renew it.",
    fix: None,
    category: Category::Problem,
    level: Level::Error,
    choice: None,
    check,
};

/// Forms of keys and tokens that nothing else has.
static FORMS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
        r"|\bgh[pousr]_[A-Za-z0-9]{36}",
        r"|\bgithub_pat_[A-Za-z0-9_]{22}",
        r"|\bxox[abprs]-[A-Za-z0-9-]{10}",
        r"|\bAIza[0-9A-Za-z_-]{35}",
        r"|\b[sr]k_live_[0-9a-zA-Z]{16}",
        r"|\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16}",
        r"|-----BEGIN [A-Z ]*PRIVATE KEY-----",
        r"|(?i:\bbearer\s+[A-Za-z0-9._~+/-]{20})",
        r"|(?i:\bbasic\s+[A-Za-z0-9+/]{16,}={0,2}(?:\s|$))",
    ))
    .expect("it is a pattern")
});

/// Names of what is secret.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:password|passwd|secret|api_?key|private_?key|access_?token|auth_?token)$")
        .expect("it is a pattern")
});

/// Shortest fixed value of something with such a name that is taken for a secret.
const SECRET_MIN: usize = 8;

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    for leaf in flow.leaves().iter().filter(|leaf| !leaf.is_remark()) {
        if FORMS.is_match(leaf.text()) {
            let owner = &flow.root.children[leaf.owner];
            report(
                found,
                owner,
                leaf.node,
                "this text has the form of a key or token",
            );
        }
    }
    for (_, resource) in flow.resources() {
        let value = resource.child("value").and_then(|v| v.child("stringValue"));
        if let Some(value) = value.filter(|value| is_secret(resource.name(), value)) {
            let words = format!("the value of `{}` is written in the flow", resource.name());
            report(found, resource, value, &words);
        }
    }
}

fn is_secret(name: &str, value: &Node) -> bool {
    let word = value.word();
    let is_text = word.contains(char::is_whitespace) || word.contains("{!");
    NAMES.is_match(name) && word.len() >= SECRET_MIN && !is_text && !FORMS.is_match(word)
}

/// The secret itself is not repeated.
fn report(found: &mut Found, owner: &Node, at: &Node, words: &str) {
    found
        .inside(owner, &at.place(), words.to_owned())
        .help("keep it with the credentials of an endpoint, and renew it: it has been seen");
}
