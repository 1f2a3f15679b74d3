//! Damaged files: whatever is missing or said twice, reading ends with problems and never breaks.

use std::path::Path;

use segue_definition::{Options, SourceFile, load, read_folder};

/// Every so many lines one is damaged, so that the test stays short.
const STRIDE: usize = 17;

pub(crate) fn example() -> Vec<SourceFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/incident-management");
    let files = read_folder(&folder).expect("the example can be read");
    let flows = files.into_iter();
    flows
        .filter(|file| file.path.ends_with(".flow-meta.xml"))
        .collect()
}

/// Whether a line is one whole element: without it the file is still well-formed.
fn is_leaf(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('<') && line.contains("</") && !line.starts_with("</")
}

fn damaged(file: &SourceFile, damage: fn(&str) -> String) -> Vec<SourceFile> {
    let lines: Vec<&str> = file.text.lines().collect();
    let leaves = (0..lines.len()).filter(|at| is_leaf(lines[*at]));
    leaves
        .step_by(STRIDE)
        .map(|at| {
            let mut text: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            text[at] = damage(lines[at]);
            SourceFile::new(file.path.clone(), text.join("\n"))
        })
        .collect()
}

fn survive(damage: fn(&str) -> String) {
    let mut n_read = 0;
    for file in example() {
        for damaged in damaged(&file, damage) {
            let project = load(vec![damaged], &Options { infer: true }, None);
            n_read += project.flows.len() + project.orchestrations.len();
        }
    }
    assert!(n_read > 200, "only {n_read} damaged files were still read");
}

#[test]
fn a_missing_element_never_breaks_reading() {
    survive(|_| String::new());
}

#[test]
fn a_repeated_element_never_breaks_reading() {
    survive(|line| format!("{line}{line}"));
}

#[test]
fn an_empty_element_never_breaks_reading() {
    survive(|line| {
        let (open, rest) = line.split_once('>').expect("a leaf has a tag");
        let (_, close) = rest.rsplit_once("</").expect("a leaf is closed");
        format!("{open}></{close}")
    });
}

#[test]
fn a_text_cut_anywhere_never_breaks_reading() {
    for file in example() {
        let text = &file.text;
        for end in (0..text.len())
            .step_by(997)
            .filter(|end| text.is_char_boundary(*end))
        {
            let cut = SourceFile::new(file.path.clone(), &text[..end]);
            let project = load(vec![cut], &Options::default(), None);
            assert!(project.problems.has_errors());
        }
    }
}

#[test]
fn more_steps_than_can_be_numbered_never_break_reading() {
    let step = "<stageSteps/>".repeat(70_000);
    let text = format!(
        "<Flow><processType>Orchestrator</processType>
         <orchestratedStages><name>A</name>{step}</orchestratedStages>
         <orchestratedStages><name>B</name>{step}</orchestratedStages></Flow>"
    );
    let file = SourceFile::new("flows/A.flow-meta.xml", text);
    let project = load(vec![file], &Options::default(), None);
    assert!(project.problems.has_errors());
}
