//! Flows in YAML are linted like all others.

use segue_definition::SourceFile;
use segue_lint::{Settings, fixed, lint};

#[test]
fn what_is_found_points_into_the_yaml_text() {
    let text =
        "flow: A\nvariables: {unused: String, x: Number}\nelements: {Set_It: {set: x = 1}}\n";
    let linted = lint(
        vec![SourceFile::new("A.flow.yaml", text)],
        &Settings::default(),
    );
    let unused = linted
        .problems
        .iter()
        .find(|problem| problem.code.to_lowercase().contains("unused"));
    let place = &unused.expect("a rule speaks of the variable").place;
    assert_eq!(&text[place.range.clone()], "unused");
}

/// The text after `segue lint --fix`, as often as it changes anything.
fn fix(text: &str, boldly: bool) -> String {
    let mut text = text.to_owned();
    for _ in 0..8 {
        let file = SourceFile::new("Set_Number.flow.yaml", &*text);
        let linted = lint(vec![file], &Settings::default());
        assert!(!linted.problems.has_errors(), "{:?}", linted.problems);
        let edits: Vec<_> = linted
            .findings
            .iter()
            .filter_map(|(_, finding)| finding.edit.clone())
            .collect();
        match fixed(&text, &edits, boldly) {
            Some(changed) => text = changed,
            None => break,
        }
    }
    text
}

const FLOW: &str = "\
# What people wrote stays.
flow:   A   # with its layout
api: 49.0
description: Sets a number
variables:
  # Nothing uses it.
  unused: String # beside
  n: Number
  asked: {type: String, input: true}
formulas: {f: {type: Number, formula: '1'}, g: {type: Number, formula: '2'}}

elements:
  Set_It: {set: n = 1, next: Last}
  # Left over from before.
  Left: {set: n = 2, next: Over}
  Over:
    set: n = 3
    next: Last   # on
  Last: {set: 'n = {!n}'}
";

#[test]
fn what_nothing_uses_goes_and_comments_and_layout_stay() {
    let expected = "\
# What people wrote stays.
flow:   A   # with its layout
api: 49.0
description: Sets a number
variables:
  # Nothing uses it.
  n: Number
  asked: {type: String, input: true}

elements:
  Set_It: {set: n = 1, next: Last}
  # Left over from before.
  Last: {set: 'n = {!n}'}
";
    assert_eq!(fix(FLOW, false), expected);
    assert_eq!(
        fix(FLOW, true),
        expected.replace("api: 49.0", "api: 50.0"),
        "an API version is raised when that is asked for"
    );
}

#[test]
fn an_element_whose_going_would_lead_another_elsewhere_stays() {
    // Nothing leads to `Loose`, but it leads to the element below.
    let text = "flow: A\ndescription: A\nvariables: {n: output Number}\nelements:\n  \
                First: {set: n = 1, next: end}\n  Loose: {set: n = 2}\n  Last: {set: n = 3}\n";
    let expected = "flow: A\ndescription: A\nvariables: {n: output Number}\nelements:\n  \
                    First: {set: n = 1, next: end}\n";
    assert_eq!(fix(text, false), expected);
}
