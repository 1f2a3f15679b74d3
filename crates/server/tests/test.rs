//! `segue test` from outside: exit codes, the three reports, filter and coverage.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

const SMALL: &str = "examples/purchase-request";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// `segue test` with those arguments, in the root of the workspace.
fn test(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_segue"));
    command.arg("test").args(arguments).current_dir(root());
    command.output().expect("segue can be started")
}

fn exit_code(arguments: &[&str]) -> Option<i32> {
    test(arguments).status.code()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("it prints text")
}

fn json_of(arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--format", "json"]].concat();
    serde_json::from_slice(&test(&arguments).stdout).expect("it prints JSON")
}

/// A folder with one scenario file on the small example, removed at the end.
fn folder_with(scenarios: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let project = root().join(SMALL);
    let text = format!(
        "project: {}\nactions: {{Score_Supplier: {{returns: {{score: 80}}}}, OrderDesk: {{returns: {{number: A}}}}}}\nscenarios:\n{scenarios}",
        project.display()
    );
    std::fs::write(folder.path().join("a.scenario.yaml"), text).expect("a file can be written");
    folder
}

fn path_of(folder: &tempfile::TempDir) -> &str {
    folder.path().to_str().expect("its path is text")
}

const FAILING: &str = "
  - scenario: it is <expected> to fail
    steps:
      - create: {object: Purchase__c, as: it, fields: {Name: Pens, Amount__c: 120, Status__c: Submitted}}
      - run_of: {record: it, as: run}
      - expect: {run: run, status: Canceled, open_work: [Approve]}
  - scenario: it passes
    steps:
      - create: {object: Purchase__c, fields: {Name: Pens}}
";

#[test]
fn scenarios_that_pass_are_good() {
    let output = test(&[SMALL]);
    assert_eq!(output.status.code(), Some(0));
    let text = text(&output);
    assert!(text.starts_with("11 passed, 0 failed in "), "{text}");
    assert!(output.stderr.is_empty(), "a pipe sees no progress");
}

#[test]
fn people_with_roles_are_held_to_their_rights() {
    let played = test(&["crates/server/tests/rights"]);
    assert_eq!(played.status.code(), Some(0), "{}", text(&played));
}

#[test]
fn a_failing_scenario_says_what_was_expected_and_found_and_why() {
    let folder = folder_with(FAILING);
    let report = json_of(&[path_of(&folder)]);
    assert_eq!(
        (&report["format"], &report["passed"], &report["failed"]),
        (&json!(1), &json!(1), &json!(1))
    );
    let failed = &report["scenarios"][0];
    assert_eq!(failed["status"], "failed");
    assert_eq!(failed["line"], 5);
    let failure = &failed["failure"];
    assert_eq!((&failure["step"], &failure["line"]), (&json!(3), &json!(9)));
    assert_eq!(failure["expected"], "status: Canceled\nopen work: Approve");
    assert_eq!(failure["found"], "status: Completed\nopen work: none");
    let history = failure["history"].as_array().expect("a list");
    assert!(
        history[0].as_str().expect("a text").ends_with("Start Run"),
        "{history:?}"
    );
    let why = failure["why"][0].as_str().expect("a text");
    assert!(why.starts_with("The run is completed."), "{why}");
    assert_eq!(report["scenarios"][1]["status"], "passed");
    assert_eq!(exit_code(&[path_of(&folder)]), Some(1));
}

#[test]
fn junit_has_a_suite_for_each_file_and_escapes_what_it_must() {
    let folder = folder_with(FAILING);
    let xml = text(&test(&[path_of(&folder), "--format", "junit"]));
    let document = roxmltree(&xml);
    assert_eq!(
        document,
        ["testsuites", "testsuite", "testcase", "failure", "testcase"]
    );
    assert!(
        xml.contains("tests=\"2\" failures=\"1\" errors=\"0\""),
        "{xml}"
    );
    assert!(xml.contains("it is &lt;expected&gt; to fail"), "{xml}");
}

