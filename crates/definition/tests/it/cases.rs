//! Cases: a definition, and what is wrong with it as people read it.
//!
//! `cases/NAME.xml` (or `.yaml`) is read together with `cases/shared`; its problems stand in
//! `cases/NAME.problems`. A case of several files has a line `<!-- file: PATH -->` before each.
//! `UPDATE=1 cargo test -p segue-definition cases` writes what it finds.

use std::fs;
use std::path::{Path, PathBuf};

use segue_definition::{CODES, Findings, Options, Project, SourceFile, human, load, read_folder};

/// Codes without a case: what they need is too large for one.
const WITHOUT_CASE: [&str; 1] = ["too-large"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("the cases can be read");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry can be read").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "xml" || e == "yaml"));
    paths.sort();
    paths
}

#[test]
fn every_case_has_the_problems_that_stand_beside_it() {
    let mut differing = Vec::new();
    for path in cases() {
        let found = problems(&path);
        let beside = path.with_extension("problems");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&beside, &found).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if found != expected {
            differing.push(format!("{}\n{found}", path.display()));
        }
    }
    assert!(
        differing.is_empty(),
        "not as expected:\n{}",
        differing.join("\n")
    );
}

#[test]
fn every_code_has_a_case() {
    let texts = cases()
        .into_iter()
        .map(|path| path.with_extension("problems"));
    let texts: String = texts
        .map(|path| fs::read_to_string(path).unwrap_or_default())
        .collect();
    for code in CODES {
        let has_case = texts.contains(&format!("[{code}]"));
        assert!(has_case != WITHOUT_CASE.contains(code), "case of `{code}`");
    }
}

#[test]
fn every_problem_of_the_cases_has_a_known_code() {
    for path in cases() {
        for problem in project(&path).problems.iter() {
            assert!(CODES.contains(&problem.code), "{}", problem.code);
        }
    }
}

#[test]
fn every_code_has_a_paragraph_in_the_reference_and_no_paragraph_is_left_over() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/problems.md");
    let page = fs::read_to_string(page).expect("the reference can be read");
    let headings: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("### "))
        .collect();
    assert_eq!(headings, CODES);
}

#[test]
fn codes_are_unique_and_kebab_case() {
    let mut codes = CODES.to_vec();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), CODES.len());
    for code in codes {
        assert!(
            code.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
            "{code}"
        );
    }
}

fn problems(path: &Path) -> String {
    let project = project(path);
    human(
        &Findings {
            projects: vec![(&project.problems, &project.sources)],
            working_directory: Path::new("/"),
        },
        false,
    )
}

fn project(path: &Path) -> Project {
    let mut files: Vec<SourceFile> = read_folder(&folder().join("shared"))
        .expect("the shared files can be read")
        .into_iter()
        .map(|file| SourceFile::new(format!("shared/{}", file.file_name()), file.text))
        .collect();
    files.extend(files_of(path));
    load(files, &Options::default(), None)
}

/// The files of a case.
fn files_of(path: &Path) -> Vec<SourceFile> {
    const MARK: &str = "<!-- file: ";
    let text = fs::read_to_string(path).expect("a case can be read");
    if !text.starts_with(MARK) {
        return vec![SourceFile::new(path_of(path), text)];
    }
    let parts = text.split(MARK).skip(1);
    parts
        .map(|part| {
            let (path, text) = part.split_once(" -->\n").expect("a file has a path");
            SourceFile::new(path, text)
        })
        .collect()
}

fn path_of(case: &Path) -> String {
    let stem = case
        .file_stem()
        .expect("a case has a name")
        .to_string_lossy();
    match case.extension().is_some_and(|e| e == "yaml") {
        true => "people.yaml".to_owned(),
        false => format!("flows/{stem}.flow-meta.xml"),
    }
}
