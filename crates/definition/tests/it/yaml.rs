//! Segue's own YAML: every real flow has a form in it and comes back as it was.

use std::path::Path;

use expect_test::expect;
use segue_definition::{
    ConvertError, Findings, Options, SourceFile, format, holds_people, human, load, people_to_xml,
    people_to_yaml, to_xml, to_yaml, write_xml,
};

use crate::corpus::corpus;
use crate::round_trip::{compiled, metadata, read, tree};

#[test]
fn every_flow_and_object_comes_back_from_yaml_as_it_was() {
    let Some(corpus) = corpus() else { return };
    let (mut n_files, mut lost) = (0, Vec::new());
    for (path, text) in metadata(&corpus) {
        let yaml = match to_yaml(&SourceFile::new(&*path, &*text)) {
            Ok(yaml) => yaml,
            Err(ConvertError::OneFormOnly) => continue,
            Err(error) => {
                lost.push(format!("{path}: {error}"));
                continue;
            }
        };
        n_files += 1;
        let back =
            to_xml(&SourceFile::new(&*yaml.name, &*yaml.text)).expect("it was written by us");
        let is_same = match back.text.contains("<!--") {
            false => back.text == write_xml(&read(&text).root),
            // They stand at the top now.
            true => tree(&read(&back.text).root) == tree(&read(&text).root),
        };
        if !is_same {
            lost.push(format!("{path}: differs"));
        }
    }
    assert!(
        lost.is_empty(),
        "{} of {n_files}:\n{}",
        lost.len(),
        lost.join("\n")
    );
    assert_eq!(n_files, 393);
}

#[test]
fn every_queue_and_group_comes_back_from_people_yaml_as_it_was() {
    let Some(corpus) = corpus() else { return };
    let mut n_files = 0;
    for (path, text) in metadata(&corpus) {
        let file = SourceFile::new(&*path, &*text);
        if !holds_people(&file) {
            continue;
        }
        n_files += 1;
        let yaml = people_to_yaml(&[&file]).expect(&path);
        let back = people_to_xml(&SourceFile::new("people.yaml", &*yaml.text)).expect(&path);
        let [again] = back.files.as_slice() else {
            panic!("{path}: {:?}", back.files);
        };
        assert_eq!(again.text, write_xml(&read(&text).root), "{path}");
        assert!(path.ends_with(&again.name), "{path}: {}", again.name);
    }
    assert!(n_files >= 4, "{n_files}");
}

#[test]
fn formatting_changes_nothing_that_is_formatted() {
    let Some(corpus) = corpus() else { return };
    for (path, text) in metadata(&corpus) {
        let Ok(yaml) = to_yaml(&SourceFile::new(&*path, &*text)) else {
            continue;
        };
        let once = format(&SourceFile::new(&*yaml.name, &*yaml.text)).expect("it can be formatted");
        assert_eq!(once, yaml.text, "{path}");
    }
}

