//! Reading scenario files: every problem at once, each with its place.

use std::path::Path;

use expect_test::{Expect, expect};
use segue_runtime::scenario;

#[test]
fn misspelt_keys_are_found_all_at_once_with_what_was_meant() {
    check(
        "projekt: ..
clock: tomorrow
scenarios:
  - scenario: first
    steps:
      - creat: {object: Account}
      - create: {objekt: Account, as: acme}
      - advance: soon
      - expect: {status: Finished}
",
        expect![[r#"
            s.yaml:1:1: a scenario file has no key `projekt` [unknown-key]
              help: did you mean `project`?
            s.yaml:2:8: `tomorrow` is no moment [bad-value]
              help: write it as `2026-03-02T09:00:00Z`
            s.yaml:4:5: a scenario or its file needs `project` [missing-key]
            s.yaml:6:9: there is no step `creat` [unknown-key]
              help: did you mean `create`?
            s.yaml:7:17: a record needs `object` [missing-key]
            s.yaml:7:18: a record has no key `objekt` [unknown-key]
              help: did you mean `object`?
            s.yaml:8:18: `soon` is no duration [bad-value]
              help: write it as `3d` or `1d12h` (units w, d, h, m, s)
            s.yaml:9:17: expect needs `run` [missing-key]
            s.yaml:9:26: `Finished` is no status of a run [bad-value]
              help: it is one of `In Progress`, `Suspended`, `Completed`, `Canceled`, `Error`"#]],
    );
}

#[test]
fn a_name_is_given_before_it_is_used() {
    check(
        "project: ..
scenarios:
  - scenario: first
    steps:
      - create: {object: Account, as: acme}
      - update: {record: acne, fields: {Name: x}}
      - suspend: {run: run}
      - create: {object: Account, as: acme}
  - scenario: first
    steps: []
",
        expect![[r#"
            s.yaml:6:26: no record is named `acne` here [unknown-name]
              help: did you mean `acme`?
            s.yaml:7:24: no run is named `run` here [unknown-name]
              help: an earlier step names it with `as: run`
            s.yaml:8:39: a record is already named `acme` [duplicate-name]
            s.yaml:9:5: a scenario is already named `first` [duplicate-name]"#]],
    );
}

#[test]
fn what_is_no_yaml_is_said_with_its_place() {
    check(
        "project: ..\nscenarios: [\n",
        expect![[
            r#"s.yaml:3:1: this is no YAML: while parsing a node, did not find expected node content [not-yaml]"#
        ]],
    );
}

#[test]
fn aliases_are_refused_before_they_grow() {
    let mut text = String::from("project: ..\nx: &a [x, x, x, x, x, x, x, x]\n");
    for (before, name) in ('a'..'y').zip('b'..'z') {
        let again = format!("*{before}, ").repeat(8);
        text.push_str(&format!("{name}: &{name} [{again}x]\n"));
    }
    check(
        &text,
        expect![[
            r#"s.yaml:2:4: this is no YAML: anchors and aliases are not taken here; write out what is meant [not-yaml]"#
        ]],
    );
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    check(
        &format!("project: {}", "[".repeat(100_000)),
        expect![[
            r#"s.yaml:1:265: this is no YAML: maps and lists are nested deeper than 64 levels [not-yaml]"#
        ]],
    );
}

#[test]
fn a_step_has_one_key_and_a_stand_in_one_answer() {
    check(
        "project: ..
actions:
  Score: {returns: {a: 1}, fails: no}
  Call: []
  Wait: {}
scenarios:
  - scenario: first
    steps:
      - {suspend: {run: r}, cancel: {run: r}}
      - reassign: {run: r, step: S, to: {user: a, queue: b}}
      - refused: {because: why}
      - text
",
        expect![[r#"
            s.yaml:3:10: a stand-in returns or fails, not both [bad-value]
            s.yaml:4:9: a stand-in needs at least one answer [bad-value]
            s.yaml:5:9: a stand-in needs `returns` [missing-key]
            s.yaml:9:9: a step has one key, not 2 [bad-value]
              help: begin each step with `-`
            s.yaml:10:41: `to` names one `user`, `group` or `queue` [bad-value]
            s.yaml:11:18: a step has one key, not 0 [bad-value]
              help: begin each step with `-`
            s.yaml:12:9: a step must be a map, not a text [wrong-type]"#]],
    );
}

#[test]
fn a_scenario_repeats_top_level_keys_and_they_merge_by_name() {
    let text = "
project: ..
people:
  users: [a@x.org, {username: b@x.org, name: Bea}]
  groups: {G: [a@x.org]}
actions: {Score: {returns: {n: 1.10}}}
records: [{object: Account, as: acme, fields: {Name: Acme}}]
scenarios:
  - scenario: first
    project: [.., ../more]
    people: {users: [{username: b@x.org, active: false}], queues: {Q: [b@x.org]}}
    actions: {Score: {fails: no}, Other: {returns: {}}}
    records: [{object: Account, as: acme, fields: {Name: Bcme}}, {object: Case, as: kase}]
    steps: []
";
    let file = scenario::read(Path::new("s.yaml"), text).unwrap();
    let setup = &file.scenarios[0].setup;
    let users: Vec<_> = setup
        .people
        .users
        .iter()
        .map(|u| (&*u.username.text, u.active))
        .collect();
    assert_eq!(users, [("a@x.org", true), ("b@x.org", false)]);
    assert_eq!(
        (setup.people.groups.len(), setup.people.queues.len()),
        (1, 1)
    );
    assert_eq!(setup.project.len(), 2);
    assert!(matches!(setup.actions[0].1[0], scenario::StandIn::Fails(_)));
    assert_eq!(setup.actions.len(), 2);
    assert_eq!(
        setup.records[0].fields[0].1.scalar().as_deref(),
        Some("Bcme")
    );
    assert_eq!(setup.records.len(), 2);
}

#[test]
fn decimals_stay_as_they_were_written() {
    let text = "project: ..\nscenarios:\n  - scenario: s\n    steps:\n      - create: {object: A, fields: {x: 1.10, y: 0.30000000000000000001, z: '7'}}\n";
    let file = scenario::read(Path::new("s.yaml"), text).unwrap();
    let scenario::Act::Create(record) = &file.scenarios[0].steps[0].act else {
        panic!()
    };
    let kinds: Vec<_> = record
        .fields
        .iter()
        .map(|(_, node)| node.kind.clone())
        .collect();
    let number = |text: &str| scenario::Kind::Number(text.to_owned());
    let expected = [
        number("1.10"),
        number("0.30000000000000000001"),
        scenario::Kind::Text("7".to_owned()),
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn the_examples_can_be_read() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut n_files = 0;
    for project in std::fs::read_dir(examples).unwrap() {
        let Ok(files) = std::fs::read_dir(project.unwrap().path().join("scenarios")) else {
            continue;
        };
        for file in files {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let problems = scenario::read(&path, &text).err().unwrap_or_default();
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            assert!(problems.is_empty(), "{}", problems.join("\n"));
            n_files += 1;
        }
    }
    assert!(n_files >= 8, "found only {n_files} scenario files");
}

fn check(text: &str, expected: Expect) {
    let problems = scenario::read(Path::new("s.yaml"), text)
        .err()
        .unwrap_or_default();
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    expected.assert_eq(&lines.join("\n"));
}
