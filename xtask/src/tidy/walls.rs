//! The walls between the crates: what each must not know.

use super::File;

/// What each crate may depend on among ours; whatever is not listed is forbidden.
const WALLS: &[(&str, &[&str])] = &[
    ("language", &[]),
    ("flow", &["language"]),
    ("engine", &["language"]),
    ("definition", &["language", "flow", "engine"]),
    ("lint", &["definition"]),
    ("drawing", &["language", "flow", "engine"]),
    ("store", &["language", "flow", "engine"]),
    (
        "runtime",
        &["language", "flow", "engine", "definition", "store"],
    ),
    ("connectors", &["language"]),
    (
        "server",
        &[
            "language",
            "flow",
            "engine",
            "definition",
            "lint",
            "drawing",
            "store",
            "runtime",
            "connectors",
        ],
    ),
];

/// What the pure crates must not even name.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::time::SystemTime",
    "std::thread",
    "rusqlite",
];

/// Finds dependencies and words that break a wall.
pub(crate) fn check(file: &File, findings: &mut Vec<String>) {
    let Some((name, inside)) = file
        .path
        .strip_prefix("crates/")
        .and_then(|p| p.split_once('/'))
    else {
        return;
    };
    let Some((_, allowed)) = WALLS.iter().find(|(wall, _)| *wall == name) else {
        findings.push(format!(
            "{}: a crate without a wall: say in tidy what it may know",
            file.path
        ));
        return;
    };
    if inside == "Cargo.toml" {
        dependencies(file, name, allowed, findings);
    } else if ["language", "flow", "engine", "drawing"].contains(&name) && file.is_shipped_rust() {
        for word in IMPURE.iter().filter(|word| file.text.contains(*word)) {
            findings.push(format!(
                "{}: `{name}` is pure and must not know {word}",
                file.path
            ));
        }
    }
}

fn dependencies(file: &File, name: &str, allowed: &[&str], findings: &mut Vec<String>) {
    let shipped = file
        .text
        .split("[dev-dependencies]")
        .next()
        .unwrap_or_default();
    for line in shipped.lines() {
        let Some(rest) = line.strip_prefix("segue-") else {
            continue;
        };
        let crate_name = rest.split([' ', '.', '=']).next().unwrap_or_default();
        if !allowed.contains(&crate_name) {
            findings.push(format!(
                "{}: `{name}` must not know `{crate_name}`",
                file.path
            ));
        }
    }
}
