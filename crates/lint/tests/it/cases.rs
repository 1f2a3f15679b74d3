//! Cases: for each rule a flow that it speaks of and one that it does not.
//!
//! `cases/RULE/bad.xml` has the findings that stand in `bad.problems`, as people read them;
//! `good.xml` has none of that rule. `UPDATE=1 cargo test -p segue-lint cases` writes what it finds.

use std::fs;
use std::path::{Path, PathBuf};

use segue_definition::{Findings, SourceFile, human};
use segue_lint::{Level, Linted, RULES, Rule, Settings, lint};

fn folder(rule: &Rule) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("cases")
        .join(rule.id)
}

/// What `rule` alone says of a file of its case.
fn linted(rule: &Rule, name: &str) -> Linted {
    let text =
        fs::read_to_string(folder(rule).join(format!("{name}.xml"))).expect("a case is there");
    // The name is what one of the rules is about.
    let stem = match (rule.id, name) {
        ("FlowName", "bad") => "Case",
        _ => "Sample_Case",
    };
    let mut settings = Settings::default();
    for other in RULES {
        let is_it = other.id == rule.id;
        settings.change(other, |setting| {
            if !is_it {
                setting.level = Level::Off;
            } else if setting.level == Level::Off {
                setting.level = Level::Note;
            }
        });
    }
    let file = SourceFile::new(format!("flows/{stem}.flow-meta.xml"), text);
    lint(vec![file], &settings)
}

fn shown(linted: &Linted) -> String {
    let findings = Findings {
        projects: vec![(&linted.problems, &linted.sources)],
        working_directory: Path::new("/"),
    };
    human(&findings, false)
}

#[test]
fn every_rule_finds_what_stands_beside_its_bad_case() {
    let mut differing = Vec::new();
    for rule in RULES {
        let linted = linted(rule, "bad");
        let found = shown(&linted);
        let beside = folder(rule).join("bad.problems");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&beside, &found).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        let codes = linted.problems.iter().map(|problem| problem.code);
        assert!(!linted.problems.is_empty(), "{} finds nothing", rule.id);
        assert!(codes.into_iter().all(|code| code == rule.id), "{found}");
        if found != expected {
            differing.push(found);
        }
    }
    assert!(
        differing.is_empty(),
        "not as expected:\n{}",
        differing.join("\n")
    );
}

#[test]
fn no_rule_finds_anything_in_its_good_case() {
    for rule in RULES {
        let linted = linted(rule, "good");
        assert!(
            linted.problems.is_empty(),
            "{}:\n{}",
            rule.id,
            shown(&linted)
        );
    }
}

#[test]
fn no_case_is_without_a_rule() {
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")).unwrap();
    for folder in folders {
        let name = folder.unwrap().file_name().into_string().unwrap();
        assert!(RULES.iter().any(|rule| rule.id == name), "{name}");
    }
}
