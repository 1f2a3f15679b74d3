//! One problem in all three renderings.

use std::path::Path;

use expect_test::expect;

use super::{Findings, human, json, sarif};
use crate::{Place, Problem, Problems, SourceFile, Sources};

const TEXT: &str = "<Flow>\n  <label>Prüfung</label> <after>drft</after>\n</Flow>\n";

/// One misspelt name in the second line, behind a letter of two bytes.
fn misspelt(show: impl Fn(&Findings<'_>) -> String) -> String {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new(
        "/project/flows/my flow.flow-meta.xml",
        TEXT,
    ));
    let at = TEXT.find("drft").expect("it is there");
    let mut problems = Problems::new();
    let place = Place::new(file, at..at + 4);
    let other = Place::new(file, 0..6);
    problems.push(
        Problem::unknown_target(&place, "drft", Some("draft".to_owned()))
            .in_element("publish")
            .related_to(&other, "in this flow"),
    );
    show(&Findings {
        projects: vec![(&problems, &sources)],
        working_directory: Path::new("/project"),
    })
}

#[test]
fn people_see_the_line_and_what_was_meant() {
    let text = misspelt(|findings| human(findings, false));
    expect![[r#"
        error[unknown-target]: the connector leads to `drft`, which does not exist
         --> flows/my flow.flow-meta.xml:2:33
          |
        2 |   <label>Prüfung</label> <after>drft</after>
          |                                 ^^^^
          |
         ::: flows/my flow.flow-meta.xml:1:1
          |
        1 | <Flow>
          | ------ in this flow
          |
          = help: did you mean `draft`?

        1 error, 0 warnings in 1 file
    "#]]
    .assert_eq(&text);
}

#[test]
fn json_counts_code_points_from_one() {
    let text = misspelt(json);
    expect![[r#"
        {
          "format": 1,
          "files": 1,
          "errors": 1,
          "warnings": 0,
          "problems": [
            {
              "code": "unknown-target",
              "severity": "error",
              "message": "the connector leads to `drft`, which does not exist",
              "help": null,
              "suggestion": "draft",
              "file": "flows/my flow.flow-meta.xml",
              "line": 2,
              "column": 33,
              "end_line": 2,
              "end_column": 37,
              "element": "publish",
              "related": [
                {
                  "file": "flows/my flow.flow-meta.xml",
                  "line": 1,
                  "column": 1,
                  "message": "in this flow"
                }
              ]
            }
          ]
        }"#]]
    .assert_eq(&text);
}

#[test]
fn sarif_names_the_code_as_rule_and_escapes_the_path() {
    let mut log: serde_json::Value = serde_json::from_str(&misspelt(sarif)).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &mut log["runs"][0];
    let index = run["results"][0]["ruleIndex"]
        .take()
        .as_u64()
        .expect("it has a rule");
    assert_eq!(
        run["tool"]["driver"]["rules"][index as usize]["id"],
        "unknown-target"
    );
    // Compared as a value: the order of keys depends on how the library was built.
    let expected: serde_json::Value = serde_json::from_str(
        r#"
        {
          "level": "error",
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "flows/my%20flow.flow-meta.xml"
                },
                "region": {
                  "endColumn": 37,
                  "endLine": 2,
                  "startColumn": 33,
                  "startLine": 2
                }
              }
            }
          ],
          "message": {
            "text": "the connector leads to `drft`, which does not exist; did you mean `draft`?"
          },
          "relatedLocations": [
            {
              "message": {
                "text": "in this flow"
              },
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "flows/my%20flow.flow-meta.xml"
                },
                "region": {
                  "endColumn": 7,
                  "endLine": 1,
                  "startColumn": 1,
                  "startLine": 1
                }
              }
            }
          ],
          "ruleId": "unknown-target",
          "ruleIndex": null
        }"#,
    )
    .expect("it is JSON");
    assert_eq!(run["results"][0], expected);
}

#[test]
fn a_place_far_along_a_line_is_shown_without_the_whole_line() {
    let text = format!("<Flow>{}<after>drft</after></Flow>", "é".repeat(100_000));
    let at = text.find("drft").expect("it stands there");

    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("a.flow", text));
    let mut problems = Problems::new();
    problems.push(Problem::unknown_target(
        &Place::new(file, at..at + 4),
        "drft",
        None,
    ));
    let shown = human(
        &Findings {
            projects: vec![(&problems, &sources)],
            working_directory: Path::new("/"),
        },
        false,
    );
    assert!(shown.contains(" --> a.flow:1:100014\n"), "{shown}");
    assert!(shown.len() < 1_000, "{shown}");
}
