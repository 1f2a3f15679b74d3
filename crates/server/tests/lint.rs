//! `segue lint` from outside: exit codes, formats, settings, fixes, the corpus.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn segue(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_segue"));
    command.args(arguments).current_dir(folder);
    command.output().expect("segue can be started")
}

fn lint(folder: &Path, arguments: &[&str]) -> Output {
    segue(folder, &[&["lint", "."], arguments].concat())
}

fn json(folder: &Path) -> Value {
    let output = lint(folder, &["--format", "json"]);
    serde_json::from_slice(&output.stdout).expect("it prints JSON")
}

fn codes(folder: &Path) -> Vec<String> {
    let report = json(folder);
    let problems = report["problems"].as_array().expect("problems are a list");
    let codes = problems.iter().map(|problem| problem["code"].as_str());
    codes
        .map(|code| code.expect("a code is text").to_owned())
        .collect()
}

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let file = folder.path().join("Case_Close.flow-meta.xml");
    fs::write(file, FLOW).expect("a file can be written");
    folder
}

const FLOW: &str = "<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">
    <apiVersion>62.0</apiVersion>
    <assignments>
        <name>Set</name>
        <label>Set</label>
        <assignmentItems>
            <assignToReference>result</assignToReference>
            <operator>Assign</operator>
            <value><stringValue>001000000000001AAA</stringValue></value>
        </assignmentItems>
    </assignments>
    <description>Closes a case.</description>
    <formulas>
        <name>uses_it</name>
        <dataType>String</dataType>
        <expression>{!unused}</expression>
    </formulas>
    <label>Case: close</label>
    <processType>AutoLaunchedFlow</processType>
    <start><connector><targetReference>Set</targetReference></connector></start>
    <status>Active</status>
    <variables>
        <name>result</name>
        <dataType>String</dataType>
        <isOutput>true</isOutput>
    </variables>
    <variables>
        <name>unused</name>
        <dataType>String</dataType>
    </variables>
</Flow>
";

#[test]
fn an_error_ends_with_one_and_names_its_place() {
    let folder = project();
    let report = json(folder.path());
    let first = &report["problems"][0];
    assert_eq!(first["code"], "HardcodedId");
    assert_eq!(
        (
            &first["file"],
            &first["line"],
            &first["column"],
            &first["element"]
        ),
        (
            &"Case_Close.flow-meta.xml".into(),
            &9.into(),
            &33.into(),
            &"Set".into()
        )
    );
    assert_eq!(lint(folder.path(), &[]).status.code(), Some(1));
}

#[test]
fn warnings_end_with_one_only_when_denied() {
    let folder = project();
    let rules = "[lint.rules]\nHardcodedId = \"warning\"\n";
    fs::write(folder.path().join("segue.toml"), rules).unwrap();
    assert_eq!(lint(folder.path(), &[]).status.code(), Some(0));
    assert_eq!(
        lint(folder.path(), &["--deny-warnings"]).status.code(),
        Some(1)
    );
}

#[test]
fn sarif_names_the_rules_by_both_names() {
    let folder = project();
    let output = lint(folder.path(), &["--format", "sarif"]);
    let log: Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    let run = &log["runs"][0];
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "HardcodedId");
    let index = result["ruleIndex"].as_u64().expect("a rule has a place");
    let rule = &run["tool"]["driver"]["rules"][usize::try_from(index).unwrap()];
    assert_eq!(
        (&rule["id"], &rule["name"]),
        (&"HardcodedId".into(), &"hardcoded-id".into())
    );
}

#[test]
fn settings_of_the_scanner_and_of_segue_count() {
    let folder = project();
    let scanner = "exceptions:\n  Case_Close:\n    hardcoded-id: [Set]\n";
    fs::write(folder.path().join(".flow-scanner.yml"), scanner).unwrap();
    assert_eq!(codes(folder.path()), ["UnusedVariable"]);
    let settings = "listen = \"127.0.0.1:0\"\n[lint]\nignore_flows = [\"Case_Close\"]\n";
    fs::write(folder.path().join("segue.toml"), settings).unwrap();
    assert_eq!(
        lint(folder.path(), &[]).status.code(),
        Some(2),
        "nothing is left to look at"
    );
}