/// Names of the elements that begin, in order: enough to see that the XML is well formed.
fn roxmltree(xml: &str) -> Vec<&str> {
    let begins = xml
        .split('<')
        .skip(1)
        .filter(|part| !part.starts_with(['?', '/']));
    begins
        .map(|part| part.split([' ', '>', '/']).next().unwrap_or_default())
        .collect()
}

#[test]
fn a_filter_chooses_by_name_or_file() {
    let report = json_of(&[SMALL, "--filter", "rejection"]);
    assert_eq!(report["passed"], 2);
    assert_eq!(
        json_of(&["examples", "--filter", "purchase-request/scenarios"])["passed"],
        11
    );
    assert_eq!(
        exit_code(&[SMALL, "--filter", "nothing is called so"]),
        Some(2)
    );
}

#[test]
fn coverage_counts_and_names_what_was_missed() {
    let report = json_of(&[SMALL, "--coverage"]);
    let total = &report["coverage"]["total"];
    assert_eq!(total["stages"], json!([5, 5]));
    assert_eq!(total["steps"], json!([7, 7]));
    assert_eq!(total["fault_paths"], json!([2, 2]));
    let some = json_of(&[SMALL, "--coverage", "--filter", "a small purchase"]);
    let definitions = some["coverage"]["definitions"].as_array().expect("a list");
    let orchestration = definitions.iter().find(|d| d["name"] == "Purchase_Request");
    let orchestration = orchestration.expect("the orchestration is covered");
    assert_eq!(orchestration["stages"], json!([2, 5]));
    let missed = orchestration["missed"].as_array().expect("a list");
    for name in [
        "Approval",
        "Approve",
        "Size.Is_Large",
        "Size.default",
        "Order.fault",
    ] {
        assert!(missed.contains(&json!(name)), "{name} in {missed:?}");
    }
}

#[test]
fn too_little_coverage_is_bad() {
    let all = [
        "--coverage-min",
        "steps=100",
        "--coverage-min",
        "stages=100,outcomes=100",
    ];
    assert_eq!(exit_code(&[&[SMALL], &all[..]].concat()), Some(0));
    let some = [SMALL, "--filter", "a small purchase"];
    assert_eq!(
        exit_code(&[&some[..], &["--coverage-min", "steps=40"]].concat()),
        Some(0)
    );
    assert_eq!(
        exit_code(&[&some[..], &["--coverage-min", "steps=50"]].concat()),
        Some(1)
    );
    assert_eq!(exit_code(&[SMALL, "--coverage-min", "steps=101"]), Some(2));
    assert_eq!(exit_code(&[SMALL, "--coverage-min", "stairs=1"]), Some(2));
}

#[test]
fn the_result_can_go_to_a_file() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let file = folder.path().join("result.json");
    let file_name = file.to_str().expect("its path is text");
    let output = test(&[SMALL, "--format", "json", "--output", file_name]);
    assert!(output.stdout.is_empty());
    let text = std::fs::read_to_string(&file).expect("the file was written");
    let report: Value = serde_json::from_str(&text).expect("it holds JSON");
    assert_eq!(report["failed"], 0);
}

#[test]
fn what_cannot_be_read_or_deployed_is_an_error() {
    let unreadable = folder_with("  - scenaro: x\n    steps: []\n");
    let report = json_of(&[path_of(&unreadable)]);
    assert_eq!(report["scenarios"][0]["status"], "error");
    let found = report["scenarios"][0]["failure"]["found"]
        .as_str()
        .expect("a text");
    assert!(found.contains("did you mean `scenario`?"), "{found}");
    assert_eq!(exit_code(&[path_of(&unreadable)]), Some(1));

    let lost = folder_with("  - scenario: lost\n    project: nowhere\n    steps: []\n");
    let report = json_of(&[path_of(&lost)]);
    assert_eq!(
        (&report["scenarios"][0]["status"], &report["failed"]),
        (&json!("error"), &json!(1))
    );
}

#[test]
fn nothing_to_test_is_a_matter_of_usage() {
    let empty = tempfile::tempdir().expect("there is room for a folder");
    assert_eq!(exit_code(&[path_of(&empty)]), Some(2));
    assert_eq!(exit_code(&["no/such/path"]), Some(2));
    assert_eq!(exit_code(&[]), Some(2));
}
