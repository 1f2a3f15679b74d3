//! `segue check` from outside: exit codes, formats, the incident-management example.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// `segue check` with those arguments, in the root of the workspace.
fn check(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_segue"));
    command.arg("check").args(arguments).current_dir(root());
    command.output().expect("segue can be started")
}

fn exit_code(arguments: &[&str]) -> Option<i32> {
    check(arguments).status.code()
}

fn json(arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--format", "json"]].concat();
    serde_json::from_slice(&check(&arguments).stdout).expect("it prints JSON")
}

/// A folder with one file, removed at the end.
fn folder_with(name: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    std::fs::write(folder.path().join(name), text).expect("a file can be written");
    folder
}

fn path_of(folder: &tempfile::TempDir) -> &str {
    folder.path().to_str().expect("its path is text")
}

const EXAMPLE: &str = "examples/incident-management";

const BROKEN: &str = "<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">
    <label>Case</label>
    <processType>Orchestrator</processType>
    <start><connector><targetReference>Nowhere</targetReference></connector></start>
    <status>Active</status>
</Flow>";

#[test]
fn the_incident_management_example_has_no_error() {
    let report = json(&[EXAMPLE]);
    assert_eq!(report["errors"], 0);
    assert_eq!(exit_code(&[EXAMPLE]), Some(0));
}

#[test]
fn what_the_example_takes_from_elsewhere_is_one_warning_each() {
    let report = json(&[EXAMPLE]);
    let problems = report["problems"].as_array().expect("problems are a list");
    let mut found: Vec<(&str, &str)> = problems
        .iter()
        .map(|problem| {
            let message = problem["message"].as_str().expect("a message is text");
            let name = message.split('`').nth(1).expect("it names something");
            (problem["code"].as_str().expect("a code is text"), name)
        })
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("custom-component", "c:emailTemplateEditor"),
            ("missing-action", "AIMDedupStringCollectionsAction"),
            ("missing-action", "AIMExtractStringsFromRecordsAction"),
            ("missing-action", "AIMSendEmailAction"),
            ("missing-action", "ReportDataRetrieverAction"),
            ("missing-packaged-flow", "broadcast_sites__AddBannerToSites"),
            (
                "missing-packaged-flow",
                "broadcast_sites__StopAllSiteBanners"
            ),
        ]
    );
}

#[test]
fn warnings_can_be_denied() {
    assert_eq!(exit_code(&[EXAMPLE, "--deny-warnings"]), Some(1));
}

#[test]
fn a_broken_definition_ends_with_one() {
    let folder = folder_with("Case.flow-meta.xml", BROKEN);
    assert_eq!(exit_code(&[path_of(&folder)]), Some(1));
}

#[test]
fn nothing_to_check_ends_with_two_and_prints_nothing() {
    let folder = folder_with("notes.txt", "nothing");
    for path in [path_of(&folder), "there/is/no/such/folder"] {
        let output = check(&[path]);
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert!(output.stdout.is_empty(), "{path}");
    }
    assert_eq!(exit_code(&[]), Some(2));
}

#[test]
fn sarif_has_one_result_for_each_problem() {
    let folder = folder_with("Case.flow-meta.xml", BROKEN);
    let output = check(&[path_of(&folder), "--format", "sarif"]);
    let log: Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    let rules: Vec<&str> = log["runs"][0]["results"]
        .as_array()
        .expect("results are a list")
        .iter()
        .map(|result| result["ruleId"].as_str().expect("a rule is text"))
        .collect();
    assert_eq!(rules, ["no-stage", "unknown-target"]);
}

#[test]
fn a_later_folder_is_a_later_version() {
    let folder = folder_with(
        "AIM_UpdateMilestone.flow-meta.xml",
        &flow("AutoLaunchedFlow"),
    );
    let report = json(&[EXAMPLE, path_of(&folder)]);
    assert_eq!(
        report["errors"], 0,
        "the same name in two folders is no error"
    );
}

fn flow(kind: &str) -> String {
    format!(
        "<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\"><label>Flow</label>\
         <processType>{kind}</processType><status>Active</status></Flow>"
    )
}

#[test]
fn a_file_can_be_checked_alone() {
    let folder = folder_with("Case.flow-meta.xml", BROKEN);
    let file = folder.path().join("Case.flow-meta.xml");
    let report = json(&[file.to_str().expect("its path is text")]);
    assert_eq!(report["files"], 1);
    assert_eq!(report["problems"][1]["line"], 4);
    assert_eq!(report["problems"][1]["column"], 40);
}

#[test]
fn a_later_folder_can_call_the_flows_of_an_earlier_one() {
    let callee = folder_with("Prepare.flow-meta.xml", &flow("AutoLaunchedFlow"));
    let caller = folder_with("Main.flow-meta.xml", CALLER);
    assert_eq!(exit_code(&[path_of(&callee), path_of(&caller)]), Some(0));
    assert_eq!(exit_code(&[path_of(&caller), path_of(&callee)]), Some(1));
}

const CALLER: &str = "<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">
    <label>Main</label>
    <processType>AutoLaunchedFlow</processType>
    <start><connector><targetReference>Call</targetReference></connector></start>
    <status>Active</status>
    <subflows><name>Call</name><label>Call</label><flowName>Prepare</flowName></subflows>
</Flow>";
