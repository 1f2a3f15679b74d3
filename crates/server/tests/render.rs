//! `segue render` from outside: what it draws, where it puts it, and how it ends.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

const FLOWS: &str = "examples/incident-management/aim-base/main/default/flows";
const ORCHESTRATION: &str = "examples/demo/flows/Purchase_Approval.flow-meta.xml";

/// `segue render` with those arguments, in the root of the workspace.
fn render(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_segue"));
    command.arg("render").args(arguments).current_dir(root());
    command.output().expect("segue can be started")
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("there is room for a folder")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("its path is text")
}

#[test]
fn a_drawing_goes_to_standard_output() {
    let output = render(&[ORCHESTRATION]);
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    let svg = String::from_utf8(output.stdout).expect("it is text");
    assert!(
        svg.starts_with("<svg ") && svg.ends_with("</svg>\n"),
        "{svg}"
    );
    assert!(
        svg.contains("<title id=\"drawing-title\">Drawing of "),
        "{svg}"
    );
    assert!(svg.contains("prefers-color-scheme: dark"), "{svg}");
}

#[test]
fn yaml_is_drawn_like_xml() {
    let output = render(&["examples/content-review/Content_Review.orchestration.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    let svg = String::from_utf8(output.stdout).expect("it is text");
    assert!(
        svg.contains("Interactive step") && svg.contains("Stage · "),
        "{svg}"
    );
}

#[test]
fn a_drawing_goes_to_the_file_that_is_named() {
    let folder = folder();
    let file = folder.path().join("drawing.svg");
    let output = render(&[ORCHESTRATION, "-o", text(&file)]);
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    assert!(output.stdout.is_empty());
    let svg = std::fs::read_to_string(file).expect("the file was written");
    assert!(svg.starts_with("<svg "), "{svg}");
}

#[test]
fn many_drawings_go_to_a_folder_that_is_made() {
    let folder = folder();
    let out = folder.path().join("made/here");
    let output = render(&[FLOWS, ORCHESTRATION, "-o", text(&out)]);
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    let n_flows = std::fs::read_dir(root().join(FLOWS))
        .expect("the example is there")
        .count();
    let n_drawn = std::fs::read_dir(&out)
        .expect("the folder was made")
        .count();
    assert_eq!(n_drawn, n_flows + 1);
    assert!(out.join("AIM_IncidentOrchestration.svg").is_file());
    assert!(out.join("Purchase_Approval.svg").is_file());
}

#[test]
fn many_drawings_without_a_folder_are_refused() {
    let output = render(&[FLOWS]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        complaint(&output).contains("give one with -o"),
        "{}",
        complaint(&output)
    );
}

#[test]
fn two_drawings_never_take_one_file() {
    let folder = folder();
    let copy = folder.path().join("Purchase_Approval.flow-meta.xml");
    std::fs::copy(root().join(ORCHESTRATION), &copy).expect("a file can be copied");
    let out = folder.path().join("out");
    let output = render(&[ORCHESTRATION, text(&copy), "-o", text(&out)]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        complaint(&output).contains("would be the drawing of"),
        "{}",
        complaint(&output)
    );
    assert!(!out.exists());
}

#[test]
fn what_cannot_be_read_is_named() {
    let output = render(&["no/such/file.flow-meta.xml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        complaint(&output).contains("no/such/file"),
        "{}",
        complaint(&output)
    );
    let folder = folder();
    let output = render(&[text(folder.path())]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        complaint(&output).contains("found no flow"),
        "{}",
        complaint(&output)
    );
}

#[test]
fn what_is_not_well_formed_is_bad_and_the_others_are_drawn() {
    let folder = folder();
    let broken = folder.path().join("Broken.flow-meta.xml");
    std::fs::write(&broken, "<Flow><label>Broken</Flow>").expect("a file can be written");
    let out = folder.path().join("out");
    let output = render(&[text(&broken), ORCHESTRATION, "-o", text(&out)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        complaint(&output).contains("Broken.flow-meta.xml:1:"),
        "{}",
        complaint(&output)
    );
    assert!(out.join("Purchase_Approval.svg").is_file());
}

#[test]
fn what_cannot_be_written_is_named() {
    let folder = folder();
    let file = folder.path().join("not/there/drawing.svg");
    let output = render(&[ORCHESTRATION, "-o", text(&file)]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        complaint(&output).contains("cannot write"),
        "{}",
        complaint(&output)
    );
}
