//! YAML that is wrong: each gets a clear error with its place, soon and in little memory.

use std::fmt::Write;
use std::path::Path;

use expect_test::expect_file;
use segue_definition::{Options, Project, SourceFile, load};

fn project(name: &str, text: &str) -> Project {
    load(vec![SourceFile::new(name, text)], &Options::default(), None)
}

/// The errors of reading a file, as `line:column code: message (suggestion)`.
fn errors(name: &str, text: &str) -> String {
    let project = project(name, text);
    let mut out = String::new();
    for problem in &project.problems {
        if ![
            "unknown-key",
            "invalid-value",
            "malformed-yaml",
            "missing-element",
            "too-deep",
            "too-large",
        ]
        .contains(&problem.code)
        {
            continue;
        }
        let before = &text[..problem.place.range.start.min(text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        let meant = problem.suggestion.as_deref().unwrap_or("-");
        let _ = writeln!(
            out,
            "  {line}:{column} {}: {} ({meant})",
            problem.code, problem.message
        );
    }
    out
}

/// Bodies of an orchestration, below its label.
const ORCHESTRATIONS: [&str; 34] = [
    "stage: {A: {steps: {}}}",
    "stages: {A: {step: {}}}",
    "stages: {A: {steps: {S: {rn: F}}}}",
    "stages: {A: {steps: {S: {run: F, queu: Q}}}}",
    "stages: {A: {steps: {S: {run: F, inputs: [recordId]}}}}",
    "stages: {A: {steps: {S: {run: F, inputs: text}}}}",
    "stages: {A: {steps: {S: {run: [F]}}}}",
    "stages: {A: {steps: {S: {run: {name: F}}}}}",
    "stages: {A: {steps: {S: F}}}",
    "stages: {A: {steps: text}}",
    "stages: text",
    "stages: [text]",
    "stages: {A: [text]}",
    "stages: {A: {next: [B]}}",
    "stages: {A: {next: {to: B}}}",
    "stages: {A: {at: 5}}",
    "stages: {A: {at: [1, 2, 3]}}",
    "stages: {A: {at: {x: 1}}}",
    "stages: {A: {steps: {S: {run: F, when: Prepare.Status}}}}",
    "stages: {A: {steps: {S: {run: F, when: Prepare.Status equals Completed}}}}",
    "stages: {A: {steps: {S: {run: F, when: Prepare.Status=Completed}}}}",
    "stages: {A: {steps: {S: {run: F, when: {al: []}}}}}",
    "stages: {A: {steps: {S: {run: F, when: {flow: E, input: {}}}}}}",
    "stages: {A: {steps: {S: {run: F, when: [[x = 1]]}}}}",
    "stages: {A: {steps: {S: {run: F, async: maybe}}}}",
    "stages: {A: {steps: {S: {run: F, async: [true]}}}}",
    "decisions: {D: {outcome: {}}}",
    "decisions: {D: {outcomes: {O: {if: x = 1}}}}",
    "start: {objekt: Case}",
    "start: {object: Case, after: creation}",
    "start: {object: Case, afer: create}",
    "type: aproval",
    "variables: {x: {tipe: String}}",
    "variables: {x: input output list of String Case more}",
];

/// Bodies of a flow, below its label.
const FLOWS: [&str; 18] = [
    "element: {}",
    "elements: [A]",
    "elements: {A: {}}",
    "elements: {A: text}",
    "elements: {A: {shw: {}}}",
    "elements: {A: {show: {F: {typ: InputField}}}}",
    "elements: {A: {show: {F: {type: InputField, required: yes}}}}",
    "elements: {A: {show: {F: {type: InputField, visible: true}}}}",
    "elements: {A: {get: Case, wher: x = 1}}",
    "elements: {A: {get: Case, first: 1}}",
    "elements: {A: {get: [Case]}}",
    "elements: {A: {set: total}}",
    "elements: {A: {set: {total: 1}}}",
    "elements: {A: {set: [total plus 1]}}",
    "elements: {A: {action: [emailSimple]}}",
    "elements: {A: {update: {object: Case}}}",
    "waits: [{name: W, waitEvent: {}}]",
    "type: screens",
];

/// Whole files.
const FILES: [(&str, &str); 20] = [
    ("A.flow.yaml", ""),
    ("A.flow.yaml", "text"),
    ("A.flow.yaml", "- a list"),
    ("A.flow.yaml", "flow: {a: b}"),
    ("A.flow.yaml", "description: A"),
    ("A.flow.yaml", "flow: A\n\tstatus: Draft"),
    ("A.flow.yaml", "flow: A\nelements:\n\tB: {set: x = 1}"),
    ("A.flow.yaml", "flow: A\nflow: B"),
    (
        "A.flow.yaml",
        "flow: A\nelements: {B: {set: x = 1}, B: {set: x = 2}}",
    ),
    ("A.flow.yaml", "flow: A\n---\nflow: B"),
    ("A.flow.yaml", "flow: &a A\ndescription: *a"),
    ("A.flow.yaml", "flow: !text A"),
    ("A.flow.yaml", "flow: [A"),
    ("A.flow.yaml", "flow: \"A"),
    ("A.flow.yaml", "flow: A: B"),
    ("A.flow.yaml", "? [a, b]\n: c"),
    ("A__c.object.yaml", "object: A\nfelds: {}"),
    (
        "A__c.object.yaml",
        "object: A\nfields: {F__c: {type: Picklist, values: New}}",
    ),
    (
        "A__c.object.yaml",
        "object: A\nfields: {F__c: {type: Picklist, values: [[New]]}}",
    ),
    (
        "people.yaml",
        "people: {users: [{username: a, username: b}]}",
    ),
];

#[test]
fn each_slip_has_a_clear_error_at_its_place() {
    let mut out = String::new();
    for body in ORCHESTRATIONS {
        let text = format!("orchestration: A\n{body}\n");
        let found = errors("A.orchestration.yaml", &text);
        assert!(!found.is_empty(), "nothing found: {body}");
        let _ = write!(out, "{body}\n{found}");
    }
    for body in FLOWS {
        let text = format!("flow: A\n{body}\n");
        let found = errors("A.flow.yaml", &text);
        assert!(!found.is_empty(), "{body}");
        let _ = write!(out, "{body}\n{found}");
    }
    for (name, text) in FILES {
        let found = errors(name, text);
        assert!(!found.is_empty(), "{text}");
        let _ = write!(out, "{name}: {text:?}\n{found}");
    }
    expect_file!["../bad_yaml.txt"].assert_eq(&out);
}

#[test]
fn bombs_of_aliases_never_grow() {
    let mut text = String::from("flow: A\na: &a [x, x, x, x, x, x, x, x, x]\n");
    for (before, name) in ('a'..'y').zip('b'..'z') {
        let _ = writeln!(
            text,
            "{name}: &{name} [*{before}, *{before}, *{before}, *{before}]"
        );
    }
    for name in ["A.flow.yaml", "people.yaml", "actions.yaml"] {
        assert!(
            errors(name, &text).contains("anchors and aliases"),
            "{name}"
        );
    }
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    let deep = |open: &str, close: &str, n: usize| {
        format!("flow: A\nxml: {}{}", open.repeat(n), close.repeat(n))
    };
    for text in [
        deep("[", "]", 100_000),
        deep("{a: ", "}", 100_000),
        deep("[", "", 1_000_000),
    ] {
        for name in ["A.flow.yaml", "people.yaml"] {
            let found = errors(name, &text);
            assert!(found.contains("too-deep"), "{name}: {found}");
        }
    }
    let mut text = String::from("flow: A\nxml:\n");
    for depth in 1..100 {
        let _ = writeln!(text, "{}a:", " ".repeat(depth));
    }
    assert!(errors("A.flow.yaml", &text).contains("too-deep"));
}

#[test]
fn what_is_too_large_is_refused() {
    let text = format!("flow: A\ndescription: {}\n", "x".repeat(5 * 1024 * 1024));
    assert!(errors("A.flow.yaml", &text).contains("too-large"));
    let text = format!("flow: A\nxml: {{a: [{}]}}\n", "1,".repeat(600_000));
    assert!(errors("A.flow.yaml", &text).contains("too-large"));
}

#[test]
fn long_texts_are_not_repeated_in_full() {
    let long = "x".repeat(1_000_000);
    for text in [
        format!("flow: A\n{long}: 1\n"),
        format!("flow: A\n? {long}\n: 1\n? {long}\n: 2\n"),
        format!("flow: A\nelements: {{A: {{set: {long}}}}}\n"),
        format!("flow: A\ntype: {long}\n"),
    ] {
        let found = errors("A.flow.yaml", &text);
        assert!(!found.is_empty() && found.len() < 2_000, "{}", found.len());
    }
}

#[test]
fn a_hundred_thousand_slips_take_no_longer_than_they_are_long() {
    let mut text = String::from("flow: A\nvariables:\n");
    for i in 0..50_000 {
        let _ = writeln!(text, "  v{i}: {{tipe: String}}");
    }
    let project = project("A.flow.yaml", &text);
    assert!(project.problems.has_errors());
    let mut text = String::from("people:\n  users:\n");
    for i in 0..50_000 {
        let _ = writeln!(text, "    - {{usrname: ü{i}}}");
    }
    let project = self::project("people.yaml", &text);
    assert!(project.problems.has_errors());
}

#[test]
fn a_text_cut_or_changed_anywhere_never_breaks_reading() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/yaml.md");
    let page = std::fs::read_to_string(page).unwrap();
    for (i, block) in page.split("```yaml\n").skip(1).enumerate() {
        let text = block.split("```").next().unwrap();
        let name = ["A.orchestration.yaml", "A.flow.yaml", "A__c.object.yaml"][i % 3];
        for at in 0..text.len() {
            let cut = &text[..at];
            project(name, cut);
            for mark in [
                "\t", ":", "- ", "{", "]", "'", "\"", "&a ", "=", "|\n", "#", "~", "\u{feff}",
            ] {
                if (at + mark.len()).is_multiple_of(7) {
                    project(name, &format!("{cut}{mark}{}", &text[at..]));
                }
            }
        }
    }
}
