//! `segue convert`, `fmt` and `schema` from outside.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// `segue` with those arguments, in the root of the workspace.
fn segue(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_segue"));
    command.args(arguments).current_dir(root());
    command.output().expect("segue can be started")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("it prints text")
}

/// A folder with one file, removed at the end.
fn folder_with(name: &str, text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a file can be written");
    let path = path.to_str().expect("its path is text").to_owned();
    (folder, path)
}

const ORCHESTRATION: &str = "examples/incident-management/aim-base/main/default/flows/AIM_IncidentOrchestration.flow-meta.xml";

#[test]
fn a_file_is_printed_in_the_other_form_and_comes_back() {
    let yaml = segue(&["convert", ORCHESTRATION]);
    assert_eq!(yaml.status.code(), Some(0));
    let yaml = text(&yaml.stdout);
    assert!(
        yaml.starts_with("orchestration: Incident Orchestration\n"),
        "{yaml}"
    );
    let (_folder, path) = folder_with("AIM_IncidentOrchestration.orchestration.yaml", &yaml);
    let xml = text(&segue(&["convert", &path]).stdout);
    let original = std::fs::read_to_string(root().join(ORCHESTRATION)).unwrap();
    assert_eq!(xml.trim_end(), original.trim_end());
}

#[test]
fn a_folder_is_converted_into_another_and_nothing_is_overwritten() {
    let target = tempfile::tempdir().unwrap();
    let folder = target.path().to_str().unwrap();
    let first = segue(&["convert", "examples/demo", "--to", "yaml", "-o", folder]);
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    assert!(
        target
            .path()
            .join("Onboard_New_Hire.orchestration.yaml")
            .is_file()
    );
    assert!(target.path().join("Confirm_Start.flow.yaml").is_file());
    let again = segue(&["convert", "examples/demo", "--to", "yaml", "-o", folder]);
    assert_eq!(again.status.code(), Some(2));
}

#[test]
fn what_has_errors_is_not_converted() {
    let (_folder, path) = folder_with("A.flow.yaml", "flow: A\nelments: {}\n");
    let refused = segue(&["convert", &path]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("did you mean `elements`?"));
    assert_eq!(text(&refused.stdout), "");
}

#[test]
fn formatting_changes_a_file_once_and_keeps_its_comments() {
    let written = "# On leave.\nflow: \"A\"\nelements:\n    # First.\n    Set_It: {set: [x = 1]} # one\nvariables: {x: {type: Number}}\n";
    let (_folder, path) = folder_with("A.flow.yaml", written);
    assert_eq!(segue(&["fmt", &path, "--check"]).status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), written);
    assert_eq!(segue(&["fmt", &path]).status.code(), Some(0));
    let formatted = std::fs::read_to_string(&path).unwrap();
    assert_eq!(
        formatted,
        "# On leave.\nflow: A\nvariables:\n  x: Number\nelements:\n  # First.\n  # one\n  Set_It: {set: x = 1}\n"
    );
    assert_eq!(segue(&["fmt", &path, "--check"]).status.code(), Some(0));
}

#[test]
fn scenarios_people_and_actions_are_formatted_and_keep_their_comments() {
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        (
            "a.scenario.yaml",
            "# How it goes.\nproject:   ..\nscenarios:\n- scenario:  \"one\" # first\n  steps: [ {advance: 3d} ]\n",
            "# How it goes.\nproject: ..\nscenarios:\n  # first\n  - scenario: \"one\"\n    steps: [{advance: 3d}]\n",
        ),
        (
            "people.yaml",
            "people: # all\n   users: [ a@x.org ]\n",
            "# all\npeople:\n  users: [a@x.org]\n",
        ),
        (
            "actions.yaml",
            "actions:\n    # Elsewhere.\n    Rate:   {inputs: {a: Number}}\n",
            "actions:\n  # Elsewhere.\n  Rate: {inputs: {a: Number}}\n",
        ),
    ];
    for (name, text, _) in texts {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let path = folder.path().to_str().unwrap();
    assert_eq!(segue(&["fmt", path]).status.code(), Some(0));
    for (name, _, wanted) in texts {
        let formatted = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(formatted, wanted, "{name}");
    }
    assert_eq!(segue(&["fmt", path, "--check"]).status.code(), Some(0));
}

#[test]
fn formatting_refuses_what_would_be_lost() {
    let (_folder, path) = folder_with("A.flow-meta.xml", "<Flow>stray<label>A</label></Flow>");
    let refused = segue(&["fmt", &path]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("text between its elements"));
}

#[test]
fn schemas_are_printed() {
    for which in ["orchestration", "flow", "object", "people", "scenario"] {
        let printed = segue(&["schema", which]);
        assert_eq!(printed.status.code(), Some(0));
        let schema: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
    }
    assert_eq!(segue(&["schema", "weather"]).status.code(), Some(2));
}