#[test]
fn comments_are_kept_where_they_stood() {
    let text = "\
# Who may be away, and when.

# Written by people.
orchestration: Leave   # short
stages:
  # First the lead.
  Approval:
    steps:
      Decide:
        ask: \"Decide_Leave\" # the form
        # Nobody else.
        queue: Approvers
        when: # all of them
          - A.Status = Completed
          # and then
          - B.Status = Completed # too
        description: |
          # no comment
          text
# the end
";
    let formatted = format(&SourceFile::new("A.orchestration.yaml", text)).unwrap();
    expect![[r#"
        # Who may be away, and when.
        # Written by people.
        # short
        orchestration: Leave
        stages:
          # First the lead.
          Approval:
            steps:
              Decide:
                # the form
                ask: Decide_Leave
                description: |
                  # no comment
                  text
                # Nobody else.
                queue: Approvers
                # all of them
                when:
                  - A.Status = Completed
                  # and then
                  # too
                  - B.Status = Completed
        # the end
    "#]]
    .assert_eq(&formatted);
    let again = format(&SourceFile::new("A.orchestration.yaml", &*formatted)).unwrap();
    assert_eq!(again, formatted);
}

#[test]
fn people_are_formatted_and_say_the_same() {
    let text = "people:
    users: [{username: 'a@x.org', name: \"A: B\"}] # one
    queues: {\"Q\": [a@x.org, b@x.org]}
";
    let formatted = format(&SourceFile::new("people.yaml", text)).unwrap();
    expect![[r#"
        people:
          # one
          users: [{username: "a@x.org", name: "A: B"}]
          queues: {Q: [a@x.org, b@x.org]}
    "#]]
    .assert_eq(&formatted);
}

#[test]
fn the_scenario_files_of_the_tests_can_be_formatted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/tests");
    let mut n_files = 0;
    for path in crate::schema::files(&folder) {
        let path = path.to_string_lossy().into_owned();
        if !path.ends_with(".scenario.yaml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let once = format(&SourceFile::new(&*path, text)).expect(&path);
        let twice = format(&SourceFile::new(&*path, &*once)).expect(&path);
        assert_eq!(twice, once, "{path}");
        n_files += 1;
    }
    assert!(n_files > 40, "{n_files}");
}

#[test]
fn yaml_compiles_to_the_definition_that_the_metadata_compiles_to() {
    let Some(corpus) = corpus() else { return };
    for (path, text) in metadata(&corpus) {
        let Ok(yaml) = to_yaml(&SourceFile::new(&*path, &*text)) else {
            continue;
        };
        let (folder, _) = path.rsplit_once('/').expect("it lies in a folder");
        let from_yaml = compiled(&format!("{folder}/{}", yaml.name), &yaml.text);
        let from_xml = compiled(&path, &write_xml(&read(&text).root));
        assert!(from_yaml == from_xml, "{path}");
    }
}

#[test]
fn what_flows_of_the_tests_hold_has_a_short_form() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/tests");
    let (mut n_files, mut long) = (0, Vec::new());
    for (path, text) in metadata(&folder) {
        let yaml = match to_yaml(&SourceFile::new(&*path, &*text)) {
            Ok(yaml) => yaml,
            Err(ConvertError::OneFormOnly) => continue,
            Err(error) => panic!("{path}: {error}"),
        };
        n_files += 1;
        let back = to_xml(&SourceFile::new(&*yaml.name, &*yaml.text)).unwrap();
        assert_eq!(
            tree(&read(&back.text).root),
            tree(&read(&text).root),
            "{path}"
        );
        let names = [
            "waits:",
            "transforms:",
            "collectionProcessors:",
            "customErrors:",
        ];
        let more = [
            "recordRollbacks:",
            "triggerType:",
            "scheduledPaths:",
            "offsetUnit:",
        ];
        let is_long = |line: &str| names.iter().chain(&more).any(|name| line.starts_with(name));
        long.extend(
            yaml.text
                .lines()
                .map(str::trim)
                .filter(|line| is_long(line))
                .map(|line| format!("{path}: {line}")),
        );
    }
    assert!(n_files > 200, "{n_files}");
    assert_eq!(long, [""; 0]);
}

/// The problems of one YAML file, as people read them.
fn problems(name: &str, text: &str) -> String {
    let files = vec![SourceFile::new(name, text)];
    let project = load(files, &Options::default(), None);
    let findings = Findings {
        projects: vec![(&project.problems, &project.sources)],
        working_directory: Path::new("/"),
    };
    human(&findings, false)
}

#[test]
#[expect(clippy::too_many_lines, reason = "one text and all that is said of it")]
fn what_is_wrong_with_a_definition_points_into_the_yaml_text() {
    let text = "\
orchestration: Leave request
start: {object: Leave__c, after: create}
stages:
  Approval:
    steps:
      Approve: {ask: Approve_Leave, queue: Managers, when: Aprove.Status = Completed}
      Tell: {run: Tell_Team, when: Approve.Status = Complete}
    next: Filng
  Filing:
    steps: {File: {run: File_Leave, inputs: {days: =Approve.Outputs.days}}}
formulas:
  late:
    type: Boolean
    formula: |-
      TODAY() >
        NOSUCH($Record.Start__c)
";
    expect![[r#"
        warning[unknown-object]: object `Leave__c` is not declared
         --> flows/Leave.orchestration.yaml:2:17
          |
        2 | start: {object: Leave__c, after: create}
          |                 ^^^^^^^^
          |
          = help: declare it in objects/Leave__c/Leave__c.object-meta.xml, or use --infer

        error[missing-flow]: flow `Approve_Leave` does not exist in this project
         --> flows/Leave.orchestration.yaml:6:22
          |
        6 |       Approve: {ask: Approve_Leave, queue: Managers, when: Aprove.Status = Completed}
          |                      ^^^^^^^^^^^^^

        warning[unknown-assignee]: queue `Managers` is not declared in this project
         --> flows/Leave.orchestration.yaml:6:44
          |
        6 |       Approve: {ask: Approve_Leave, queue: Managers, when: Aprove.Status = Completed}
          |                                            ^^^^^^^^
          |
          = help: it must exist where the orchestration runs; declare it in a queue file or in people.yaml

        error[unknown-reference]: `Aprove.Status` does not exist
         --> flows/Leave.orchestration.yaml:6:60
          |
        6 |       Approve: {ask: Approve_Leave, queue: Managers, when: Aprove.Status = Completed}
          |                                                            ^^^^^^^^^^^^^
          |
          = help: did you mean `Approve.Status`?

        error[missing-flow]: flow `Tell_Team` does not exist in this project
         --> flows/Leave.orchestration.yaml:7:19
          |
        7 |       Tell: {run: Tell_Team, when: Approve.Status = Complete}
          |                   ^^^^^^^^^

        warning[unknown-status]: `Complete` is not a status of a stage or step
         --> flows/Leave.orchestration.yaml:7:53
          |
        7 |       Tell: {run: Tell_Team, when: Approve.Status = Complete}
          |                                                     ^^^^^^^^
          |
          = help: did you mean `Completed`?
          = help: statuses are Not Started, In Progress, Completed, Suspended, Canceled, Discontinued and Error

        error[unknown-target]: the connector leads to `Filng`, which does not exist
         --> flows/Leave.orchestration.yaml:8:11
          |
        8 |     next: Filng
          |           ^^^^^
          |
          = help: did you mean `Filing`?

        warning[unreachable]: no path from the start leads to `Filing`
         --> flows/Leave.orchestration.yaml:9:3
          |
        9 |   Filing:
          |   ^^^^^^
          |
          = help: connect it or remove it

        error[missing-flow]: flow `File_Leave` does not exist in this project
          --> flows/Leave.orchestration.yaml:10:25
           |
        10 |     steps: {File: {run: File_Leave, inputs: {days: =Approve.Outputs.days}}}
           |                         ^^^^^^^^^^

        warning[early-output]: `Approve.Outputs.days` is read before step `Approve` can complete: no path leads from stage `Approval` to here
          --> flows/Leave.orchestration.yaml:10:53
           |
        10 |     steps: {File: {run: File_Leave, inputs: {days: =Approve.Outputs.days}}}
           |                                                     ^^^^^^^^^^^^^^^^^^^^
           |
           = help: it is null there

        error[malformed-formula]: there is no function `NOSUCH`
          --> flows/Leave.orchestration.yaml:16:9
           |
        16 |         NOSUCH($Record.Start__c)
           |         ^^^^^^

        6 errors, 5 warnings in 1 file
    "#]].assert_eq(&problems("flows/Leave.orchestration.yaml", text));
}

#[test]
fn the_examples_of_the_reference_are_right() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/yaml.md");
    let page = std::fs::read_to_string(page).unwrap();
    let blocks: Vec<&str> = page.split("```yaml\n").skip(1).collect();
    assert_eq!(blocks.len(), 7);
    for block in blocks {
        let text = block.split("```").next().unwrap();
        let name = match text.split(':').next() {
            Some("orchestration") => "A.orchestration.yaml",
            Some("flow") => "A.flow.yaml",
            _ => "A__c.object.yaml",
        };
        let files = vec![SourceFile::new(name, text)];
        let options = Options { infer: true };
        let project = load(files, &options, None);
        let wrong = project.problems.iter().filter(|problem| {
            // What it calls is not part of an example, nor is what runs yet.
            !matches!(
                problem.code,
                "missing-flow" | "unknown-assignee" | "unknown-object" | "unsupported"
            )
        });
        let wrong: Vec<&str> = wrong.map(|problem| &*problem.message).collect();
        assert!(wrong.is_empty(), "{text}{wrong:#?}");
        let xml = to_xml(&SourceFile::new(name, text)).unwrap();
        let back = to_yaml(&SourceFile::new(&*xml.name, &*xml.text)).unwrap();
        let again = to_xml(&SourceFile::new(&*back.name, &*back.text)).unwrap();
        assert_eq!(again.text, xml.text);
    }
}

#[test]
fn actions_and_triggers_of_a_screen_come_back_as_they_were() {
    let path = "../runtime/tests/scenarios/components/Find_Part.flow-meta.xml";
    let text = std::fs::read_to_string(path).expect("a file of the scenarios");
    assert_eq!(
        write_xml(&read(&text).root),
        text,
        "it is in canonical form"
    );
    let yaml = to_yaml(&SourceFile::new(path, &*text)).expect("it has a form in YAML");
    let back = to_xml(&SourceFile::new(&*yaml.name, &*yaml.text)).expect("it was written by us");
    assert_eq!(back.text, text);
}
