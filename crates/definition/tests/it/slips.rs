//! Every reference of a real orchestration, misspelt one at a time: each slip is found where it
//! stands.

use std::collections::BTreeSet;
use std::path::Path;

use segue_definition::{Options, SourceFile, load, read_folder};

/// Elements whose text names something.
const NAMING: [&str; 14] = [
    "actionName",
    "actionType",
    "assigneeType",
    "dataType",
    "elementReference",
    "entryActionName",
    "exitActionName",
    "leftValueReference",
    "object",
    "operator",
    "processType",
    "recordTriggerType",
    "targetReference",
    "triggerType",
];

fn project() -> Vec<SourceFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/incident-management");
    read_folder(&folder).expect("the example can be read")
}

#[test]
fn every_slip_in_the_incident_orchestration_is_found_where_it_stands() {
    let files = project();
    let orchestration = files
        .iter()
        .find(|file| file.file_name().starts_with("AIM_IncidentOrchestration."))
        .expect("the example has an orchestration");
    let mut tried: BTreeSet<&str> = BTreeSet::new();
    for (number, line) in orchestration.text.lines().enumerate() {
        let Some(slip) = misspelt(line) else { continue };
        if tried.insert(line.trim()) {
            let text = with_line(&orchestration.text, number, &slip);
            let found = lines_with_problems(&files, SourceFile::new(&*orchestration.path, text));
            assert!(found.contains(&number), "line {}: {slip}", number + 1);
        }
    }
    assert!(tried.len() > 30, "the orchestration names many things");
}

/// The line with its name misspelt, when it names something.
fn misspelt(line: &str) -> Option<String> {
    let (tag, rest) = line.trim().strip_prefix('<')?.split_once('>')?;
    let (text, _) = rest.split_once("</")?;
    let is_naming = NAMING.contains(&tag) && !text.is_empty();
    is_naming.then(|| line.replacen(&format!(">{text}<"), &format!(">{text}x<"), 1))
}

fn with_line(text: &str, number: usize, line: &str) -> String {
    let lines = text.lines().enumerate();
    let lines = lines.map(|(n, old)| if n == number { line } else { old });
    lines.collect::<Vec<_>>().join("\n")
}

/// The lines, counted from 0, of `changed` in which a problem begins.
fn lines_with_problems(files: &[SourceFile], changed: SourceFile) -> BTreeSet<usize> {
    let others = files.iter().filter(|file| file.path != changed.path);
    let all = others.cloned().chain([changed.clone()]).collect();
    let project = load(all, &Options::default(), None);
    let problems = project
        .problems
        .iter()
        .filter(|problem| project.sources.get(problem.place.file).path == changed.path);
    problems
        .map(|problem| {
            changed.text[..problem.place.range.start]
                .matches('\n')
                .count()
        })
        .collect()
}