#[test]
fn a_setting_without_a_meaning_ends_with_two() {
    let folder = project();
    fs::write(
        folder.path().join("segue.toml"),
        "[lint.rules]\nHardcoded = \"off\"\n",
    )
    .unwrap();
    let output = lint(folder.path(), &[]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        told.contains("segue.toml: [lint]: there is no rule `Hardcoded`"),
        "{told}"
    );
}

#[test]
fn a_fix_removes_what_nothing_uses_and_what_only_that_used() {
    let folder = project();
    let file = folder.path().join("Case_Close.flow-meta.xml");
    lint(folder.path(), &["--fix"]);
    let fixed = fs::read_to_string(&file).unwrap();
    let (before, rest) = FLOW.split_once("    <formulas>").unwrap();
    let (_, middle) = rest.split_once("</formulas>\n").unwrap();
    let (middle, _) = middle
        .split_once("    <variables>\n        <name>unused")
        .unwrap();
    assert_eq!(fixed, format!("{before}{middle}</Flow>\n"));
    assert_eq!(codes(folder.path()), ["HardcodedId"]);
    let again = lint(folder.path(), &["--fix"]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("changed 0 files"));
}

#[test]
fn a_file_with_a_byte_order_mark_keeps_it() {
    let folder = project();
    let file = folder.path().join("Case_Close.flow-meta.xml");
    fs::write(&file, format!("\u{feff}{FLOW}")).unwrap();
    lint(folder.path(), &["--fix"]);
    let fixed = fs::read_to_string(&file).unwrap();
    assert!(fixed.starts_with("\u{feff}<Flow") && !fixed.contains("unused"));
}

#[test]
fn nothing_to_look_at_ends_with_two() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(lint(folder.path(), &[]).status.code(), Some(2));
}

#[test]
fn a_file_that_cannot_be_read_is_an_error_and_the_others_are_looked_at() {
    let folder = project();
    fs::write(
        folder.path().join("Broken_One.flow-meta.xml"),
        "<Flow><label>",
    )
    .unwrap();
    assert!(codes(folder.path()).starts_with(&["malformed-xml".to_owned()]));
    assert!(codes(folder.path()).contains(&"UnusedVariable".to_owned()));
}

/// The corpus, copied, so that it can be changed.
#[expect(
    clippy::print_stdout,
    reason = "whoever runs the tests sees that it was skipped"
)]
fn corpus() -> Option<tempfile::TempDir> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let corpus = std::env::var_os("SEGUE_CORPUS").map_or_else(beside, PathBuf::from);
    if !corpus.is_dir() {
        println!("skipped: no corpus");
        return None;
    }
    let copy = tempfile::tempdir().expect("there is room for a folder");
    for file in segue_definition::read_folder(&corpus).expect("the corpus can be read") {
        let below = Path::new(&file.path).strip_prefix(&corpus);
        let target = copy.path().join(below.expect("it was found there"));
        let folder = target.parent().expect("a file has a folder");
        fs::create_dir_all(folder).expect("there is room for a folder");
        let bytes = fs::read(&file.path).expect("it was read before");
        fs::write(&target, bytes).expect("there is room for a file");
    }
    Some(copy)
}

fn check_errors(folder: &Path) -> u64 {
    let output = segue(folder, &["check", ".", "--infer", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    report["errors"].as_u64().expect("a count is a number")
}

#[test]
fn after_fixing_the_whole_corpus_check_finds_no_more_errors_and_nothing_is_left_to_fix() {
    let Some(copy) = corpus() else { return };
    let before = check_errors(copy.path());
    let output = lint(copy.path(), &["--fix"]);
    assert!(matches!(output.status.code(), Some(0 | 1)));
    assert!(check_errors(copy.path()) <= before);
    let again = lint(copy.path(), &["--fix"]);
    let told = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(told.contains("changed 0 files"), "{told}");
}
