//! Real metadata files: all of them are read, and the incident-management project in full.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use segue_definition::{Options, Project, Severity, load, read_folder};

/// The folder with real projects, when this machine has it.
fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = std::env::var_os("SEGUE_CORPUS").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no corpus");
    None
}

fn project(folder: &Path) -> Project {
    let files = read_folder(folder).expect("the corpus can be read");
    load(files, &Options::default(), None)
}

fn lines(project: &Project) -> Vec<String> {
    let problems = project.problems.iter();
    problems
        .map(|problem| {
            let file = project.sources.get(problem.place.file);
            let line = file.text[..problem.place.range.start].lines().count();
            format!(
                "{:?} {} {}:{line} {}",
                problem.severity,
                problem.code,
                file.file_name(),
                problem.message
            )
        })
        .collect()
}

#[test]
fn every_flow_of_every_project_is_read() {
    let Some(corpus) = corpus() else { return };
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    let mut errors = Vec::new();
    for entry in std::fs::read_dir(corpus).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let project = project(&folder);
        for (problem, line) in project.problems.iter().zip(lines(&project)) {
            *codes
                .entry(format!("{:?} {}", problem.severity, problem.code))
                .or_default() += 1;
            if problem.severity == Severity::Error || problem.code == "unknown-element" {
                errors.push(line);
            }
        }
    }
    println!("{codes:#?}\n{}", errors.join("\n"));
}
